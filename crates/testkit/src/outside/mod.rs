//! Other people in a rehearsal: what persons, companies and AWS itself do by hand in the account of a deployment.

mod buckets;
mod companies;
mod databases;
mod guests;
mod hosts;
mod networks;
mod picture;
mod tags;
mod theirs;

use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::BoxFuture;
use jalon::aws::Aws;
use jalon_sandbox::{Existing, Simulator};

use crate::Rehearsal;

pub use picture::picture;
pub use theirs::Theirs;

/// Long enough for AWS to list what was just made.
const LISTED_AFTER: Duration = Duration::from_secs(10);

/// What somebody does by hand, on the resource of a key.
#[derive(Clone, Copy)]
pub struct Hand {
    /// What is done.
    pub name: &'static str,
    /// The key of what it is done to.
    pub on: &'static str,
    /// What a walk does about it.
    pub remedy: Remedy,
    act: Act,
}

/// Does something by hand; to the resource of this key, if it is there.
pub type Act = for<'a> fn(&'a Outsider, &'a str) -> BoxFuture<'a, Done>;

/// Whether something was done.
pub type Done = Result<(), NotNow>;

/// What makes the deployment whole again.
#[derive(Clone, Copy)]
pub enum Remedy {
    /// The walk itself.
    Walk,
    /// The walk itself; what was added fails a check for as long as it is there, and rightly so.
    WalkWithFailedChecks,
    /// The walk stops, advises an answer to the question of this key, and goes on with it.
    Answer(&'static str),
    /// The walk stops, and goes on after this was done by hand.
    ByHand(Act),
}

impl Hand {
    const fn new(name: &'static str, on: &'static str, act: Act) -> Self {
        Self {
            name,
            on,
            remedy: Remedy::Walk,
            act,
        }
    }

    const fn failing_checks(self) -> Self {
        Self {
            remedy: Remedy::WalkWithFailedChecks,
            ..self
        }
    }

    const fn with_answer(self, key: &'static str) -> Self {
        Self {
            remedy: Remedy::Answer(key),
            ..self
        }
    }

    const fn undone(self, act: Act) -> Self {
        Self {
            remedy: Remedy::ByHand(act),
            ..self
        }
    }

    /// Does it, if what it is done to is there and AWS lets it be done now.
    ///
    /// # Errors
    ///
    /// When it could not be done.
    pub async fn act(&self, outsider: &Outsider) -> Done {
        (self.act)(outsider, self.on).await
    }
}

impl fmt::Debug for Hand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.on)
    }
}

/// All hands there are.
pub fn hands() -> Vec<Hand> {
    [
        tags::hands(),
        networks::HANDS.to_vec(),
        hosts::HANDS.to_vec(),
        databases::HANDS.to_vec(),
        buckets::HANDS.to_vec(),
        companies::HANDS.to_vec(),
        guests::HANDS.to_vec(),
    ]
    .concat()
}

/// Why something could not be done: what it is done to is not there, or AWS refuses it for now.
#[derive(Clone, Debug)]
pub struct NotNow(pub String);

impl<E: std::error::Error> From<E> for NotNow {
    fn from(error: E) -> Self {
        Self(format!("{error}: {error:?}"))
    }
}

/// Somebody else with access to the account of a rehearsal, and what they have left in it.
pub struct Outsider {
    aws: Aws,
    simulator: Simulator,
    theirs: Mutex<Vec<Theirs>>,
    names: AtomicUsize,
}

impl Outsider {
    /// Somebody in the account of this rehearsal.
    pub fn of(rehearsal: &Rehearsal) -> Self {
        Self {
            aws: rehearsal.aws(),
            simulator: rehearsal.simulator.clone(),
            theirs: Mutex::default(),
            names: AtomicUsize::default(),
        }
    }

    /// What they have left so far.
    pub fn theirs(&self) -> Vec<Theirs> {
        self.theirs.lock().unwrap().clone()
    }

    fn leave(&self, theirs: Theirs) {
        self.theirs.lock().unwrap().push(theirs);
    }

    /// What somebody else takes away again is theirs no more.
    fn take_away(&self, is_meant: impl Fn(&Theirs) -> bool) {
        self.theirs.lock().unwrap().retain(|theirs| !is_meant(theirs));
    }

    /// Notes a thing of theirs by its id.
    fn leave_thing(&self, id: &str) {
        self.leave(Theirs::Thing(self.existing(id)));
    }

    fn existing(&self, id: &str) -> Existing {
        let all = self.simulator.ground_truth();
        let found = all.into_iter().find(|existing| existing.id == id);
        found.unwrap_or_else(|| panic!("{id} is not there"))
    }

    /// A name that nothing has yet.
    fn fresh_name(&self) -> String {
        format!("company-{}", self.names.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// The deployment's resource of a key, or the first of those whose keys begin with one that ends in `/`.
    fn ours(&self, key: &str) -> Result<Existing, NotNow> {
        self.find(key, |kind| !matches!(kind, "volume" | "network-interface"))
    }

    /// The id of the deployment's resource of a key.
    fn id(&self, key: &str) -> Result<String, NotNow> {
        Ok(self.ours(key)?.id)
    }

    /// The disk of a host.
    fn disk(&self, host: &str) -> Result<Existing, NotNow> {
        self.find(host, |kind| kind == "volume")
    }

    fn find(&self, key: &str, is_meant: impl Fn(&str) -> bool) -> Result<Existing, NotNow> {
        let theirs = self.theirs();
        let all = self.simulator.ground_truth().into_iter();
        let mut named = all.filter(|existing| {
            let found = existing.tags.get("jalon:resource").map_or("", String::as_str);
            found == key || (key.ends_with('/') && found.starts_with(key))
        });
        let is_theirs = |existing: &Existing| theirs.iter().any(|one| one.is_of(&existing.id));
        let found = named.find(|existing| is_meant(existing.kind) && !is_theirs(existing));
        found.ok_or_else(|| NotNow(format!("{key} is not there")))
    }

    /// Waits until AWS lists what was just made.
    async fn is_listed(&self) {
        tokio::time::sleep(LISTED_AFTER).await;
    }

    /// What of theirs is not as they left it, of what has not gone with the deployment's own.
    pub async fn missed(&self) -> Vec<Theirs> {
        let mut missed = Vec::new();
        for theirs in self.theirs() {
            if !theirs.is_untouched(self).await {
                missed.push(theirs);
            }
        }
        missed
    }

    /// Takes everything of theirs out of the account again, in whatever order AWS takes it.
    pub async fn leave_the_account(&self) {
        const ATTEMPTS: usize = 40;
        for _ in 0..ATTEMPTS {
            let mut is_anything_left = false;
            for theirs in self.theirs() {
                is_anything_left |= theirs.is_going(self).await;
            }
            if !is_anything_left {
                self.theirs.lock().unwrap().clear();
                return;
            }
            tokio::time::sleep(Duration::from_secs(30)).await;
        }
        panic!("what they have left does not go: {:?}", self.theirs());
    }
}
