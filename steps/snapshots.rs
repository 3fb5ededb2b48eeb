//! Step 8: copies to go back to.

use async_trait::async_trait;

use super::hosts::{self, APP_HOST};
use super::{database, rules, sketches, snapshots_experiment};
use crate::aws::ResourceKey;
use crate::locale::{kept, lesson, say};
use crate::resources::{DbSnapshot, EbsSnapshots, Inventory, Key, Kind, State};
use crate::walkthrough::{Answers, Ask, Check, Experiment, Question, Result, Step, StepContext, both};

static LABEL: Question<String> = Question::new(
    "snapshots.label",
    || say().question_snapshots_label(),
    || say().question_snapshots_label_help(),
    |_| Some("baseline".to_owned()),
)
.checked(|label, _| rules::label(label))
.recovered_from(newest_label);

static KEEP: Question<u8> = Question::new(
    "snapshots.keep",
    || say().question_snapshots_keep(),
    || say().question_snapshots_keep_help(),
    |_| Some(3),
)
.between(1, 20)
.detail();

fn newest_label(inventory: &Inventory) -> Option<String> {
    let live = inventory.of(Kind::EbsSnapshots).iter().filter(|set| set.is_live());
    let newest = live.max_by_key(|set| set.facts_of::<EbsSnapshots>().and_then(|facts| facts.taken_at))?;
    Some(newest.key()?.name().to_owned())
}

/// Copies to go back to.
pub(super) struct Snapshots;

#[async_trait]
impl Step for Snapshots {
    fn id(&self) -> &'static str {
        "snapshots"
    }

    fn title(&self) -> &'static str {
        kept(say().step_snapshots())
    }

    fn lesson(&self) -> &'static str {
        lesson("snapshots", include_str!("snapshots.md"))
    }

    fn lesson_values(&self, _: &Answers, _: &str) -> Vec<(&'static str, String)> {
        sketches::alone(Some(sketches::snapshots()))
    }

    fn needs(&self) -> &'static [&'static str] {
        &["app-host", "database"]
    }

    /// Its copies are of what the application has made of the host and the database.
    fn follows(&self) -> &'static [&'static str] {
        &["app"]
    }

    fn makes(&self) -> &'static [Kind] {
        &[Kind::EbsSnapshots, Kind::DbSnapshot]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&LABEL, &KEEP]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let label = cx.answer(&LABEL)?;
        let name = format!("{}-{label}", cx.deployment().to_ascii_lowercase().replace(['_', '.'], "-"));
        let of_host = async {
            let host = cx.ready(&cx.resource(&hosts::instance(APP_HOST)).await?).await?;
            cx.followed().await?;
            let set = cx.ensure(EbsSnapshots::of(&Key::named(&label), &name, &host)).await?;
            cx.ready(&set).await
        };
        let of_database = async {
            let database = cx.ready(&cx.resource(&database::DB).await?).await?;
            cx.followed().await?;
            let snapshot = cx.ensure(DbSnapshot::of(&Key::named(&label), &name, &database)).await?;
            cx.ready(&snapshot).await
        };
        both(of_host, of_database).await?;

        // Older ones go only once the new ones are good.
        let keep = usize::from(cx.answer(&KEEP)?);
        cx.keep_newest(Kind::EbsSnapshots, keep).await?;
        cx.keep_newest(Kind::DbSnapshot, keep).await
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let label = cx.answer(&LABEL)?;
        let of_disk: Key<EbsSnapshots> = Key::named(&label);
        let of_database: Key<DbSnapshot> = Key::named(&label);
        Ok(vec![
            Check::that(
                kept(say().check_disk_snapshots()),
                kept(say().check_ready()),
                in_words(cx.state(&of_disk)),
            ),
            Check::that(
                kept(say().check_database_snapshot()),
                kept(say().check_ready()),
                in_words(cx.state(&of_database)),
            ),
        ])
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let once = snapshots_experiment::once(&cx.answer(&LABEL)?, LABEL.key);
        let restore = snapshots_experiment::restore(cx)?;
        Ok([once].into_iter().chain(restore).collect())
    }

    fn tries_with(&self) -> Vec<ResourceKey> {
        vec![snapshots_experiment::RESTORED.any()]
    }
}

fn in_words(state: Option<State>) -> &'static str {
    match state {
        Some(State::Ready) => kept(say().check_ready()),
        Some(_) => kept(say().check_pending()),
        None => kept(say().check_not_there()),
    }
}
