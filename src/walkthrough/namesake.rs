//! Deployments of one name, and what a person says of them.

use crate::aws::DeploymentId;
use crate::prices::Cost;

/// What the person says about resources that bear the deployment's name and aren't known as its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakeOver {
    /// They are the deployment's, where they can be only one deployment's.
    Any,
    /// Those of this id are.
    Id(DeploymentId),
}

/// A deployment of this name that isn't known here: what bears its name and one id, or no id.
#[derive(Clone, Debug, PartialEq)]
pub struct Namesake {
    /// The id; resources of an older version carry none, and those whose tag somebody removed.
    pub id: Option<DeploymentId>,
    /// How many resources there are.
    pub resources: usize,
    /// What they cost an hour, about.
    pub cost_an_hour: Cost,
}
