//! Whose the things are that bear the deployment's name: settled before a run changes anything.
//!
//! Two people may choose one name in one account, and a state directory may be lost. So what bears the name without being known as the
//! deployment's own is never adopted silently: a person takes it over, or it stays as it is.

use std::collections::BTreeMap;

use crate::aws::DeploymentId;
use crate::resources::{Aside, Observed, hourly_cost};
use crate::walkthrough::{Advised, Error, Event, Namesake, Notice, OwnershipNotice, Result, Session, TakeOver};

impl Session {
    /// Settles whose the things are that bear the deployment's name, after a sweep and before the first change.
    ///
    /// # Errors
    ///
    /// [`Error::Namesakes`] where nothing is known to be the deployment's own, something bears its name, and the person hasn't said whose
    /// that is.
    pub async fn settle_ownership(&self, take_over: Option<&TakeOver>) -> Result<()> {
        let namesakes = self.namesakes();
        let chosen = match take_over {
            Some(_) if namesakes.is_empty() => None,
            Some(take_over) => Some(self.choose(&namesakes, take_over)?),
            None if namesakes.is_empty() || self.has_own() => None,
            None => return Err(self.refuse(namesakes)),
        };
        if let Some(ids) = chosen {
            self.take_over(ids).await?;
        }
        self.report_strangers();
        Ok(())
    }

    /// As [`Session::settle_ownership`], for a run that only reads: where nothing is known to be the deployment's own, it shows what bears
    /// its name, and the returned notice says so.
    ///
    /// # Errors
    ///
    /// When AWS can't be listed again.
    pub async fn read_namesakes(&self) -> Result<Option<Notice>> {
        let namesakes = self.namesakes();
        if namesakes.is_empty() || self.has_own() {
            return Ok(None);
        }
        self.take_over(namesakes.iter().map(|namesake| namesake.id.clone()).collect())
            .await?;
        Ok(Some(Notice::Ownership(OwnershipNotice::Namesakes {
            deployment: self.deployment().to_owned(),
            namesakes,
            take_over: Advised::TakeOver { id: None },
        })))
    }

    /// Whether anything is known to be the deployment's own.
    fn has_own(&self) -> bool {
        let is_swept = self.inventory(|inventory| inventory.own(self.deployment()).next().is_some());
        is_swept || self.memory().is_anything_recorded()
    }

    fn namesakes(&self) -> Vec<Namesake> {
        self.inventory(|inventory| {
            let unclaimed = inventory.aside(Aside::Unclaimed).filter(|observed| observed.is_live());
            let mut by_id: BTreeMap<Option<DeploymentId>, Vec<&Observed>> = BTreeMap::new();
            for observed in unclaimed {
                by_id.entry(observed.deployment_id()).or_default().push(observed);
            }
            let namesakes = by_id.into_iter().map(|(id, resources)| Namesake {
                id,
                resources: resources
                    .iter()
                    .filter(|observed| observed.kind().part_of().is_none())
                    .count(),
                cost_an_hour: hourly_cost(resources.iter().copied(), &self.prices()),
            });
            namesakes.collect()
        })
    }

    /// The ids to take over. What carries none goes with the only id there is.
    fn choose(&self, namesakes: &[Namesake], take_over: &TakeOver) -> Result<Vec<Option<DeploymentId>>> {
        let ids: Vec<&DeploymentId> = namesakes.iter().filter_map(|namesake| namesake.id.as_ref()).collect();
        match take_over {
            TakeOver::Id(id) if ids.contains(&id) => Ok(vec![Some(id.clone())]),
            TakeOver::Any if ids.len() <= 1 => Ok(namesakes.iter().map(|namesake| namesake.id.clone()).collect()),
            TakeOver::Id(_) | TakeOver::Any => Err(self.refuse(namesakes.to_vec())),
        }
    }

    fn refuse(&self, namesakes: Vec<Namesake>) -> Error {
        Error::Namesakes {
            deployment: self.deployment().to_owned(),
            account: self.account().to_owned(),
            region: self.aws().region().to_owned(),
            namesakes,
        }
    }

    /// Takes these ids over. A deployment that has nothing of its own becomes the one of the id: whoever else works on it sees it as before.
    async fn take_over(&self, ids: Vec<Option<DeploymentId>>) -> Result<()> {
        let only = ids.iter().flatten().next();
        if let Some(id) = only.filter(|_| ids.iter().flatten().count() == 1 && !self.has_own()) {
            self.checkpoint().update(|state| state.id = Some(id.to_string()))?;
        }
        self.notes().note_taken_over(ids);
        self.sweep().await
    }

    /// Shows what bears the deployment's name and stays as it is.
    fn report_strangers(&self) {
        let namesakes = self.namesakes();
        if !namesakes.is_empty() {
            self.report(Event::Notice(Notice::Ownership(OwnershipNotice::LeftAlone {
                deployment: self.deployment().to_owned(),
                namesakes,
                take_over: Advised::TakeOver { id: None },
            })));
        }
        let copies = self.inventory(|inventory| {
            let live = inventory.aside(Aside::Copy).filter(|observed| observed.is_live());
            let copies = live.map(|observed| (observed.id.clone(), observed.key_or_id()));
            copies.collect::<Vec<_>>()
        });
        if !copies.is_empty() {
            self.report(Event::Notice(Notice::Ownership(OwnershipNotice::Copies { copies })));
        }
    }
}
