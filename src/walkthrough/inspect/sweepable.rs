//! Which of the deployments there are may be taken down together, and how each is named.

use jiff::Timestamp;

use crate::aws::DeploymentId;
use crate::resources::Survey;
use crate::walkthrough::{DeploymentList, Expiring, FoundDeployment, KnownDeployment, Place};

/// Whose a deployment is, seen from this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// It is recorded here.
    Ours,
    /// It isn't. A person may take it over, as for a destruction.
    Somebodys {
        /// Its id; `None` where it carries none.
        id: Option<DeploymentId>,
    },
    /// It isn't, and another of its name is recorded here: from here it is out of reach.
    OutOfReach {
        /// Its id; `None` where it carries none.
        id: Option<DeploymentId>,
    },
}

/// A deployment of which something is there.
#[derive(Clone, Debug)]
pub struct Sweepable {
    /// What is typed to choose it.
    pub label: String,
    /// The deployment's name.
    pub name: String,
    /// Where it lives.
    pub place: Place,
    /// Whose it is.
    pub whose: Whose,
    /// When it was begun, as far as that is known.
    pub since: Option<Timestamp>,
    /// When it expires, where it does.
    pub expiring: Option<Expiring>,
    /// Whether it has expired by all that is known: what is recorded here, and what its resources are tagged with.
    pub has_expired: bool,
    /// What there is; `None` where that could not be read.
    pub survey: Option<Survey>,
    /// The time on its clock when it was read.
    pub now: Timestamp,
}

impl Sweepable {
    /// The deployments of a list of which anything is there, those that are recorded here first.
    pub fn of_list(list: &DeploymentList) -> Vec<Self> {
        let known = list.known.iter().filter(|known| known.has_anything()).map(Self::known);
        let found = list.found.iter().map(|found| Self::found(list, found));
        let mut all: Vec<Self> = known.chain(found).collect();
        name_apart(&mut all);
        all
    }

    /// Whether a person may choose it here.
    pub fn is_choosable(&self) -> bool {
        !matches!(self.whose, Whose::OutOfReach { .. })
    }

    fn known(known: &KnownDeployment) -> Self {
        Self {
            label: known.state.deployment.clone(),
            name: known.state.deployment.clone(),
            place: Place::of_state(&known.state),
            whose: Whose::Ours,
            since: Some(known.state.created_at),
            expiring: known.expiring,
            has_expired: known.has_expired(),
            survey: known.survey.as_ref().ok().cloned(),
            now: known.now,
        }
    }

    fn found(list: &DeploymentList, found: &FoundDeployment) -> Self {
        let name = &found.deployment.name;
        let is_unreadable = list.unreadable.iter().any(|(unreadable, _)| unreadable == name);
        let is_taken = |known: &KnownDeployment| known.state.deployment == *name && known.has_anything();
        let id = found.deployment.id.clone();
        Self {
            label: name.clone(),
            name: name.clone(),
            place: found.place.clone(),
            whose: match is_unreadable || list.known.iter().any(is_taken) {
                true => Whose::OutOfReach { id },
                false => Whose::Somebodys { id },
            },
            since: found.survey.since,
            expiring: found.expiring,
            has_expired: found.expiring.is_some_and(|expiring| expiring.is_over()),
            survey: Some(found.survey.clone()),
            now: found.now,
        }
    }
}

/// Makes the labels of several deployments of one name differ, by their regions.
fn name_apart(all: &mut [Sweepable]) {
    let names: Vec<String> = all.iter().map(|one| one.name.clone()).collect();
    for one in all {
        if names.iter().filter(|name| **name == one.name).count() > 1 && one.whose != Whose::Ours {
            one.label = format!("{}@{}", one.name, one.place.region);
        }
    }
}

impl KnownDeployment {
    /// Whether anything of it is there, or may be.
    fn has_anything(&self) -> bool {
        let is_there = |survey: &Survey| !survey.is_empty();
        !self.state.resources.is_empty() || self.survey.as_ref().map_or(true, is_there)
    }

    /// Whether it has expired: somebody may have given it more time from another machine, and its tags tell.
    fn has_expired(&self) -> bool {
        let Some(expiring) = self.expiring else {
            return false;
        };
        let Ok(survey) = &self.survey else {
            return false;
        };
        expiring.is_over() && survey.expires_at.is_none_or(|tagged| tagged <= expiring.now())
    }
}
