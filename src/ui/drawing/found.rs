//! What is found in a drawing, by key and by id, and how each thing stands.

use std::collections::BTreeMap;

use crate::locale::say;
use crate::picture::State;
use crate::resources::{self, Kind};
use crate::ui::mismatches::{addition_text, mismatch_text};
use crate::walkthrough::{Action, Drawing, PlannedResource};

/// What is found in a drawing.
pub(super) struct Found<'d> {
    pub(super) drawing: &'d Drawing,
    /// The resources of all plans, parts left out.
    pub(super) resources: Vec<&'d PlannedResource>,
    by_key: BTreeMap<&'d str, &'d PlannedResource>,
    /// What others of the plans say about each: remarks by its key.
    remarks: BTreeMap<&'d str, Vec<String>>,
    /// What somebody has added to what serves each, by its key. It makes nothing differ.
    additions: BTreeMap<&'d str, Vec<String>>,
}

impl<'d> Found<'d> {
    pub(super) fn of(drawing: &'d Drawing) -> Self {
        let all = drawing.plans.iter().flat_map(|plan| &plan.resources);
        let resources: Vec<&PlannedResource> = all.filter(|resource| resource.part.is_none()).collect();
        let by_key: BTreeMap<&str, &PlannedResource> = resources.iter().map(|one| (one.key.as_str(), *one)).collect();
        let mut found = Self {
            drawing,
            resources,
            by_key,
            remarks: BTreeMap::new(),
            additions: BTreeMap::new(),
        };
        found.fold();
        found
    }

    /// The resource of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'d PlannedResource> {
        self.by_key.get(key).copied()
    }

    /// The resources of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'d PlannedResource> {
        self.resources.iter().copied().filter(move |one| one.aws_kind == kind)
    }

    /// How a resource stands, with what is not drawn by itself and serves it.
    pub(super) fn state(&self, resource: &PlannedResource) -> State {
        match own_state(resource) {
            State::Built if self.remarks.contains_key(resource.key.as_str()) => State::Differs,
            state => state,
        }
    }

    /// How it differs, and what others added to it.
    pub(super) fn remarks(&self, resource: &PlannedResource) -> Vec<String> {
        let mut remarks: Vec<String> = resource.differences.iter().map(mismatch_text).collect();
        if resource.action == Action::Delete {
            remarks.push(say().picture_to_be_deleted());
        }
        if let Some(resources::State::Failed(_)) = resource.observed.as_ref().map(|observed| &observed.state) {
            remarks.push(say().picture_given_up());
        }
        remarks.extend(self.remarks.get(resource.key.as_str()).into_iter().flatten().cloned());
        let additions = resource.additions.iter().map(addition_text);
        remarks.extend(additions.map(|addition| say().status_addition(addition)));
        remarks.extend(self.additions.get(resource.key.as_str()).into_iter().flatten().cloned());
        remarks
    }

    /// Whether a thing of this id is among the plans' resources or the deployment's others.
    pub(super) fn is_own(&self, id: &str) -> bool {
        let planned = self.resources.iter().any(|one| one.id.as_deref() == Some(id));
        planned || self.drawing.others.iter().any(|observed| observed.id == id)
    }

    /// What isn't drawn and isn't as wanted is said of the things that it serves.
    fn fold(&mut self) {
        for resource in self.resources.clone() {
            if is_drawn(resource.aws_kind) {
                continue;
            }
            let added: Vec<String> = resource.additions.iter().map(addition_text).collect();
            if !added.is_empty() {
                let added = say().status_addition(added.join(&say().between_sentences()));
                let remark = say().picture_resource_differs(resource.key.as_str(), added);
                for owner in self.owners(resource) {
                    self.additions.entry(owner).or_default().push(remark.clone());
                }
            }
            let Some(remark) = self.remark_of(resource) else { continue };
            for owner in self.owners(resource) {
                // What isn't there lacks nothing.
                if self.get(owner).is_some_and(|owner| own_state(owner) == State::Planned) {
                    continue;
                }
                self.remarks.entry(owner).or_default().push(remark.clone());
            }
        }
    }

    /// What is to be said of something that isn't drawn; nothing where it is as wanted, or to be made with what it serves.
    fn remark_of(&self, resource: &PlannedResource) -> Option<String> {
        match resource.action {
            Action::Keep | Action::Adopt | Action::Asleep | Action::Expired => None,
            Action::Create => {
                let needs: Vec<&PlannedResource> = resource.needs.iter().filter_map(|need| self.get(need)).collect();
                let are_there = needs
                    .iter()
                    .all(|need| need.action != Action::Create && need.action != Action::Asleep);
                are_there.then(|| say().picture_is_missing(resource.key.as_str()))
            }
            Action::Change | Action::Conflict => {
                let differences: Vec<String> = resource.differences.iter().map(mismatch_text).collect();
                Some(say().picture_resource_differs(resource.key.as_str(), differences.join(&say().between_sentences())))
            }
            Action::Delete => Some(say().picture_is_to_be_deleted(resource.key.as_str())),
        }
    }

    /// The drawn things that something serves: those that need it, else those it is made on.
    fn owners(&self, resource: &PlannedResource) -> Vec<&'d str> {
        let drawn = self.resources.iter().filter(|one| is_drawn(one.aws_kind));
        let users: Vec<&str> = drawn
            .filter(|one| one.needs.contains(&resource.key) && one.aws_kind != Kind::VpcEndpoint)
            .map(|one| one.key.as_str())
            .collect();
        if !users.is_empty() {
            return users;
        }
        let needs = resource.needs.iter().filter_map(|need| self.get(need));
        let on = needs.flat_map(|need| match need.aws_kind {
            Kind::RouteTable => self.subnets_of(need),
            Kind::Vpc | Kind::InternetGateway | Kind::NatGateway => Vec::new(),
            Kind::VpcPeering if resource.aws_kind == Kind::Route => Vec::new(),
            kind if is_drawn(kind) => vec![need.key.as_str()],
            _ => Vec::new(),
        });
        let on: Vec<&str> = on.collect();
        match on.is_empty() {
            true => resource
                .needs
                .iter()
                .filter_map(|need| self.get(need))
                .map(|need| need.key.as_str())
                .take(1)
                .collect(),
            false => on,
        }
    }

    /// The subnets that a route table serves.
    pub(super) fn subnets_of(&self, table: &PlannedResource) -> Vec<&'d str> {
        let needs = super::needs(table, Kind::Subnet);
        needs
            .filter_map(|key| self.get(key))
            .map(|subnet| subnet.key.as_str())
            .collect()
    }
}

/// Whether a kind has a box of its own.
pub(super) fn is_drawn(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Vpc
            | Kind::Subnet
            | Kind::InternetGateway
            | Kind::NatGateway
            | Kind::Instance
            | Kind::DbInstance
            | Kind::VpcEndpoint
            | Kind::VpcPeering
            | Kind::Bucket
            | Kind::EbsSnapshots
            | Kind::DbSnapshot
    )
}

fn own_state(resource: &PlannedResource) -> State {
    let observed = resource.observed.as_ref().map(|observed| &observed.state);
    match (resource.action, observed) {
        (Action::Asleep | Action::Expired, _) => State::Paused,
        (Action::Create, _) => State::Planned,
        (Action::Change | Action::Conflict | Action::Delete, _) | (_, Some(resources::State::Failed(_))) => State::Differs,
        (Action::Keep | Action::Adopt, _) => State::Built,
    }
}
