//! The common part of all EC2 rows: a kind with its AWS codes, a life, and a lookup with AWS's errors.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Ec2;
use super::documented_filters::Documented;
use super::tags::Tags;
use crate::clock::after;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element};
use crate::table::Table;

/// Lengths of the hexadecimal part of an id: the present and the former one.
const ID_DIGITS: [usize; 2] = [17, 8];

/// A kind of resource as AWS spells it. Source of the codes: EC2 error-code page, whose spelling follows no rule.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// What ids begin with, without the dash.
    pub prefix: &'static str,
    /// The name in tag specifications.
    pub resource_type: &'static str,
    /// The name in messages.
    pub noun: &'static str,
    /// The code for an unknown id.
    pub not_found: &'static str,
    /// The code for a malformed id.
    pub malformed: &'static str,
}

/// When a row was made, becomes visible and vanishes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Life {
    /// When it was made.
    pub created: Timestamp,
    /// When it becomes visible to calls: AWS's lists lag behind.
    pub visible: Timestamp,
    /// When it is removed from its table, if that is known.
    pub gone: Option<Timestamp>,
}

impl Life {
    /// A life that begins now and is visible after the list lag.
    pub fn begin(cx: &Context) -> Self {
        Self {
            created: cx.now,
            visible: after(cx.now, cx.latencies.list_lag),
            gone: None,
        }
    }

    /// Whether it is visible at that time.
    pub fn seen(&self, now: Timestamp) -> bool {
        self.visible <= now && self.gone.is_none_or(|gone| now < gone)
    }
}

/// EC2 at one moment. The state of a row in an answer follows from other rows and the time.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The tables.
    pub ec2: &'a Ec2,
    /// The shared state.
    pub common: &'a Common,
    /// The moment.
    pub now: Timestamp,
    /// Whether to show tags that lists do not show yet.
    tags_at_once: bool,
}

impl<'a> View<'a> {
    /// For the answer of the call that made or changed the row: it shows all tags.
    pub fn answering(ec2: &'a Ec2, common: &'a Common, cx: &Context) -> Self {
        Self {
            ec2,
            common,
            now: cx.now,
            tags_at_once: true,
        }
    }

    /// At a moment at which nobody asks for tags.
    pub fn at(ec2: &'a Ec2, common: &'a Common, now: Timestamp) -> Self {
        Self {
            ec2,
            common,
            now,
            tags_at_once: false,
        }
    }

    /// For lists, in which tags lag.
    pub fn listing(ec2: &'a Ec2, common: &'a Common, cx: &Context) -> Self {
        Self {
            ec2,
            common,
            now: cx.now,
            tags_at_once: false,
        }
    }

    /// The tags of a resource.
    pub fn tags(&self, id: &str) -> Option<&'a Tags> {
        let ec2 = &self.ec2;
        let lag = ec2.tag_lags.get(id).filter(|lag| !self.tags_at_once && lag.holds(self.now));
        match lag {
            Some(lag) => Some(&lag.former),
            None => ec2.tags.get(id),
        }
    }

    /// The `tagSet` of a resource.
    pub fn tag_set(&self, id: &str) -> Element {
        let tags = self.tags(id).into_iter().flat_map(|tags| &tags.0);
        Element::new("tagSet").children(tags.map(|(key, value)| Element::new("item").text("key", key).text("value", value)))
    }
}

/// A row that describe calls list.
pub trait Row: Sized {
    /// Its kind.
    const KIND: Kind;
    /// The filters it can be listed by, those on tags aside.
    const FILTERS: Documented;

    /// The table it is a row of.
    fn table(ec2: &Ec2) -> &Table<Self>;
    /// Its id.
    fn id(&self) -> &str;
    /// Its life.
    fn life(&self) -> &Life;
    /// Its values under one of [`Row::FILTERS`], where these are known without its answer.
    fn values(&self, view: &View, filter: &str) -> Vec<String>;
    /// Its children in answers, the tags included.
    fn element(&self, view: &View, name: &str) -> Element;
}

/// The row of that id, if it is visible now.
///
/// # Errors
/// The kind's codes for an id that is malformed or not found.
pub fn find<'w, T: Row>(ec2: &'w Ec2, id: &str, now: Timestamp) -> Result<&'w T, ApiError> {
    check_form(id, &T::KIND)?;
    T::table(ec2)
        .get(id)
        .filter(|row| row.life().seen(now))
        .ok_or_else(|| not_found(id, &T::KIND))
}

/// The error for an unknown id.
pub fn not_found(id: &str, kind: &Kind) -> ApiError {
    ApiError::new(kind.not_found, format!("The {} ID '{id}' does not exist", kind.noun))
}

/// Checks that an id has the form of its kind.
///
/// # Errors
/// The kind's code for a malformed id.
pub fn check_form(id: &str, kind: &Kind) -> Result<(), ApiError> {
    let digits = id.strip_prefix(kind.prefix).and_then(|rest| rest.strip_prefix('-'));
    let well_formed = digits.is_some_and(|digits| {
        ID_DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    });
    if well_formed {
        return Ok(());
    }
    Err(ApiError::new(
        kind.malformed,
        format!("Invalid id: \"{id}\" (expecting \"{}-...\")", kind.prefix),
    ))
}

/// The moment `latency` from now, varied by the seed.
pub fn due(common: &mut Common, cx: &Context, latency: Duration) -> Timestamp {
    after(cx.now, common.ids.vary(latency, cx.latencies.spread))
}

/// The error for deleting a thing that others depend on. Source: EC2 answers.
pub fn has_dependencies(noun: &str, id: &str) -> ApiError {
    ApiError::new(
        "DependencyViolation",
        format!("The {noun} '{id}' has dependencies and cannot be deleted."),
    )
}

/// The answer of calls that return only `true`.
pub fn done() -> Element {
    Element::new("").text("return", true)
}
