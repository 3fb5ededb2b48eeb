//! What to look for on AWS.

use std::sync::Arc;

use aws_sdk_ec2::types::Filter;

use super::{Observed, Ownership, Uploads};
use crate::aws::TAG_DEPLOYMENT;

/// What to look for: the deployment's tags, and the natural keys of what can't be found by tag.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Whose things they are.
    pub ownership: Arc<Ownership>,
    /// The bucket's name, where one is known.
    pub bucket: Option<String>,
    /// The bucket as this run has listed it before, where nobody but the run changes it.
    pub bucket_before: Option<Observed>,
    /// What was sent to the bucket, and what the run has changed since.
    pub uploads: Arc<Uploads>,
    /// The DB subnet group's name.
    pub db_subnet_group: String,
    /// Which of a kind's resources to list.
    pub selection: Selection,
}

/// Which of a kind's resources to list.
#[derive(Clone, Debug)]
pub enum Selection {
    /// Those with the deployment's tags.
    Tagged,
    /// Those with these ids, by the filter of this name.
    Ids {
        /// The filter's name, e.g. `vpc-id`.
        filter: &'static str,
        /// The ids.
        ids: Vec<String>,
    },
}

impl Scope {
    /// The same, of these ids instead of what bears the tags. A set of resources goes by the ids of its members, separated by commas.
    pub(super) fn by_ids(&self, filter: &'static str, ids: &[String]) -> Self {
        let ids = ids.iter().flat_map(|id| id.split(',')).map(str::to_owned).collect();
        Self {
            selection: Selection::Ids { filter, ids },
            ..self.clone()
        }
    }

    /// The filter that lets only these resources of EC2 through.
    pub(super) fn filter(&self) -> Filter {
        match &self.selection {
            Selection::Tagged => Filter::builder()
                .name(format!("tag:{TAG_DEPLOYMENT}"))
                .values(&self.ownership.deployment)
                .build(),
            Selection::Ids { filter, ids } => Filter::builder().name(*filter).set_values(Some(ids.clone())).build(),
        }
    }
}
