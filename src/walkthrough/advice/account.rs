//! Advice about the account, its credentials and what it may do.

use crate::aws::{AwsError, Class, CredentialSource, QuotaName, Refusal};
use crate::walkthrough::{Advice, Advised, Again, Steps};

/// What to do about an account that refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountAdvice {
    /// Give credentials, or rehearse.
    GiveCredentials,
    /// Get good credentials again, from where they come.
    Renew(CredentialSource),
    /// Set this machine's clock, which is so far behind AWS's, or ahead where this is negative.
    SetClock {
        /// By how many minutes.
        behind: i32,
    },
    /// Wait until AWS has verified the account.
    WaitForVerification,
    /// Get good credentials again, from wherever they come.
    LogInAgain,
    /// Ask for a policy that allows the action.
    AskForPolicy,
    /// Give the tags that the organization demands, or ask what its policy denies.
    AskOrganization,
    /// The database's storage type that restricted accounts allow, or a policy.
    AllowedStorage {
        /// The answer to give.
        storage: Advised,
    },
    /// Check the network and the endpoint.
    CheckNetwork,
    /// Free one of a quota, or raise it.
    RaiseQuota(QuotaName),
    /// An instance type that the free plan has.
    FreeInstanceType {
        /// The answer to give.
        instance_type: Advised,
    },
    /// A database that the free plan has.
    FreeDatabase {
        /// The class to answer.
        class: Advised,
        /// The days of backups to answer.
        backups: Advised,
    },
    /// An instance type of which there are some.
    InstanceTypeOnOffer {
        /// The answer that gives another type.
        instance_type: Advised,
        /// The answer that gives another zone, where a question asks for it.
        zone: Option<Advised>,
    },
    /// An image that the account may launch.
    AllowedImage {
        /// The answer to give, where a question asks for it.
        image: Option<Advised>,
    },
    /// A bucket name nobody has.
    FreeBucketName {
        /// The answer to give.
        bucket: Advised,
    },
    /// Let the account have public policies, or leave the step out.
    AllowPublicPolicies {
        /// The walk without the step, where one was stopped.
        without: Option<Advised>,
    },
    /// Use an endpoint that has the operation, or leave the step out.
    AnotherEndpoint {
        /// The walk without the step, where one was stopped.
        without: Option<Advised>,
    },
    /// Enable the region.
    EnableRegion,
    /// Enable the region or the service.
    Enable,
    /// Wait for RDS's role, or have it made.
    MakeServiceLinkedRole,
    /// An answer AWS takes.
    AnswerAwsTakes {
        /// What lists the keys.
        init: Advised,
    },
}

impl From<AccountAdvice> for Advice {
    fn from(advice: AccountAdvice) -> Self {
        Self::Account(advice)
    }
}

impl AccountAdvice {
    /// What to do about a failed call; `step` is the step that it stopped.
    pub(super) fn of(error: &AwsError, steps: &Steps, step: Option<&str>) -> Option<Advice> {
        if let Some(behind) = error.clock_behind {
            return Some(Self::SetClock { behind }.into());
        }
        if error.lacks_operation() {
            let without = step.map(|step| Advised::WalkWithout { step: step.to_owned() });
            return Some(Self::AnotherEndpoint { without }.into());
        }
        if error.is_region_disabled {
            return Some(Self::EnableRegion.into());
        }
        if let (Class::BadCredentials, Some(source)) = (error.class, &error.credentials) {
            return Some(Self::Renew((**source).clone()).into());
        }
        Some(match error.class {
            Class::NoCredentials => Self::GiveCredentials.into(),
            Class::BadCredentials => Self::LogInAgain.into(),
            Class::Denied if error.refusal() == Some(Refusal::PublicPolicyBlocked) => {
                Self::of_refusal(Refusal::PublicPolicyBlocked, steps, step).into()
            }
            Class::Denied if error.is_denied_by_organization() => Self::AskOrganization.into(),
            Class::Denied => match steps.roles().database_storage_type.filter(|_| error.is_denied_database()) {
                Some(key) => {
                    let storage = Advised::Set { key, value: "gp2" };
                    Self::AllowedStorage { storage }.into()
                }
                None => Self::AskForPolicy.into(),
            },
            Class::Ambiguous if error.code.is_none() => Self::CheckNetwork.into(),
            Class::Throttled | Class::Ambiguous => Advice::Again(Again::ReadsFirst),
            Class::NotFound | Class::Refused => match error.refusal() {
                Some(refusal) => Self::of_refusal(refusal, steps, step).into(),
                // It was there when it was listed: somebody has deleted or renamed it since.
                None if error.class == Class::NotFound => Advice::Again(Again::ReadsFirst),
                None => Advice::Again(Again::OncePutRight),
            },
        })
    }

    /// What to do where there is no image to boot from.
    pub(super) fn allowed_image(steps: &Steps) -> Self {
        let image = steps.roles().host_image.map(|key| Advised::Set { key, value: "AMI" });
        Self::AllowedImage { image }
    }

    fn of_refusal(refusal: Refusal, steps: &Steps, step: Option<&str>) -> Self {
        let roles = steps.roles();
        let set = |key: Option<&'static str>, value| key.map(|key| Advised::Set { key, value });
        // What the walkthrough asks no question about is some answer's fault.
        let fitting = match refusal {
            Refusal::Quota(quota) => Some(Self::RaiseQuota(quota)),
            Refusal::NotOnFreePlan => {
                let instance_type = set(steps.instance_type_of(step), "TYPE");
                instance_type.map(|instance_type| Self::FreeInstanceType { instance_type })
            }
            Refusal::DatabaseNotOnFreePlan => {
                let class = set(roles.database_class, "db.t4g.micro");
                let backups = set(roles.database_backup_days, "1");
                let both = class.zip(backups);
                both.map(|(class, backups)| Self::FreeDatabase { class, backups })
            }
            Refusal::NoCapacity => {
                let instance_type = set(steps.instance_type_of(step), "TYPE");
                let zone = set(steps.host_zone_of(step), "2");
                instance_type.map(|instance_type| Self::InstanceTypeOnOffer { instance_type, zone })
            }
            Refusal::NoImage => Some(Self::allowed_image(steps)),
            Refusal::BucketNameTaken => {
                let bucket = set(roles.bucket_name.map(|question| question.key), "NAME");
                bucket.map(|bucket| Self::FreeBucketName { bucket })
            }
            Refusal::PublicPolicyBlocked => Some(Self::AllowPublicPolicies {
                without: step.map(|step| Advised::WalkWithout { step: step.to_owned() }),
            }),
            Refusal::NotEnabled => Some(Self::Enable),
            Refusal::NoServiceLinkedRole => Some(Self::MakeServiceLinkedRole),
            Refusal::PendingVerification => Some(Self::WaitForVerification),
            Refusal::BadParameter => None,
        };
        fitting.unwrap_or(Self::AnswerAwsTakes { init: Advised::Init })
    }
}
