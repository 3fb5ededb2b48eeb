//! `jalon walk`: in a talk, as often as the person tries again what failed.

use std::sync::Arc;

use super::args::{Globals, WalkOptions};
use super::building_options::BuildingOptions;
use super::exit_code::SUCCESS;
use super::open::{Access, Opened, open_in};
use super::picture::picture_of;
use super::recording::RecordingReporter;
use super::watch::Beside;
use crate::aws::{LOOK_AGAIN_FOR, Search};
use crate::checkpoint::StepStatus;
use crate::locale::say;
use crate::picture::text;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{
    AnswersGiven, Demonstrator, Error, Event, Interruption, Misuse, Notice, Occasion, Reporter, Result, Session, Step,
    StepChecks, Walked, guided_walk, has_experiments_to_offer, offer_experiments, refuse_failed, report_checks, report_finish,
    unattended_walk, verify_steps,
};

/// A walk, for as often as it is begun.
struct Walking {
    options: Box<WalkOptions>,
    steps: Vec<&'static dyn Step>,
    skipped: Vec<&'static dyn Step>,
    ui: ui::Ui,
    is_guided: bool,
    recording: Option<Arc<RecordingReporter>>,
    interruption: Arc<Interruption>,
}

pub(super) async fn walk(mut globals: Globals, options: Box<WalkOptions>, interruption: Arc<Interruption>) -> Result<u8> {
    refuse_drawing_in_json(&globals, &options)?;
    let steps: Vec<&'static dyn Step> = match &options.until {
        Some(last) => WALKTHROUGH.until(last)?,
        None => WALKTHROUGH.iter().collect(),
    };
    let skipped: Vec<&'static dyn Step> = options.skip.iter().map(|step| WALKTHROUGH.get(step)).collect::<Result<_>>()?;
    let ui = ui::Ui::new(&ui_options(&globals));
    let is_guided = is_guided(&globals, &ui)?;
    let recording = match &options.record {
        Some(file) => Some(Arc::new(RecordingReporter::begin(file, ui.reporter())?)),
        None => None,
    };
    let walking = Walking {
        options,
        steps,
        skipped,
        ui,
        is_guided,
        recording,
        interruption,
    };
    let mut opened = walking.open(&globals).await?;
    let _beside = match walking.options.watch {
        true => Some(Beside::begin(&globals).await?),
        false => None,
    };
    settle(&opened, &walking.options.building, &walking.ui, walking.is_guided).await?;
    opened.session.leave_out(&walking.skipped)?;
    loop {
        match walking.through(&opened).await? {
            Outcome::Ended(code) => return Ok(code),
            Outcome::Again(answered) => {
                give(&mut globals, &answered);
                // The next run locks the deployment for itself, and reads what this one has left.
                drop(opened);
                walking.interruption.forget_failure();
                opened = walking.open(&globals).await?;
            }
        }
    }
}

/// Settles whose everything is, and remembers what the options say.
pub(super) async fn settle(opened: &Opened, options: &BuildingOptions, ui: &ui::Ui, is_guided: bool) -> Result<()> {
    let session = &opened.session;
    opened.settle_ownership(&options.ownership, is_guided.then_some(ui)).await?;
    session.settle_expiry(options.expiry.expires)?;
    ui.count_down(session.deployment(), session.expiring());
    session.put_on_everything(&options.tags.tags)?;
    if let Some(budget) = options.budget.budget {
        session.keep_budget(budget)?;
    }
    if let Some(is_brief) = options.lessons.brief {
        session.keep_brief(is_brief)?;
    }
    Ok(())
}

/// Takes answers that were given in a talk as if they had been typed: they count before those that were.
pub(super) fn give(globals: &mut Globals, answered: &AnswersGiven) {
    globals
        .set
        .extend(answered.iter().map(|(key, value)| format!("{key}={value}")));
}

/// How a walk came to its end.
enum Outcome {
    /// With this exit code.
    Ended(u8),
    /// It is walked again, with these answers.
    Again(AnswersGiven),
}

impl Walking {
    /// Opens the deployment, and reads what AWS holds for it.
    async fn open(&self, globals: &Globals) -> Result<Opened> {
        let settings = self.options.rehearsal.settings()?;
        let reporter = self
            .recording
            .clone()
            .map_or_else(|| self.ui.reporter(), |recording| recording as Arc<dyn Reporter>);
        let opened = open_in(
            globals,
            Access::Write("walk"),
            settings,
            reporter,
            Arc::clone(&self.interruption),
        )
        .await?;
        self.ui.go_by(opened.session.aws().clock());
        self.options.building.prices.apply(&opened.session);
        if let Some(recording) = &self.recording {
            recording.go_by(opened.session.aws());
        }
        opened.session.refuse_paused()?;
        opened.sweep().await?;
        Ok(opened)
    }

    /// Walks, checks and shows what there is.
    async fn through(&self, opened: &Opened) -> Result<Outcome> {
        let session = &opened.session;
        let steps = session.without_left_out(self.steps.clone(), self.is_guided);
        self.ui.prepare_steps(&steps);
        let walked = match self.is_guided {
            true => self.guided(session, steps.clone()).await,
            false => unattended_walk(session, steps.clone()).await.map(|()| Walked::Whole),
        };
        self.ui.finish();
        if walked.is_err() && self.is_guided {
            self.ui.show_standing_cost(session);
        }
        if let Walked::Again(answered) = walked? {
            return Ok(Outcome::Again(answered));
        }
        let is_asked_after = self.is_guided && self.has_something_to_try(opened, &steps).await;
        if is_asked_after {
            ui::hold_lines();
        }
        let ending = if self.is_guided { Ending::Drawn } else { Ending::Told };
        let concluded = check_and_conclude(opened, &self.ui, &steps, ending).await;
        if self.options.timings {
            print_timings(opened);
        }
        if let Some(failure) = self.recording.as_ref().and_then(|recording| recording.failure()) {
            ui::note_line(&say().note_recording_ends(failure.to_string()));
        }
        if is_asked_after {
            self.ui.show_held_lines().await;
        }
        if concluded.is_ok() && is_asked_after {
            self.try_what_is_left(opened, &steps).await;
            // The end of the walk has scrolled away meanwhile.
            self.ui.show_standing_cost(session);
        }
        concluded.map(Outcome::Ended)
    }

    /// Walks with the person.
    async fn guided(&self, session: &Arc<Session>, steps: Vec<&'static dyn Step>) -> Result<Walked> {
        let demonstrator = self.ui.demonstrator_in_walk();
        let demonstrator = demonstrator.as_ref().map(|demonstrator| demonstrator as &dyn Demonstrator);
        guided_walk(session, steps, &self.ui.interviewer(), demonstrator).await
    }

    /// Whether anybody is asked anything once the end of the walk is told.
    async fn has_something_to_try(&self, opened: &Opened, steps: &[&'static dyn Step]) -> bool {
        let Ok(answers) = opened.session.known_answers().await else {
            return false;
        };
        self.ui.demonstrator_in_walk().is_some() && has_experiments_to_offer(&opened.session, &Arc::new(answers), steps)
    }

    /// Offers the experiments that are left once all is walked. What can't be tried is said, and fails no walk.
    async fn try_what_is_left(&self, opened: &Opened, steps: &[&'static dyn Step]) {
        let Some(demonstrator) = self.ui.demonstrator_in_walk() else {
            return;
        };
        let tried = async {
            let answers = Arc::new(opened.session.known_answers().await?);
            offer_experiments(&opened.session, &answers, steps, &demonstrator, Occasion::AtTheEnd).await
        };
        match tried.await {
            Err(error) if error.stop_reason().is_none() => ui::note_line(&ui::problem_text(&error)),
            _ => {}
        }
    }
}

/// Shows when everything was begun, made and ready, as it was recorded.
fn print_timings(opened: &Opened) {
    match opened.record().timeline(opened.session.folder()) {
        Ok(Some(timeline)) => ui::print_timeline(&timeline),
        Ok(None) => ui::note_line(&say().note_not_recorded()),
        Err(error) => ui::note_line(&ui::problem_text(&Error::from(error))),
    }
}

fn refuse_drawing_in_json(globals: &Globals, options: &WalkOptions) -> Result<()> {
    if !options.timings || globals.output != super::args::Output::Json {
        return Ok(());
    }
    Err(Error::from(Misuse::TimingsInJson))
}

/// Whether to talk with the person.
///
/// # Errors
///
/// When nobody can be asked, and nobody said that nothing is to be asked.
pub(super) fn is_guided(globals: &Globals, ui: &ui::Ui) -> Result<bool> {
    if globals.yes || ui.can_ask() {
        return Ok(!globals.yes);
    }
    Err(Error::from(Misuse::NobodyToAsk))
}

/// What every command turns into a user interface.
pub(super) fn ui_options(globals: &Globals) -> ui::UiOptions {
    ui::UiOptions {
        json: globals.output == super::args::Output::Json,
        verbose: globals.verbose,
        quiet: globals.quiet,
        commands: globals.commands(),
    }
}

/// How what there is is shown at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// In words.
    Told,
    /// Where something was changed, drawn first.
    Drawn,
}

/// Reads everything once more, checks it, and shows what there is.
pub(super) async fn check_and_conclude(opened: &Opened, ui: &ui::Ui, steps: &[&'static dyn Step], ending: Ending) -> Result<u8> {
    let session = &opened.session;
    let walked: Vec<&'static dyn Step> = steps
        .iter()
        .copied()
        .filter(|step| session.step_status(step.id()) == StepStatus::Done)
        .collect();
    let results = session.interruption().unless_stopped(check(opened, &walked)).await?;
    report_finish(session);
    report_checks(session, &results);
    ui.finish();
    if ending == Ending::Drawn && session.has_changed_anything() {
        let picture = session.interruption().unless_stopped(picture_of(opened)).await?;
        ui.show_picture(&text(&picture));
    }
    ui.conclude(session, &results);
    refuse_failed(&results)?;
    Ok(SUCCESS)
}

async fn check(opened: &Opened, walked: &[&'static dyn Step]) -> Result<Vec<StepChecks>> {
    let session = &opened.session;
    if session.has_changed_anything() {
        return check_when_listed(opened, walked).await;
    }
    // What was up to date needs no second listing, unless a check fails: a connection may have been lost.
    let answers = Arc::new(session.known_answers().await?);
    let results = verify_steps(session, walked, &answers).await?;
    match refuse_failed(&results) {
        Ok(()) => Ok(results),
        Err(_) => check_when_listed(opened, walked).await,
    }
}

/// How often a failed check is made at least, however fast the clock runs.
const LEAST_LOOKS: u32 = 3;

/// Checks what was just made. AWS may not list all of it yet, so a check that fails is made again for a while.
async fn check_when_listed(opened: &Opened, walked: &[&'static dyn Step]) -> Result<Vec<StepChecks>> {
    let session = &opened.session;
    let clock = session.aws().clock();
    let mut search = Search::begin(clock, LOOK_AGAIN_FOR);
    let mut looks = 0;
    loop {
        looks += 1;
        if looks > 1 {
            session.probe_anew();
        }
        opened.sweep().await?;
        let answers = Arc::new(session.known_answers().await?);
        let results = verify_steps(session, walked, &answers).await?;
        let is_patient = !search.is_over() || looks < LEAST_LOOKS;
        let Some(Error::ChecksFailed { failed, .. }) = refuse_failed(&results).err().filter(|_| is_patient) else {
            return Ok(results);
        };
        if looks == 1 {
            let seconds = LOOK_AGAIN_FOR.as_secs();
            session.report(Event::Notice(Notice::ChecksAgain { failed, seconds }));
        }
        search.next().await;
    }
}
