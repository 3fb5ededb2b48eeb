//! How long a walk has yet to go, about: the longest chain of what is still to be made and waited for, at its usual times.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::resources::Kind;
use crate::walkthrough::inspect::StepPlan;
use crate::walkthrough::run::host_work::HostWork;
use crate::walkthrough::{Event, Step};

/// Other estimates than the last one are reported from this difference on.
const WORTH_REPORTING: Duration = Duration::from_secs(30);

/// From how much that remains on a wait is named; shorter ones are over before they are read.
const WORTH_NAMING: Duration = Duration::from_secs(30);

/// What a walk is about to make and to wait for, each after what it needs.
#[derive(Debug, Default)]
pub(in crate::walkthrough) struct Forecast {
    waits: Vec<Wait>,
    reported: Option<(Duration, Left)>,
}

#[derive(Debug)]
struct Wait {
    key: String,
    step: String,
    usual: Duration,
    /// The places of those it comes after; all are before it.
    after: Vec<usize>,
    progress: Progress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Ahead,
    /// Since when, on the deployment's clock.
    Begun(Duration),
    Over,
}

/// An estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::walkthrough) struct Left {
    /// The step that waits for it.
    pub(in crate::walkthrough) step: String,
    /// How long the walk has yet to go.
    pub(in crate::walkthrough) time: Duration,
    /// The first wait worth naming on the chain that takes longest.
    pub(in crate::walkthrough) key: String,
}

impl Wait {
    fn remaining(&self, now: Duration) -> Duration {
        match self.progress {
            Progress::Ahead => self.usual,
            Progress::Begun(since) => self.usual.saturating_sub(now.saturating_sub(since)),
            Progress::Over => Duration::ZERO,
        }
    }
}

impl Forecast {
    /// The forecast of the steps that are walked, by plans that come in the order of the steps. `works_on_hosts` says of which steps what they do
    /// on hosts is still to be done.
    pub(in crate::walkthrough) fn of(
        steps: &[&'static dyn Step],
        plans: &[StepPlan],
        works_on_hosts: impl Fn(&str) -> bool,
    ) -> Self {
        let mut forecast = Self::default();
        let mut of_step: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for plan in plans {
            let Some(step) = steps.iter().find(|step| step.id() == plan.step) else {
                continue;
            };
            let waits_of = |steps: &[&str]| -> Vec<usize> {
                let all = steps.iter().filter_map(|step| of_step.get(step));
                all.flatten().copied().collect()
            };
            let (followed, needed) = (waits_of(step.follows()), waits_of(step.needs()));
            let first = forecast.waits.len();
            forecast.add_resources(plan, &followed);
            if works_on_hosts(&plan.step) {
                forecast.add_host_work(plan, &needed);
            }
            of_step.insert(&plan.step, (first..forecast.waits.len()).collect());
        }
        forecast
    }

    /// What is to be made, and what an earlier run has left half made.
    fn add_resources(&mut self, plan: &StepPlan, followed: &[usize]) {
        for resource in plan.resources.iter().filter(|resource| resource.is_awaited()) {
            let needed = resource.needs.iter().filter_map(|need| self.place(need));
            let after = needed.chain(followed.iter().copied()).collect();
            let usual = resource.aws_kind.row().usual_creation;
            self.add(&plan.step, resource.key.clone(), usual, after);
        }
    }

    /// A first boot comes after its host, images after the first boot, and the application after them and all that its step builds on.
    fn add_host_work(&mut self, plan: &StepPlan, needed: &[usize]) {
        for work in &plan.host_work {
            let host = work.host();
            let after = match work {
                HostWork::FirstBoot(_) => self.place(&format!("{}/{host}", Kind::Instance)).into_iter().collect(),
                HostWork::Images(_) => self.place(&HostWork::FirstBoot(host).key()).into_iter().collect(),
                HostWork::Application(_) => {
                    let images = self.place(&HostWork::Images(host).key());
                    images.into_iter().chain(needed.iter().copied()).collect()
                }
            };
            self.add(&plan.step, work.key(), work.usual(), after);
        }
    }

    fn place(&self, key: &str) -> Option<usize> {
        self.waits.iter().position(|wait| wait.key == key)
    }

    fn add(&mut self, step: &str, key: String, usual: Duration, after: Vec<usize>) {
        if self.place(&key).is_none() {
            self.waits.push(Wait {
                key,
                step: step.to_owned(),
                usual,
                after,
                progress: Progress::Ahead,
            });
        }
    }

    /// Notes what an event says, at this time of the deployment's clock; whether it says anything of what is left.
    pub(in crate::walkthrough) fn note(&mut self, event: &Event, now: Duration) -> bool {
        match event {
            Event::Waiting { key, .. } => {
                if let Some(place) = self.place(key) {
                    self.begin(place, now);
                }
            }
            Event::Ready { key, .. } => {
                let found = self.waits.iter_mut().find(|wait| wait.key == *key);
                found.into_iter().for_each(|wait| wait.progress = Progress::Over);
            }
            Event::StepDone { step } => {
                let of_step = self.waits.iter_mut().filter(|wait| wait.step == *step);
                of_step.for_each(|wait| wait.progress = Progress::Over);
            }
            _ => return false,
        }
        true
    }

    /// What it comes after is over: nobody waited for what was there already.
    fn begin(&mut self, place: usize, now: Duration) {
        if self.waits[place].progress == Progress::Ahead {
            self.waits[place].progress = Progress::Begun(now);
        }
        let mut before = self.waits[place].after.clone();
        while let Some(place) = before.pop() {
            if self.waits[place].progress != Progress::Over {
                self.waits[place].progress = Progress::Over;
                before.extend(&self.waits[place].after);
            }
        }
    }

    /// How long it has yet to go, at this time of the deployment's clock; `None` when nothing is waited for any more.
    pub(in crate::walkthrough) fn left(&self, now: Duration) -> Option<Left> {
        // Of each, when it ends, and which wait its chain comes to first, of those worth naming and of all.
        let mut ends: Vec<(Duration, Option<usize>, Option<usize>)> = Vec::with_capacity(self.waits.len());
        for (place, wait) in self.waits.iter().enumerate() {
            let before = wait.after.iter().map(|after| ends[*after]).max_by_key(|(end, ..)| *end);
            let (begins, named, first) = before.unwrap_or_default();
            let remaining = wait.remaining(now);
            let named = named.or((remaining >= WORTH_NAMING).then_some(place));
            let first = first.or((!remaining.is_zero()).then_some(place));
            ends.push((begins + remaining, named, first));
        }
        let (time, named, first) = ends.into_iter().max_by_key(|(end, ..)| *end)?;
        let first = &self.waits[named.or(first)?];
        Some(Left {
            time,
            step: first.step.clone(),
            key: first.key.clone(),
        })
    }

    /// The estimate, where it is another than the one reported last would lead to expect; once, at last, that no time is left.
    pub(in crate::walkthrough) fn news(&mut self, now: Duration) -> Option<Left> {
        let Some(left) = self.left(now) else {
            let (_, last) = self.reported.take()?;
            let time = Duration::ZERO;
            return Some(Left { time, ..last });
        };
        if let Some((at, reported)) = &self.reported {
            let expected = reported.time.saturating_sub(now.saturating_sub(*at));
            if reported.key == left.key && expected.abs_diff(left.time) < WORTH_REPORTING {
                return None;
            }
        }
        self.reported = Some((now, left.clone()));
        Some(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// A database of 300 s, a snapshot of 180 s after it, and a NAT gateway of 105 s.
    fn forecast() -> Forecast {
        let mut forecast = Forecast::default();
        forecast.add("database", "db-instance/main".to_owned(), 300 * SECOND, Vec::new());
        forecast.add("nat-gateway", "nat-gateway/main".to_owned(), 105 * SECOND, Vec::new());
        forecast.add("snapshots", "db-snapshot/baseline".to_owned(), 180 * SECOND, vec![0]);
        forecast
    }

    fn waiting(key: &str) -> Event {
        Event::Waiting {
            key: key.to_owned(),
            kind: String::new(),
            id: String::new(),
            usual_seconds: 0,
        }
    }

    fn ready(key: &str) -> Event {
        Event::Ready {
            key: key.to_owned(),
            id: String::new(),
            seconds: 0,
            usual_seconds: 0,
        }
    }

    fn is_left(forecast: &Forecast, at: u32, seconds: u32, key: &str) {
        let left = forecast.left(at * SECOND).unwrap();
        assert_eq!((left.time, left.key.as_str()), (seconds * SECOND, key));
    }

    #[test]
    fn the_longest_chain_is_what_is_left() {
        let mut forecast = forecast();
        is_left(&forecast, 0, 480, "db-instance/main");
        forecast.note(&waiting("db-instance/main"), 10 * SECOND);
        is_left(&forecast, 110, 380, "db-instance/main");
        // Later than usual: what comes after it is still to come.
        is_left(&forecast, 400, 180, "db-snapshot/baseline");
        forecast.note(&ready("db-instance/main"), 410 * SECOND);
        forecast.note(&waiting("db-snapshot/baseline"), 411 * SECOND);
        is_left(&forecast, 421, 170, "db-snapshot/baseline");
        forecast.note(&ready("db-snapshot/baseline"), 500 * SECOND);
        is_left(&forecast, 500, 105, "nat-gateway/main");
        forecast.note(&ready("nat-gateway/main"), 501 * SECOND);
        assert_eq!(forecast.left(501 * SECOND), None);
    }

    #[test]
    fn what_was_there_already_is_over_once_the_next_begins() {
        let mut forecast = forecast();
        forecast.note(&waiting("db-snapshot/baseline"), SECOND);
        is_left(&forecast, 1, 180, "db-snapshot/baseline");
        forecast.note(
            &Event::StepDone {
                step: "snapshots".to_owned(),
            },
            2 * SECOND,
        );
        is_left(&forecast, 2, 105, "nat-gateway/main");
    }

    #[test]
    fn an_estimate_is_reported_again_only_where_it_is_another() {
        let mut forecast = forecast();
        assert_eq!(forecast.news(SECOND).unwrap().time, 480 * SECOND);
        forecast.note(&waiting("db-instance/main"), 2 * SECOND);
        assert_eq!(forecast.news(20 * SECOND), None);
        forecast.note(&ready("db-instance/main"), 100 * SECOND);
        assert_eq!(forecast.news(100 * SECOND).unwrap().key, "db-snapshot/baseline");
        for step in ["snapshots", "nat-gateway"] {
            forecast.note(&Event::StepDone { step: step.to_owned() }, 200 * SECOND);
        }
        assert_eq!(forecast.news(200 * SECOND).unwrap().time, Duration::ZERO);
        assert_eq!(forecast.news(201 * SECOND), None);
    }
}
