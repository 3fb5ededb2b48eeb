//! Pausing and resuming: what stops, what goes, what it costs before and afterwards.

use super::Ui;
use super::lines::err;
use super::money::an_hour;
use super::nouns::resource_text;
use super::style::Stream;
use super::text::{fitted, moment_text, width, wrap};
use crate::checkpoint::Pause;
use crate::locale::say;
use crate::prices::Cost;
use crate::walkthrough::{Advised, DeploymentStatus, PausePlan, Session};

impl Ui {
    /// Shows what a pause would stop and take away, and what it saves.
    pub async fn show_pause(&self, session: &Session, plan: &PausePlan) {
        // Who is asked has to see what happens.
        let is_asked = !plan.is_empty() && self.can_ask();
        if self.options.json || (self.options.quiet && !is_asked) {
            return;
        }
        let deployment = session.deployment();
        if plan.is_empty() {
            let text = match session.pause() {
                Some(pause) => say().pause_since(deployment, moment_text(pause.from)),
                None => say().pause_nothing(deployment),
            };
            err(&wrap(&text, width(), "", ""));
            return;
        }
        let s = Stream::Err;
        let mut lines = Vec::new();
        for (heading, mark, resources) in [
            (say().pause_stopped(), s.change("z"), &plan.stops),
            (say().pause_taken_away(), s.bad("-"), &plan.goes),
        ] {
            lines.extend((!resources.is_empty()).then_some(heading));
            let described = |observed| fitted(&format!("  {mark} {}", resource_text(observed, s)), width());
            lines.extend(resources.iter().map(described));
        }
        if let (Some(before), Some(after)) = (&plan.cost_before, &plan.cost_after) {
            let text = say().pause_costs(an_hour(before), an_hour(after));
            lines.push(wrap(&text, width(), "", ""));
        }
        lines.push(wrap(&say().pause_addresses(), width(), "", ""));
        if plan.stops_a_database() {
            lines.push(wrap(&say().pause_database(), width(), "", ""));
        }
        self.tell(&lines.join("\n"), is_asked).await;
    }

    /// Asks whether to pause.
    pub async fn confirm_pause(&self, deployment: &str) -> bool {
        self.asker().agrees(say().pause_ask(deployment)).await
    }

    /// Asks a question that is answered by yes or no.
    pub async fn confirm(&self, question: String) -> bool {
        self.asker().agrees(question).await
    }

    /// Asks whether to resume.
    pub async fn confirm_resume(&self, deployment: &str, pause: &Pause) -> bool {
        let since = moment_text(pause.from);
        let question = match pause.dollars_an_hour {
            Some(dollars) => say().resume_ask_with_costs(an_hour(&Cost::known(dollars)), deployment, since),
            None => say().resume_ask(deployment, since),
        };
        self.asker().agrees(question).await
    }

    /// Says what is true of a deployment that was just paused.
    pub fn show_paused(&self, session: &Session, plan: &PausePlan) {
        if self.options.json || self.options.quiet {
            return;
        }
        let s = Stream::Err;
        let sentences = [
            Some(say().pause_is_paused(s.bold(session.deployment()).to_string())),
            plan.cost_after.as_ref().map(|cost| say().pause_it_costs(an_hour(cost))),
            session.database_wakes_at().map(wakes_text),
            Some(say().pause_bring_back(self.options.commands.code(&Advised::ResumeDeployment))),
        ];
        let text: Vec<String> = sentences.into_iter().flatten().collect();
        err(&wrap(&text.join(" "), width(), &format!("{} ", s.good("✔").bold()), "  "));
    }
}

fn wakes_text(at: jiff::Timestamp) -> String {
    say().pause_wakes(moment_text(at))
}

/// What there is to say of a deployment that is paused; nothing of another.
pub(super) fn pause_text(status: &DeploymentStatus) -> Option<String> {
    let pause = status.pause.as_ref()?;
    let since = moment_text(pause.from);
    let state = match pause.until {
        None => say().pause_it_is(since),
        Some(_) => say().pause_being_resumed(since),
    };
    let wakes = status.database_wakes_at.map(|at| format!(" {}", wakes_text(at)));
    Some(state + &wakes.unwrap_or_default())
}
