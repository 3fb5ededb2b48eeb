//! What a destruction takes down and what it leaves.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::checkpoint::{SECRETS_FILE, SITE_FILE};
use crate::hosts::{KNOWN_HOSTS, PRIVATE_KEY_FILE, PUBLIC_KEY_FILE, SSH_CONFIG};
use crate::prices::{Accrued, Cost, PriceList};
use crate::resources::{
    Aside, Inventory, Kind, Observed, SITE_INDEX_FILE, State, cost_so_far, hourly_cost, monthly_storage_cost, stored_gib,
};
use crate::walkthrough::{Error, Event, Misuse, Result, Session};

/// What a destruction would take down, and what it would leave.
#[derive(Clone, Debug, Default)]
pub struct DestroyPlan {
    /// The prices of what goes and of what stays.
    pub prices: Arc<PriceList>,
    /// What goes.
    pub goes: Vec<Observed>,
    /// What is kept on purpose.
    pub stays: Vec<Observed>,
    /// The keys of what AWS doesn't show, and of what can't go before it.
    pub unseen: BTreeSet<String>,
    /// What all of this has cost so far, at most.
    pub so_far: Accrued,
}

impl DestroyPlan {
    /// Everything of the deployment that AWS holds; snapshots stay if `keep_snapshots`.
    pub fn new(session: &Session, keep_snapshots: bool) -> Self {
        let mut plan = Self {
            prices: session.prices(),
            unseen: session.keys_behind_unreadable(),
            ..Self::default()
        };
        session.inventory(|inventory| {
            let ours = inventory
                .all()
                .filter(|observed| observed.belongs_to(session.deployment()) || is_recorded(session, observed));
            let is_seen = |observed: &&Observed| !observed.key().is_some_and(|key| plan.unseen.contains(key.as_str()));
            let ours: Vec<&Observed> = ours.filter(|observed| !is_over(observed)).filter(is_seen).collect();
            for observed in ours {
                if observed.kind().row().is_snapshot && keep_snapshots {
                    plan.stays.push(observed.clone());
                } else {
                    plan.goes.push(observed.clone());
                }
            }
        });
        plan.dated(session)
    }

    /// One thing of the deployment by its id, with whatever refers to it; [`super::Destruction::run_in_part`] carries it out.
    ///
    /// # Errors
    ///
    /// When nothing of the deployment has this id.
    pub fn only(session: &Session, id: &str) -> Result<Self> {
        let mut left = Self::new(session, false).goes;
        // A person may name a copy by its id.
        let copies = |inventory: &Inventory| {
            inventory
                .aside(Aside::Copy)
                .filter(|copy| !is_over(copy))
                .cloned()
                .collect::<Vec<_>>()
        };
        left.extend(session.inventory(copies));
        let mut goes: Vec<Observed> = left.extract_if(.., |observed| observed.id == id).collect();
        if goes.is_empty() {
            return Err(Error::from(Misuse::UnknownId {
                deployment: session.deployment().to_owned(),
                given: id.to_owned(),
            }));
        }
        let mut next = 0;
        while let Some(holder) = goes.get(next).map(|observed| observed.id.clone()) {
            goes.extend(left.extract_if(.., |observed| observed.references.contains(&holder)));
            next += 1;
        }
        let plan = Self {
            prices: session.prices(),
            goes,
            ..Self::default()
        };
        Ok(plan.dated(session))
    }

    /// Refuses to call a deployment taken down of which something may be left.
    ///
    /// # Errors
    ///
    /// [`Error::Unseen`] where something is recorded that AWS doesn't show, or nobody knows what was made.
    pub(in crate::walkthrough) fn check_whole(&self, session: &Session) -> Result<()> {
        let is_memory_lost = !session.notes().taken_over().is_empty();
        let unreadable = session.unreadable();
        if unreadable.is_empty() || (self.unseen.is_empty() && !is_memory_lost) {
            return Ok(());
        }
        Err(Error::Unseen {
            kinds: unreadable.into_iter().collect(),
            keys: self.unseen.iter().cloned().collect(),
        })
    }

    /// The files of the deployment that nothing left on AWS needs. A DB snapshot opens with the database's password only, and a host
    /// made from a volume's snapshot with the key.
    pub(in crate::walkthrough) fn unneeded_files(&self) -> Vec<&'static str> {
        if !self.unseen.is_empty() {
            return Vec::new();
        }
        let stays = |kind| self.stays.iter().any(|observed| observed.kind() == kind);
        let mut files = vec![SSH_CONFIG, KNOWN_HOSTS, SITE_FILE, SITE_INDEX_FILE];
        if !stays(Kind::EbsSnapshots) {
            files.extend([PRIVATE_KEY_FILE, PUBLIC_KEY_FILE]);
        }
        if !stays(Kind::DbSnapshot) {
            files.push(SECRETS_FILE);
        }
        files
    }

    /// How many resources go, as everything else counts them: a part that goes with what it is a part of isn't one.
    pub fn count(&self) -> usize {
        self.goes.iter().filter(|observed| !self.goes_with_another(observed)).count()
    }

    /// Whether it is a part of something that goes.
    pub fn goes_with_another(&self, part: &Observed) -> bool {
        let Some(holder) = part.kind().part_of() else {
            return false;
        };
        self.goes
            .iter()
            .any(|observed| observed.kind() == holder && observed.key() == part.key())
    }

    /// What goes costs this much an hour until then, about.
    pub fn cost_of_what_goes(&self) -> Cost {
        let live = self.goes.iter().filter(|observed| observed.is_live());
        hourly_cost(live, &self.prices).rounded()
    }

    /// The event that its destruction starts with.
    pub fn started(&self, session: &Session) -> Event {
        let cost = self.cost_of_what_goes();
        Event::DestroyStarted {
            beginning: session.beginning(),
            resources: self.count(),
            dollars_an_hour: cost.dollars,
            dollars_so_far: self.so_far.cost.dollars,
            unpriced: cost.unpriced,
        }
    }

    /// The same plan with what all of it has cost until now.
    fn dated(self, session: &Session) -> Self {
        let all = self.goes.iter().chain(&self.stays);
        let so_far = cost_so_far(all, &session.pauses(), session.aws().clock().now(), &self.prices);
        let so_far = session.with_cost_before_pause(so_far);
        Self { so_far, ..self }
    }

    /// What the kept things cost a month at most: snapshots usually hold less than their full size.
    pub fn monthly_cost_of_what_stays(&self) -> Cost {
        self.stays.iter().map(|observed| self.monthly_cost(observed)).sum()
    }

    /// What a kept thing costs a month at most.
    pub fn monthly_cost(&self, observed: &Observed) -> Cost {
        monthly_storage_cost(observed, &self.prices)
    }

    /// Reports what is kept, with its size and its cost.
    pub(in crate::walkthrough) fn report_what_stays(&self, session: &Session) {
        for observed in &self.stays {
            let cost = self.monthly_cost(observed);
            session.report(Event::Kept {
                key: observed.key_or_id(),
                kind: observed.kind().to_string(),
                id: observed.id.clone(),
                gib: stored_gib(observed),
                dollars_a_month: cost.unpriced.is_empty().then(|| (cost.dollars * 100.0).round() / 100.0),
            });
        }
    }
}

/// Whether the deployment has made it, even if AWS does not let its tags be read.
fn is_recorded(session: &Session, observed: &Observed) -> bool {
    session.checkpoint().read(|state| {
        let mut records = state.resources.values();
        records.any(|record| record.kind == observed.kind().as_str() && record.id.as_deref() == Some(&observed.id))
    })
}

/// AWS takes these away by itself, or has.
pub(in crate::walkthrough) fn is_over(observed: &Observed) -> bool {
    match observed.state {
        State::Gone => true,
        State::Failed(_) => observed.kind().row().failed_disappears,
        _ => false,
    }
}
