//! What a day with outside hands has to end in, by the simulated account itself.

use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::time::Duration;

use jalon::aws::PROPAGATION_PATIENCE;
use jalon::walkthrough::{Error, Result, StepPlan, Verdict};
use jalon_sandbox::Existing;
use jalon_testkit::outside::{Hand, Outsider, Remedy, picture};
use tokio::time::Instant;

use super::super::judge::is_taken_down;
use super::super::on_a_virtual_clock;
use super::NOTICED_AFTER;
use crate::support::{Rehearsal, advice, all_checks, problem};

/// Long enough for every list to hold everything and for everything that lingers to go.
const SETTLED_AFTER: Duration = Duration::from_secs(600);
/// How many walks may stop one after the other before all is whole.
const WALKS: usize = 4;
/// How long a destruction may take, whatever is in its way.
const DESTROYED_WITHIN: Duration = Duration::from_secs(90 * 60);

/// How long undisturbed runs take, and what they leave.
pub struct Undisturbed {
    pub walk: Duration,
    pub rerun: Duration,
    pub destruction: Duration,
    things: Vec<String>,
    picture: BTreeSet<String>,
}

/// What undisturbed runs take and leave.
pub fn durations() -> &'static Undisturbed {
    static UNDISTURBED: OnceLock<Undisturbed> = OnceLock::new();
    UNDISTURBED.get_or_init(|| std::thread::spawn(|| on_a_virtual_clock(undisturbed())).join().unwrap())
}

async fn undisturbed() -> Undisturbed {
    let rehearsal = Rehearsal::new();
    let started = Instant::now();
    rehearsal.walk(None, &[]).await.unwrap();
    let walk = started.elapsed();
    tokio::time::sleep(SETTLED_AFTER).await;
    let started = Instant::now();
    rehearsal.walk(None, &[]).await.unwrap();
    let rerun = started.elapsed();
    let things = keyed(&rehearsal, &[]);
    let picture = picture(&rehearsal).await;
    assert!(picture.len() > 60, "{picture:#?}");
    let started = Instant::now();
    rehearsal.destroy(false).await.unwrap();
    Undisturbed {
        walk,
        rerun,
        destruction: started.elapsed(),
        things,
        picture,
    }
}

/// What there is but theirs, by kind and key. What belongs to an instance or a service, and bears no tags, comes and goes with it.
fn keyed(rehearsal: &Rehearsal, theirs: &[&Existing]) -> Vec<String> {
    let all = rehearsal.simulator.ground_truth();
    let is_part = |existing: &Existing| matches!(existing.kind, "network-interface" | "volume") && existing.tags.is_empty();
    let is_theirs = |existing: &Existing| theirs.iter().any(|one| one.id == existing.id);
    let ours = all.iter().filter(|existing| !is_part(existing) && !is_theirs(existing));
    let mut keys: Vec<String> = ours
        .map(|existing| {
            let key = existing.tags.get("jalon:resource").map_or("", String::as_str);
            format!("{} {key}", existing.kind)
        })
        .collect();
    keys.sort();
    keys
}

/// A day in the account: what was done by hand, and what was answered because of that.
pub struct Day<'a> {
    rehearsal: &'a Rehearsal,
    outsider: &'a Outsider,
    done: Vec<Hand>,
    answers: Vec<String>,
}

impl<'a> Day<'a> {
    pub fn of(rehearsal: &'a Rehearsal, outsider: &'a Outsider) -> Self {
        Self {
            rehearsal,
            outsider,
            done: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// Judges a walk beside which this was done. One that stopped says what to do, and that helps.
    pub async fn judge_walk(&mut self, outcome: Result<()>, acted: &[Hand]) {
        self.done.extend(acted);
        if let Err(error) = outcome {
            self.does_as_advised(&error).await;
        }
        // Until then, tags that are not there may not be listed yet, and nobody misses them.
        tokio::time::sleep(PROPAGATION_PATIENCE + NOTICED_AFTER).await;
        for _ in 0..WALKS {
            match self.rehearsal.walk(None, &self.answers()).await {
                Ok(_) => return,
                Err(error) => self.does_as_advised(&error).await,
            }
        }
        let error = self.rehearsal.walk(None, &self.answers()).await.err();
        panic!("no walk ends: {}", error.map_or_else(String::new, |error| problem(&error)));
    }

    /// Judges a walk after this was done: it ends whole, unless it can't.
    pub async fn judge_walk_after(&mut self, outcome: Result<()>, hand: Hand) {
        self.done.push(hand);
        match (hand.remedy, outcome) {
            (Remedy::Walk | Remedy::WalkWithFailedChecks, Ok(())) => return,
            (Remedy::Walk | Remedy::WalkWithFailedChecks, Err(error)) => panic!("the walk: {}", problem(&error)),
            (_, Ok(())) => panic!("the walk says nothing"),
            (_, Err(error)) => {
                let said = problem(&error);
                assert!(said.contains(hand.on), "{} is not named: {said}", hand.on);
                self.does_as_advised(&error).await;
            }
        }
        let walked = self.rehearsal.walk(None, &self.answers()).await;
        walked.unwrap_or_else(|error| panic!("after what is advised: {}", problem(&error)));
    }

    /// Does what is advised: gives the answer that is, or undoes by hand what was done.
    async fn does_as_advised(&mut self, error: &Error) {
        says_what_to_do(error);
        let advised = advice(error).unwrap_or_default();
        for hand in self.done.clone() {
            match hand.remedy {
                Remedy::Answer(key) => self.answers.extend(advised_answer(&advised, key)),
                // It may be done already.
                Remedy::ByHand(act) => drop(act(self.outsider, hand.on).await),
                _ => {}
            }
        }
    }

    fn answers(&self) -> Vec<&str> {
        self.answers.iter().map(String::as_str).collect()
    }

    /// Whether something that others have added fails checks, and rightly so.
    fn may_fail_checks(&self) -> bool {
        let mut done = self.done.iter();
        done.any(|hand| matches!(hand.remedy, Remedy::WalkWithFailedChecks))
    }

    /// The deployment's own is there, once and as it was; theirs is as they left it; and nothing is left to do.
    pub async fn is_whole(&self) {
        tokio::time::sleep(SETTLED_AFTER).await;
        let plans = self.rehearsal.plan(&self.answers()).await.unwrap();
        let open = plans.iter().find(|plan| !plan.is_settled());
        assert!(plans.iter().all(StepPlan::is_settled), "left to do: {open:#?}");
        self.has_everything_once();
        if self.answers.is_empty() {
            let now = picture(self.rehearsal).await;
            let lost: Vec<&String> = durations().picture.difference(&now).collect();
            let new: Vec<&String> = now.difference(&durations().picture).collect();
            assert!(lost.is_empty(), "not as it was: {lost:#?}; instead: {new:#?}");
        }
        self.theirs_is_untouched().await;
        self.checks_pass().await;
        let before = self.rehearsal.calls();
        let walked = self.rehearsal.walk(None, &self.answers()).await;
        walked.unwrap_or_else(|error| panic!("another walk: {}", problem(&error)));
        let changed = self.rehearsal.mutations_since(before);
        assert_eq!(changed, Vec::<String>::new(), "another walk changes something");
    }

    fn has_everything_once(&self) {
        let theirs = self.outsider.theirs();
        let theirs: Vec<&Existing> = theirs.iter().filter_map(|theirs| theirs.thing()).collect();
        let now = keyed(self.rehearsal, &theirs);
        assert_eq!(now, durations().things, "what the account holds beside {theirs:?}");
    }

    async fn theirs_is_untouched(&self) {
        let missed = self.outsider.missed().await;
        assert!(missed.is_empty(), "not as they left it: {missed:?}");
    }

    async fn checks_pass(&self) {
        let session = self.rehearsal.session(&self.answers()).await.unwrap();
        let checked = all_checks(&session).await;
        let all = checked.iter().flat_map(|step| &step.checks);
        let failed: Vec<_> = all
            .filter(|check| matches!(check.verdict, Verdict::Failed { .. }))
            .map(|check| format!("{:?}: {:?}", check.claim, check.verdict))
            .collect();
        assert!(failed.is_empty() || self.may_fail_checks(), "failed checks: {failed:#?}");
    }

    /// Takes everything down, in bounded time.
    pub async fn destroy(&self) -> Result<()> {
        let destroyed = tokio::time::timeout(DESTROYED_WITHIN, self.rehearsal.destroy(false)).await;
        destroyed.unwrap_or_else(|_| panic!("the destruction does not end"))
    }

    /// Judges a destruction beside which this was done. What was done in the middle of it may stop it, and the next one goes on.
    pub async fn judge_destruction_with(&mut self, outcome: Result<()>, acted: &[Hand]) {
        self.done.extend(acted);
        if let Err(error) = &outcome
            && self.things_of_theirs().is_empty()
        {
            says_what_to_do(error);
            let again = self.destroy().await;
            return self.judge_destruction(again).await;
        }
        self.judge_destruction(outcome).await;
    }

    fn things_of_theirs(&self) -> Vec<Existing> {
        let theirs = self.outsider.theirs();
        theirs.iter().filter_map(|theirs| theirs.thing().cloned()).collect()
    }

    /// Judges a destruction: all of the deployment's own goes, but for what something of theirs holds. That is named, and once it is
    /// gone, the rest goes.
    pub async fn judge_destruction(&self, outcome: Result<()>) {
        let things = self.things_of_theirs();
        let of_theirs: Vec<&Existing> = things.iter().collect();
        tokio::time::sleep(SETTLED_AFTER).await;
        self.theirs_is_untouched().await;
        let left = keyed(self.rehearsal, &of_theirs);
        match outcome {
            Ok(()) => assert_eq!(left, Vec::<String>::new(), "left after the destruction"),
            Err(error) => {
                says_what_to_do(&error);
                let said = problem(&error);
                let is_named = things.iter().any(|thing| said.contains(&thing.id));
                assert!(is_named, "none of {things:?} is named: {said}");
                let costly: Vec<&String> = left.iter().filter(|line| costs(line)).collect();
                assert!(costly.is_empty(), "left though nothing holds it: {costly:?}; {said}");
            }
        }
        self.outsider.leave_the_account().await;
        is_taken_down(self.rehearsal).await;
    }
}

/// Whether a thing costs money, and nothing of anybody else's can hold it.
fn costs(line: &str) -> bool {
    let kinds = ["instance ", "db-instance ", "volume ", "snapshot ", "db-snapshot ", "bucket "];
    kinds.iter().any(|kind| line.starts_with(kind))
}

/// The answer to this question that an advice has in a command.
fn advised_answer(advice: &str, key: &str) -> Option<String> {
    let words = advice.split(|letter: char| letter.is_whitespace() || "`'\"".contains(letter));
    let mut answers = words.filter(|word| word.split('=').next() == Some(key));
    answers
        .next()
        .map(|answer| answer.trim_end_matches([',', ';', ':', '.', ')']).to_owned())
}

fn says_what_to_do(error: &Error) {
    assert!(advice(error).is_some(), "nothing is advised: {}", problem(error));
}
