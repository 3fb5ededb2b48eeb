//! Taking down several deployments at once: which there are, which are chosen, and whose each event is.

use std::sync::Arc;

use jiff::Timestamp;

use super::Ui;
use super::board::Row;
use super::expiry::{countdown_text, span_text};
use super::json::JsonReporter;
use super::lines::{err, out};
use super::list_view::{id_text, joined, survey_text, unread_text};
use super::problem::{place_text, problem_text};
use super::prompts::Input;
use super::reporter::TextReporter;
use super::style::Stream;
use super::text::{fitted, width, wrap};
use crate::locale::say;
use crate::walkthrough::{DeploymentList, Error, Event, Reporter, Sweepable, Whose};

impl Ui {
    /// Shows the deployments that may be taken down, and what of the account could not be read.
    pub fn show_sweepable(&self, all: &[Sweepable], list: &DeploymentList, only_expired: bool) {
        if self.options.json || (self.options.quiet && !self.can_ask()) {
            return;
        }
        if all.is_empty() {
            out(&match only_expired {
                true => say().sweep_none_expired(),
                false => say().sweep_none(),
            });
        }
        let s = Stream::Out;
        for one in all {
            let heading = format!("{} {}", s.bold(&one.label), s.dim(format!("({})", place_text(&one.place))));
            out(&fitted(&heading, width()));
            out(&wrap(&sweepable_text(one), width(), "  ", "  "));
        }
        for (name, error) in &list.unreadable {
            let text = say().sweep_left_out(name.as_str(), problem_text(error));
            err(&wrap(&text, width(), "", ""));
        }
        if let Some(unread) = &list.unread {
            let text = say().list_others_unread(unread_text(unread));
            err(&wrap(&text, width(), "", ""));
        }
    }

    /// Asks for the names of those to take down; `None` where the person breaks off.
    pub async fn choose_sweepable(&self, all: &[Sweepable]) -> Option<Vec<String>> {
        let names: Vec<&str> = all.iter().map(|one| one.label.as_str()).collect();
        let interviewer = self.asker();
        let text = say().sweep_type_names(names.join(", "));
        interviewer.say(wrap(&text, width(), "", ""));
        let prompt = interviewer.prompt(|theme| {
            let input = Input::with_theme(theme).with_prompt(say().sweep_prompt());
            input.interact_text()
        });
        let typed = prompt.await?;
        let names = typed.split([' ', ',']).filter(|name| !name.is_empty());
        Some(names.map(str::to_owned).collect())
    }

    /// Has the board begin with these deployments, each with how many resources go.
    pub fn prepare_sweep<'a>(&self, all: impl Iterator<Item = (&'a str, usize)>) {
        self.screen
            .prepare_board(all.map(|(name, goes)| Row::new(name).taking_down(goes)));
    }

    /// Shows the events of one of several deployments.
    pub fn reporter_of(&self, deployment: &str) -> Arc<dyn Reporter> {
        if self.options.json {
            return Arc::new(JsonReporter::new(&self.options).of(deployment));
        }
        let text = TextReporter::new(Arc::clone(&self.screen), self.options.clone());
        Arc::new(OfDeployment {
            deployment: deployment.to_owned(),
            text,
        })
    }

    /// Says that one of them is gone.
    pub fn show_swept(&self, deployment: &str, deleted: usize) {
        if self.options.json || self.options.quiet {
            return;
        }
        let s = Stream::Err;
        let text = say().sweep_done(deleted, deployment);
        self.screen
            .line(wrap(&text, width(), &format!("{} ", s.good("✔").bold()), "  "));
    }
}

fn sweepable_text(one: &Sweepable) -> String {
    let whose = match &one.whose {
        Whose::Ours => None,
        Whose::Somebodys { id } => Some(say().sweep_not_recorded(id_text(id.as_ref()))),
        Whose::OutOfReach { id } => Some(say().sweep_out_of_reach(id_text(id.as_ref()))),
    };
    let there = match &one.survey {
        Some(survey) => survey_text(survey),
        None => say().sweep_unread(),
    };
    let age = one.since.map(|since| say().sweep_age(age_text(since, one.now)));
    let expires = one.expiring.map(countdown_text);
    joined([Some(there), age, expires, whose])
}

fn age_text(since: Timestamp, now: Timestamp) -> String {
    span_text(u64::try_from(now.duration_since(since).as_secs()).unwrap_or_default())
}

/// Shows the events of one of several deployments as lines that say whose they are.
struct OfDeployment {
    deployment: String,
    text: TextReporter,
}

impl Reporter for OfDeployment {
    fn report(&self, event: &Event) {
        self.text.report_of(event, Some(&self.deployment));
    }

    fn sentence(&self, error: &Error) -> String {
        self.text.sentence(error)
    }
}
