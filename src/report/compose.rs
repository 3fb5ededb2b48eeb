//! A dossier from what the engine has read.

use jiff::Timestamp;

use super::addresses::address_rows;
use super::costs::costs;
use super::dossier::{AnswerRow, Dossier, Method, Outcome, ProofVerdict, StepPart, Way};
use super::receipt::receipt;
use super::short::in_short;
use super::steps::step_parts;
use super::timeline::timeline_part;
use super::words::words;
use crate::checkpoint::RecordedRun;
use crate::locale::say;
use crate::picture::{Edge, Picture};
use crate::ui::{given_text, moment_text, picture_of};
use crate::walkthrough::{Answer, DossierFacts, StepDossier};

/// What the person says of a dossier, and what is known beside the deployment itself.
#[derive(Clone, Debug)]
pub struct About {
    /// Who hands it in.
    pub author: Option<String>,
    /// What for.
    pub course: Option<String>,
    /// When it is made.
    pub now: Timestamp,
    /// The record of the last walk.
    pub walk: Option<RecordedRun>,
    /// The record of the last destruction.
    pub destruction: Option<RecordedRun>,
}

impl Dossier {
    /// The dossier of a deployment.
    pub fn new(facts: &DossierFacts, about: &About) -> Self {
        let picture = picture_of(&facts.drawing);
        let is_rehearsal = facts.drawing.cloud == "sandbox";
        let steps = step_parts(facts);
        Self {
            deployment: facts.drawing.deployment.clone(),
            author: about.author.clone(),
            course: about.course.clone(),
            made_at: moment_text(about.now),
            summary: summary(facts, about, &steps),
            stamp: is_rehearsal.then(|| say().report_rehearsal()),
            short: in_short(&picture, facts),
            ways: ways(&picture),
            addresses: address_rows(&picture),
            picture,
            answers: facts.steps.iter().flat_map(answer_rows).collect(),
            steps,
            timeline: about.walk.as_ref().and_then(|walk| timeline_part(walk, facts)),
            costs: costs(facts, is_rehearsal),
            receipt: about
                .destruction
                .as_ref()
                .filter(|destruction| is_last(destruction, about.walk.as_ref()))
                .and_then(receipt),
            words: words(),
        }
    }

    /// Whether everything was taken down.
    pub fn is_taken_down(&self) -> bool {
        self.receipt.is_some()
    }
}

/// Whether nothing was walked since.
fn is_last(destruction: &RecordedRun, walk: Option<&RecordedRun>) -> bool {
    walk.is_none_or(|walk| walk.name.started() < destruction.name.started())
}

fn summary(facts: &DossierFacts, about: &About, steps: &[StepPart]) -> Vec<(String, String)> {
    let (say, drawing) = (say(), &facts.drawing);
    let cloud = match drawing.cloud.as_str() {
        "aws" => "AWS".to_owned(),
        "sandbox" => say.report_sandbox(),
        other => other.to_owned(),
    };
    let done = facts.steps.iter().filter(|step| step.status.as_str() == "done").count();
    let mut rows = vec![
        (say.report_where(), say.report_where_it_is(cloud, drawing.region.as_str())),
        (say.report_account(), drawing.account.clone()),
        (say.report_steps_done(), say.report_steps_done_of(done, facts.steps.len())),
        (say.report_claims(), proofs_text(steps)),
        (say.report_cost(), crate::ui::total_text(&drawing.price)),
        (
            say.report_made(),
            say.report_made_at(moment_text(about.now), env!("CARGO_PKG_VERSION")),
        ),
    ];
    if let Some(expiring) = facts.status.expiring {
        rows.push((say.report_expires(), moment_text(expiring.at)));
    }
    if drawing.is_paused {
        rows.push((say.report_paused(), say.report_paused_means()));
    }
    rows
}

/// How many claims hold, and how they were looked at.
fn proofs_text(steps: &[StepPart]) -> String {
    let proofs = || steps.iter().flat_map(|step| &step.proofs);
    let holding = || proofs().filter(|proof| proof.verdict == ProofVerdict::Holds);
    let by = |method| holding().filter(|proof| proof.method == method).count();
    say().report_claims_hold(
        holding().count(),
        proofs().count(),
        by(Method::Tried),
        by(Method::Computed),
        by(Method::Read),
    )
}

/// The paths of the picture, in sentences.
fn ways(picture: &Picture) -> Vec<Way> {
    let numbered = picture.edges.iter().enumerate();
    numbered.map(|(index, edge)| way(index + 1, edge)).collect()
}

fn way(number: usize, edge: &Edge) -> Way {
    let outcome = match (edge.is_known(), edge.is_kept) {
        (false, _) => Outcome::Unknown,
        (true, true) => Outcome::Kept,
        (true, false) => Outcome::Broken,
    };
    Way {
        number,
        label: edge.label.clone(),
        is_open: edge.is_open(),
        reason: why(edge),
        outcome,
    }
}

/// Why a path is as it is: what stops it, or what lets it in.
fn why(edge: &Edge) -> String {
    match edge.reason() {
        "" => edge.let_in.clone(),
        reason => reason.to_owned(),
    }
}

fn answer_rows(step: &StepDossier) -> Vec<AnswerRow> {
    let text = |answer: &Option<Answer>| answer.as_ref().map_or_else(|| say().report_nobody_said(), given_text);
    let rows = step.questions.iter().map(|question| AnswerRow {
        key: question.key.to_owned(),
        prompt: question.prompt.to_owned(),
        answer: text(&question.answer),
        instead_of: question.is_chosen().then(|| text(&question.default)),
    });
    rows.collect()
}
