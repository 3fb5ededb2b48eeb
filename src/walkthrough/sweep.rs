//! Sweeping: what AWS holds for the deployment, read whole or one kind anew.

use std::sync::Arc;

use crate::aws::{Class, LOOK_AGAIN_FOR, ResourceKey, SENT_MAY_ACT_FOR, Search};
use crate::resources::{Inventory, Kind, Observed, Scope, Selection, Service, Uploads, find_tagged_bucket, is_anything_tagged};
use crate::walkthrough::inspect::Planner;
use crate::walkthrough::reconcile::is_in_flight;
use crate::walkthrough::{Answers, Between, Error, Event, Measure, Result, Session, Step, StepContext, db_subnet_group_name};

impl Session {
    /// As [`Session::sweep`], for a step that is run by its name: this sweep and all later ones look only at the kinds the step is
    /// about, where nothing else has to be learned from AWS, as what was made and what was answered is remembered.
    ///
    /// # Errors
    ///
    /// As [`Session::sweep`].
    pub async fn sweep_for(self: &Arc<Self>, step: &'static dyn Step) -> Result<()> {
        let kinds = self.steps().kinds(step);
        let Some(kinds) = kinds.filter(|_| self.memory().is_anything_recorded() && self.remembers_all_answers()) else {
            return self.sweep().await;
        };
        self.holdings().narrow_to(kinds);
        let answers = Arc::new(self.known_answers().await?);
        let cx = StepContext::new(self, Arc::new(Planner::default()), &answers, step.id());
        let reading = tokio::task::spawn_blocking(move || step.read_ahead(&cx));
        self.sweep().await?;
        // Whatever became of it, the step reads what it does not find read.
        drop(reading.await);
        Ok(())
    }

    fn remembers_all_answers(&self) -> bool {
        let mut questions = self.steps().questions();
        self.checkpoint()
            .read(|state| questions.all(|question| state.answers.contains_key(question.key())))
    }

    /// Reads everything AWS holds for the deployment, of the kinds that sweeps are narrowed to.
    ///
    /// When AWS holds something and the bucket's name, which a person may have chosen, isn't remembered, jalon looks for the bucket by
    /// its tags.
    ///
    /// # Errors
    ///
    /// The first listing that failed.
    pub async fn sweep(&self) -> Result<()> {
        self.interruption().unless_stopped(self.sweep_to_the_end()).await
    }

    async fn sweep_to_the_end(&self) -> Result<()> {
        let scope = self.scope()?;
        let mut inventory = if self.memory().is_anything_recorded() {
            Inventory::sweep(self.aws(), &scope, self.holdings().swept_kinds()).await?
        } else {
            self.first_sweep(&scope).await?
        };
        let is_begun = inventory.own(self.deployment()).next().is_some();
        if is_begun && self.has_lost_its_bucket(&inventory) {
            self.find_lost_bucket(&mut inventory).await?;
        }
        self.report_sightings(self.holdings().replace(inventory));
        self.report_unreadable();
        self.notes().uploads().save()?;
        Ok(())
    }

    /// Where nothing is recorded, there is nothing most often, and one read of EC2's tags shows so for all its kinds.
    async fn first_sweep(&self, scope: &Scope) -> Result<Inventory> {
        let (of_ec2, others): (Vec<Kind>, Vec<Kind>) = Kind::listed().partition(|kind| kind.row().service == Service::Ec2);
        let (is_begun, found) = tokio::try_join!(
            is_anything_tagged(self.aws(), scope),
            Inventory::sweep(self.aws(), scope, others)
        )?;
        if !is_begun {
            return Ok(found);
        }
        Ok(found.joined_with(Inventory::sweep(self.aws(), scope, of_ec2).await?))
    }

    /// As [`Session::sweep`], for taking everything down: jalon looks for the bucket by its tags even where nothing else is left, and
    /// what an interrupted run may have made is waited for until AWS lists it.
    ///
    /// # Errors
    ///
    /// The first listing that failed, or the run is asked to stop.
    pub async fn sweep_for_destruction(&self) -> Result<()> {
        self.interruption()
            .unless_stopped(self.sweep_for_destruction_to_the_end())
            .await
    }

    async fn sweep_for_destruction_to_the_end(&self) -> Result<()> {
        let patience = if self.is_anything_in_flight() {
            LOOK_AGAIN_FOR + SENT_MAY_ACT_FOR
        } else {
            LOOK_AGAIN_FOR
        };
        let mut search = Search::begin(self.aws().clock(), patience);
        loop {
            let mut inventory = Inventory::sweep(self.aws(), &self.scope()?, Kind::listed()).await?;
            if self.has_lost_its_bucket(&inventory) {
                self.find_lost_bucket(&mut inventory).await?;
            }
            self.report_sightings(self.holdings().replace(inventory));
            if !self.is_anything_unlisted() || search.is_over() {
                self.report_unreadable();
                return Ok(());
            }
            tokio::select! {
                biased;
                () = search.next() => {}
                reason = self.interruption().stopped() => return Err(Error::Stopped(reason)),
            }
        }
    }

    /// Whether AWS may still act on a create call of a run that is gone.
    fn is_anything_in_flight(&self) -> bool {
        let now = self.aws().clock().now();
        self.checkpoint()
            .read(|state| state.resources.values().any(|record| is_in_flight(record, now)))
    }

    /// Whether something is recorded that AWS does not list, and that a listing could show.
    fn is_anything_unlisted(&self) -> bool {
        let records = self.checkpoint().read(|state| state.resources.clone());
        self.inventory(|inventory| {
            records.iter().any(|(key, record)| {
                let listed = Kind::named(&record.kind).filter(|kind| kind.listed_as() == *kind);
                let readable = listed.filter(|kind| !inventory.unreadable().contains_key(kind));
                readable.is_some_and(|kind| {
                    let key = ResourceKey::from(key.as_str());
                    // AWS still shows what had this key before.
                    let has_key = |observed: &Observed| observed.is_live() && observed.has_key(&key);
                    let is_there = |observed: &Observed| record.id.as_deref() == Some(&observed.id) || has_key(observed);
                    !inventory.of(kind).iter().any(is_there)
                })
            })
        })
    }

    /// Whether there may be a bucket whose name nobody knows.
    fn has_lost_its_bucket(&self, inventory: &Inventory) -> bool {
        let is_known = self.checkpoint().read(|state| {
            let is_recorded = state.resources.values().any(|record| record.kind == Kind::Bucket.as_str());
            let question = self.steps().roles().bucket_name;
            is_recorded || question.is_some_and(|question| state.answers.contains_key(question.key))
        });
        !is_known && inventory.of(Kind::Bucket).is_empty()
    }

    async fn find_lost_bucket(&self, inventory: &mut Inventory) -> Result<()> {
        let bucket = match find_tagged_bucket(self.aws(), self.deployment()).await {
            Ok(Some(bucket)) => bucket,
            Ok(None) => return Ok(()),
            // One of the name that the answers give is listed all the same.
            Err(error) if error.class == Class::Denied => {
                self.notes().note_unsearched(Kind::Bucket, error);
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let scope = Scope {
            bucket: Some(bucket),
            ..self.scope()?
        };
        let began = self.aws().clock().elapsed();
        inventory.replace(Kind::Bucket, Kind::Bucket.list(self.aws(), &scope).await?, began);
        Ok(())
    }

    /// Reads one kind again. What this run made moments ago and AWS does not list yet is kept.
    ///
    /// # Errors
    ///
    /// When it can't be listed.
    pub(in crate::walkthrough) async fn refresh(&self, kind: Kind) -> Result<()> {
        if kind.listed_as() != kind {
            return Ok(());
        }
        let began = self.aws().clock().elapsed();
        let listing = kind.list(self.aws(), &self.scope()?).await?;
        self.report_sightings(self.holdings().replace_kind(kind, listing, began));
        Ok(())
    }

    fn report_sightings(&self, sighted: Vec<(Kind, Between)>) {
        for (kind, between) in sighted {
            let measure = Measure::Listed(between);
            self.report(Event::Measured { kind, measure });
        }
    }

    /// Where to look: names come from the answers, as a step would take them.
    fn scope(&self) -> Result<Scope> {
        Ok(Scope {
            ownership: Arc::new(self.memory().ownership(self.notes().taken_over())),
            selection: Selection::Tagged,
            bucket: self.bucket_name()?,
            bucket_before: self.inventory(|inventory| inventory.of(Kind::Bucket).first().cloned()),
            uploads: self.loaded_uploads()?,
            db_subnet_group: db_subnet_group_name(self.deployment()),
        })
    }

    fn loaded_uploads(&self) -> Result<Arc<Uploads>> {
        let uploads = Arc::clone(self.notes().uploads());
        uploads.load()?;
        Ok(uploads)
    }

    fn bucket_name(&self) -> Result<Option<String>> {
        let recorded = self.checkpoint().read(|state| {
            let bucket = state.resources.values().find(|record| record.kind == Kind::Bucket.as_str());
            bucket.and_then(|record| record.id.clone())
        });
        if recorded.is_some() {
            return Ok(recorded);
        }
        let known = self.inventory(|inventory| inventory.of(Kind::Bucket).first().map(|bucket| bucket.id.clone()));
        if known.is_some() {
            return Ok(known);
        }
        let Some(question) = self.steps().roles().bucket_name else {
            return Ok(None);
        };
        let answer = self.sources(&Inventory::default(), &self.offline_facts(), |sources| {
            sources.answer(question, &Answers::default())
        })?;
        Ok(answer.and_then(|(answer, _)| question.value(answer)))
    }
}
