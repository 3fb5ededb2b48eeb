//! The row of a kind: everything the engine has to know of it, as data. Each kind's file holds its own.

use std::time::Duration;

use futures_util::future::BoxFuture;

use super::blocker::Found;
use super::{Kind, Listed, Observed, Scope};
use crate::aws::{Aws, AwsError, Noun};
use crate::prices::Charge;

/// A listing. It fails rather than answer with less than there is: a read that fails is never taken for "gone".
pub type List = for<'a> fn(&'a Aws, &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>>;
/// A delete call, of one resource as AWS reported it.
pub type Delete = for<'a> fn(&'a Aws, &'a Observed) -> BoxFuture<'a, Result<(), AwsError>>;
/// A delete call by the id the state file keeps.
pub type Prune = for<'a> fn(&'a Aws, &'a str) -> BoxFuture<'a, Result<(), AwsError>>;
/// What becomes of the tags of a resource.
#[derive(Clone, Copy, Debug)]
pub enum TagChange<'a> {
    /// These are written, beside those it has.
    Write(&'a [(String, String)]),
    /// Those of these keys are removed.
    Remove(&'a [&'a str]),
}

/// Changes tags of a resource.
pub type Retag = for<'a> fn(&'a Aws, &'a Observed, TagChange<'a>) -> BoxFuture<'a, Result<(), AwsError>>;
/// Finds what holds a resource that AWS does not delete yet.
pub type FindHolders = for<'a> fn(&'a Aws, &'a Observed) -> BoxFuture<'a, Vec<Found>>;

/// What a resource is charged for, as AWS reports it.
pub type Charges = fn(&Observed) -> Vec<Charge>;

/// The service a kind belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Amazon EC2, which keeps the tags of all its resources in one list.
    Ec2,
    /// Amazon RDS.
    Rds,
    /// Amazon S3.
    S3,
}

/// How AWS shows a kind.
#[derive(Clone, Copy)]
pub enum Listing {
    /// It is asked for what carries the deployment's tags.
    ByTag(List),
    /// It is asked for a name, and so may show what isn't the deployment's: that has to be seen, to be reported.
    ByName(List),
    /// It shows it as a part of another kind.
    Within(Kind),
}

impl Listing {
    /// The listing itself; `None` for a part of another kind.
    pub fn call(self) -> Option<List> {
        match self {
            Self::ByTag(list) | Self::ByName(list) => Some(list),
            Self::Within(_) => None,
        }
    }
}

/// How a kind is deleted.
#[derive(Clone, Copy)]
pub enum Deletion {
    /// By a call of its own.
    Call(Delete),
    /// With the resource it is a part of.
    WithHolder,
}

/// How tags of a kind are written.
#[derive(Clone, Copy)]
pub enum Retagging {
    /// By its id, as EC2 does.
    ById,
    /// By its ARN, as RDS does.
    ByArn,
    /// By a call of its own.
    By(Retag),
    /// It carries none, or those of what it is made with.
    None,
}

/// What AWS does with the name of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The name is the `Name` tag and nothing else: any number may bear it, and it can be changed.
    Tag,
    /// AWS takes each name once, in an account, a VPC or the world.
    Unique,
    /// It has no name on AWS.
    None,
}

/// A stop call, of one resource as AWS reported it.
pub type Stop = for<'a> fn(&'a Aws, &'a Observed) -> BoxFuture<'a, Result<(), AwsError>>;

/// What becomes of a kind while its deployment is paused.
#[derive(Clone, Copy)]
pub enum Pausing {
    /// It stays as it is.
    Stays,
    /// It is stopped, and costs what it stores.
    Stopped {
        /// The call.
        stop: Stop,
        /// Codes with which AWS answers it while it is at work on the resource.
        not_yet_codes: &'static [&'static str],
    },
    /// It is taken away, and made anew afterwards: AWS can't stop it.
    TakenAway,
}

/// What becomes of a resource that its step no longer wants, after an answer was changed.
#[derive(Clone, Copy)]
pub enum Unwanted {
    /// It is deleted at once: it is a path that the changed answer closes.
    Pruned(Prune),
    /// It stays until `destroy`, and the person is reminded of it.
    Kept,
    /// It stays without a word: earlier ones are kept on purpose.
    OneOfASet,
}

/// Everything that differs between kinds.
pub struct Row {
    /// The stable identifier, e.g. `nat-gateway`, and the first part of its keys.
    pub name: &'static str,
    /// What it is.
    pub noun: Noun,
    /// The service it belongs to.
    pub service: Service,
    /// How AWS shows it.
    pub listing: Listing,
    /// How it is deleted.
    pub deletion: Deletion,
    /// How AWS handles its name.
    pub naming: Naming,
    /// How long AWS usually takes from the create call to ready (docs/AWS.md, "Times"); zero where it is ready at once.
    pub usual_creation: Duration,
    /// How long AWS usually takes from the delete call to gone (docs/AWS.md, "Times"); zero where it is gone at once.
    pub usual_deletion: Duration,
    /// Whether one that AWS gave up on leaves room for another: those with a name or a range of their own do not.
    pub is_replaceable: bool,
    /// Whether a new one can be made while AWS still deletes the old one.
    pub is_made_beside_old: bool,
    /// Whether AWS removes one that failed by itself.
    pub failed_disappears: bool,
    /// Whether AWS deletes it together with another resource, so that it may be gone before it is deleted.
    pub may_go_with_another: bool,
    /// Whether it holds a copy of data that `destroy --keep-snapshots` leaves.
    pub is_snapshot: bool,
    /// Whether others are built from it: then it is read again after a change, before they are.
    pub is_built_on: bool,
    /// What becomes of it while its deployment is paused.
    pub pausing: Pausing,
    /// What happens to one its step no longer wants.
    pub unwanted: Unwanted,
    /// Kinds that have to be gone before it, beside those that name it.
    pub deleted_after: &'static [Kind],
    /// Codes that say that one of this name or token is there already (docs/AWS.md, "Resources").
    pub duplicate_codes: &'static [&'static str],
    /// Codes with which AWS answers a deletion that has to wait (docs/AWS.md, "Deletion order").
    pub not_yet_codes: &'static [&'static str],
    /// Finds what holds one that AWS does not delete.
    pub find_holders: Option<FindHolders>,
    /// The filter by which AWS lists it by its id, whatever its tags (EC2 API reference); `None` where its listing holds it anyway.
    pub id_filter: Option<&'static str>,
    /// How its tags are written back where somebody removed them.
    pub retagging: Retagging,
    /// The kind whose create call makes it and tags it.
    pub made_with: Option<Kind>,
    /// What AWS charges for (docs/PRICES.md); `None` for what is free. A spec says the same of one that is planned.
    pub charges: Option<Charges>,
}

impl Row {
    /// What holds for most kinds of EC2; a row names what differs.
    pub(super) const fn new(name: &'static str, noun: Noun, listing: Listing, deletion: Deletion) -> Self {
        Self {
            name,
            noun,
            service: Service::Ec2,
            listing,
            deletion,
            naming: Naming::Tag,
            usual_creation: Duration::ZERO,
            usual_deletion: Duration::ZERO,
            is_replaceable: true,
            is_made_beside_old: false,
            failed_disappears: false,
            may_go_with_another: false,
            is_snapshot: false,
            is_built_on: true,
            pausing: Pausing::Stays,
            unwanted: Unwanted::Kept,
            deleted_after: &[],
            duplicate_codes: &[],
            not_yet_codes: &[],
            find_holders: None,
            id_filter: None,
            retagging: Retagging::ById,
            made_with: None,
            charges: None,
        }
    }
}

impl Kind {
    /// The kind whose listing shows it; another than its own where AWS shows it as a part of something.
    pub fn listed_as(self) -> Kind {
        match self.row().listing {
            Listing::Within(holder) => holder,
            Listing::ByTag(_) | Listing::ByName(_) => self,
        }
    }

    /// Whether a person's data goes with one of this kind.
    pub fn holds_data(self) -> bool {
        matches!(self, Kind::DbInstance | Kind::Bucket | Kind::Instance)
    }

    /// The kind of the resource that one of this kind is a part of: it is made with that one, or shown by it, and goes with it. A part is no
    /// resource of its own where resources are counted.
    pub fn part_of(self) -> Option<Kind> {
        match self.row().listing {
            Listing::Within(holder) => Some(holder),
            Listing::ByTag(_) | Listing::ByName(_) => self.row().made_with,
        }
    }

    /// The kinds AWS can be asked for. The others come with what holds them.
    pub fn listed() -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(|kind| kind.listed_as() == *kind)
    }

    /// Lists the deployment's resources of the kind; none for a part of another. Not every endpoint honours every filter, so tags are
    /// compared here too: what belongs to another deployment is never touched. What is recorded and bears the tags no more is listed by
    /// its id.
    ///
    /// # Errors
    ///
    /// When it can't be listed whole.
    pub async fn list(self, aws: &Aws, scope: &Scope) -> Result<Listed, AwsError> {
        let row = self.row();
        let Some(list) = row.listing.call() else {
            return Ok(Listed::default());
        };
        let mut listing = list(aws, scope).await?;
        let unlisted = scope.ownership.unlisted(self, &listing);
        if let Some(filter) = row.id_filter.filter(|_| !unlisted.is_empty()) {
            let by_id = list(aws, &scope.by_ids(filter, &unlisted)).await?;
            listing.extend(by_id.into_iter().filter(|observed| unlisted.contains(&observed.id)));
        }
        Ok(scope.ownership.part(self, listing))
    }
}
