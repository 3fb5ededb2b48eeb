//! Pausing and resuming: what stops, what goes, what it costs before and afterwards.

use super::Ui;
use super::lines::err;
use super::money::an_hour;
use super::nouns::noun_text;
use super::style::Stream;
use super::text::{fitted, moment_text, width, wrap};
use crate::checkpoint::Pause;
use crate::prices::Cost;
use crate::resources::Observed;
use crate::walkthrough::{Advised, DeploymentStatus, PausePlan, Session};

impl Ui {
    /// Shows what a pause would stop and take away, and what it saves.
    pub fn show_pause(&self, session: &Session, plan: &PausePlan) {
        // Who is asked has to see what happens.
        let is_asked = !plan.is_empty() && self.can_ask();
        if self.options.json || (self.options.quiet && !is_asked) {
            return;
        }
        let deployment = session.deployment();
        if plan.is_empty() {
            let text = match session.pause() {
                Some(pause) => format!("{deployment} is paused, since {}.", moment_text(pause.from)),
                None => format!("Nothing of {deployment} can be paused: no host, database or NAT gateway runs."),
            };
            err(&wrap(&text, width(), "", ""));
            return;
        }
        let s = Stream::Err;
        for (heading, mark, resources) in [
            ("Stopped:", s.change("z"), &plan.stops),
            ("Taken away, and made anew by `jalon resume`:", s.bad("-"), &plan.goes),
        ] {
            if !resources.is_empty() {
                err(heading);
            }
            for observed in resources {
                err(&fitted(&format!("  {mark} {}", described(observed, s)), width()));
            }
        }
        if let (Some(before), Some(after)) = (&plan.cost_before, &plan.cost_after) {
            let text = format!(
                "It costs {} now, and {} while it is paused: what is stored costs on.",
                an_hour(before),
                an_hour(after)
            );
            err(&wrap(&text, width(), "", ""));
        }
        let changes = "The public addresses of hosts and of the NAT gateway are others afterwards.";
        err(&wrap(changes, width(), "", ""));
        if plan.stops_a_database() {
            err(&wrap(
                "RDS starts a stopped database by itself after seven days.",
                width(),
                "",
                "",
            ));
        }
    }

    /// Asks whether to pause.
    pub async fn confirm_pause(&self, deployment: &str) -> bool {
        self.interviewer().agrees(format!("Pause {deployment}?")).await
    }

    /// Asks a question that is answered by yes or no.
    pub async fn confirm(&self, question: String) -> bool {
        self.interviewer().agrees(question).await
    }

    /// Asks whether to resume.
    pub async fn confirm_resume(&self, deployment: &str, pause: &Pause) -> bool {
        let costs = pause
            .dollars_an_hour
            .map(|dollars| format!("It costs {} again. ", an_hour(&Cost::known(dollars))));
        let question = format!(
            "{}Resume {deployment}, paused since {}?",
            costs.unwrap_or_default(),
            moment_text(pause.from)
        );
        self.interviewer().agrees(question).await
    }

    /// Says what is true of a deployment that was just paused.
    pub fn show_paused(&self, session: &Session, plan: &PausePlan) {
        if self.options.json || self.options.quiet {
            return;
        }
        let s = Stream::Err;
        let costs = plan.cost_after.as_ref().map(|cost| format!(" It costs {}.", an_hour(cost)));
        let wakes = session.database_wakes_at().map(|at| format!(" {}", wakes_text(at)));
        let text = format!(
            "{} is paused.{}{} Bring it back with: {}",
            s.bold(session.deployment()),
            costs.unwrap_or_default(),
            wakes.unwrap_or_default(),
            self.options.commands.code(&Advised::ResumeDeployment)
        );
        err(&wrap(&text, width(), &format!("{} ", s.good("✔").bold()), "  "));
    }
}

fn wakes_text(at: jiff::Timestamp) -> String {
    format!("RDS starts the database by itself on {}.", moment_text(at))
}

/// What there is to say of a deployment that is paused; nothing of another.
pub(super) fn pause_text(status: &DeploymentStatus) -> Option<String> {
    let pause = status.pause.as_ref()?;
    let state = match pause.until {
        None => "It is paused",
        Some(_) => "It is being resumed; it was paused",
    };
    let wakes = status.database_wakes_at.map(|at| format!(" {}", wakes_text(at)));
    Some(format!(
        "{state} since {}.{}",
        moment_text(pause.from),
        wakes.unwrap_or_default()
    ))
}

fn described(observed: &Observed, s: Stream) -> String {
    let noun = noun_text(observed.kind().noun());
    format!("{noun} {} {}", observed.key_or_id(), s.dim(&observed.id))
}
