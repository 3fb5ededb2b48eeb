//! Advice about resources on AWS.

use crate::aws::Noun;
use crate::walkthrough::{Advice, Advised, Again, Error, FailureReason, Remedy, Steps};

/// What to do about a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceAdvice {
    /// Answer as it is now, or delete it.
    KeepAnswer {
        /// What it is.
        noun: Noun,
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// The answers in force.
        set: Vec<Advised>,
        /// What takes it down; `None` where data would go with it.
        destroy: Option<Advised>,
    },
    /// Delete the one that is not wanted.
    RemoveDuplicate {
        /// What takes down the one that holds least.
        destroy: Advised,
    },
    /// Choose another name.
    AnotherName {
        /// The answer to give, where a question asks for it.
        set: Option<Advised>,
    },
    /// Free the name that an experiment gives what it makes.
    NameOfExperiment {
        /// The id of what has that name.
        id: String,
    },
    /// Repair or delete it in the console.
    RepairInConsole {
        /// Its id.
        id: String,
    },
    /// Remove what holds some resources.
    RemoveHolders {
        /// What takes down the rest.
        destroy: Advised,
    },
    /// Give a database more storage.
    AddStorage {
        /// Its id.
        id: String,
    },
    /// Wait until a database is available.
    WaitUntilAvailable {
        /// Its id.
        id: String,
    },
    /// See what differs, and update it.
    SeeDifferences {
        /// What shows the differences.
        plan: Advised,
        /// What updates.
        walk: Advised,
    },
    /// Undo what others have changed, which no walk does.
    UndoByHand {
        /// What shows a path hop by hop, where one is not as promised.
        reach: Option<Advised>,
        /// What starts and sends again what is not as it should be on the hosts.
        walk: Advised,
        /// What looks again.
        verify: Advised,
    },
}

impl ResourceAdvice {
    /// What to do about failed checks.
    pub(super) fn of_remedy(remedy: &Remedy) -> Self {
        let reach = match remedy {
            Remedy::Walk => {
                return Self::SeeDifferences {
                    plan: Advised::Plan,
                    walk: Advised::Walk,
                };
            }
            Remedy::Path(question) => Some(Advised::Reach {
                question: question.clone(),
            }),
            Remedy::Unknown => None,
        };
        Self::UndoByHand {
            reach,
            walk: Advised::Walk,
            verify: Advised::Verify,
        }
    }
}

impl From<ResourceAdvice> for Advice {
    fn from(advice: ResourceAdvice) -> Self {
        Self::Resource(advice)
    }
}

impl ResourceAdvice {
    /// What to do about an error that is about resources; `None` for any other.
    pub(super) fn of(error: &Error, steps: &Steps) -> Option<Advice> {
        let advice = match error {
            Error::Unchangeable {
                noun, key, id, ways_out, ..
            } => Self::KeepAnswer {
                noun: *noun,
                key: key.clone(),
                id: id.clone(),
                set: ways_out
                    .in_force
                    .iter()
                    .map(|(key, value)| Advised::SetTo {
                        key,
                        value: value.clone(),
                    })
                    .collect(),
                destroy: (!ways_out.holds_data).then(|| Advised::DestroyOnly { id: id.clone() }),
            },
            Error::Duplicates { claimants, .. } => Self::RemoveDuplicate {
                destroy: Advised::DestroyOnly {
                    id: claimants.last()?.id.clone(),
                },
            },
            Error::Foreign { key, id, .. } if steps.is_tried_with(key) => Self::NameOfExperiment { id: id.clone() },
            Error::Foreign { noun, .. } => {
                let roles = steps.roles();
                let question = match noun {
                    Noun::Bucket => roles.bucket_name,
                    Noun::DbInstance => roles.database_name,
                    _ => None,
                };
                let set = question.map(|question| Advised::Set {
                    key: question.key,
                    value: "NAME",
                });
                Self::AnotherName { set }
            }
            Error::ResourceFailed {
                reason: FailureReason::Stopped,
                ..
            } => return Some(Advice::Again(Again::Starts)),
            Error::ResourceFailed { replaceable: true, .. } => return Some(Advice::Again(Again::MakesAnother)),
            Error::ResourceFailed { id, .. } => Self::RepairInConsole { id: id.clone() },
            Error::NotReady { .. } => return Some(Advice::Again(Again::Waits)),
            Error::Undeletable { .. } => Self::RemoveHolders {
                destroy: Advised::Destroy,
            },
            _ => return None,
        };
        Some(advice.into())
    }
}
