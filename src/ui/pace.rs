//! How far the work is, by the clock: what is waited for, since when, and how long it usually takes.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::text::duration_text;
use crate::locale::say;

/// Shorter waits are not worth a line on the way.
const LONG: Duration = Duration::from_secs(30);
/// A line comes after each of these parts of the usual time.
const PARTS: u32 = 4;

/// Everything that is waited for.
#[derive(Debug)]
pub(super) struct Pace {
    speed: f64,
    since: Option<Instant>,
    waits: BTreeMap<String, Wait>,
    left: Option<(Instant, Duration)>,
}

#[derive(Debug)]
struct Wait {
    what: String,
    begun: Instant,
    usual: Duration,
    /// The parts of the usual time that were said to be over.
    said: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            speed: 1.0,
            since: None,
            waits: BTreeMap::new(),
            left: None,
        }
    }
}

impl Pace {
    /// Takes a real second for so many of the deployment's clock.
    pub(super) fn go_by(&mut self, speed: f64) {
        self.speed = speed;
    }

    pub(super) fn speed(&self) -> f64 {
        self.speed
    }

    fn passed(&self, from: Instant, now: Instant) -> Duration {
        now.saturating_duration_since(from).mul_f64(self.speed)
    }

    pub(super) fn begin(&mut self, key: &str, what: &str, usual: Duration, now: Instant) {
        self.since.get_or_insert(now);
        let wait = Wait {
            what: what.to_owned(),
            begun: now,
            usual,
            said: 0,
        };
        self.waits.insert(key.to_owned(), wait);
    }

    /// How long it was waited for, in real time.
    pub(super) fn end(&mut self, key: &str, now: Instant) -> Option<Duration> {
        let wait = self.waits.remove(key)?;
        Some(now.saturating_duration_since(wait.begun))
    }

    /// How long all of it has yet to go; zero is over.
    pub(super) fn set_left(&mut self, left: Duration, now: Instant) {
        self.since.get_or_insert(now);
        self.left = (!left.is_zero()).then_some((now, left));
    }

    pub(super) fn end_all(&mut self) {
        self.waits.clear();
        (self.left, self.since) = (None, None);
    }

    /// Whether nothing is waited for.
    pub(super) fn is_idle(&self) -> bool {
        self.waits.is_empty() && self.left.is_none()
    }

    /// How much is done, at most 99 percent: of the whole where it is known how long that takes, else of what takes longest.
    pub(super) fn percent(&self, now: Instant) -> Option<u8> {
        let remaining = |wait: &Wait| wait.usual.saturating_sub(self.passed(wait.begun, now));
        let (passed, remaining) = match (self.left, self.since) {
            (Some((at, left)), Some(since)) => (self.passed(since, now), left.saturating_sub(self.passed(at, now))),
            _ => {
                let longest = self.waits.values().max_by_key(|wait| remaining(wait))?;
                (self.passed(longest.begun, now), remaining(longest))
            }
        };
        let share = passed.as_secs_f64() / (passed + remaining).as_secs_f64().max(1.0);
        Some((share * 100.0).clamp(0.0, 99.0) as u8)
    }

    /// What is to be said now of long waits: each quarter of the usual time once, and that it is over.
    pub(super) fn lines_due(&mut self, now: Instant) -> Vec<String> {
        let speed = self.speed;
        let long = self.waits.values_mut().filter(|wait| wait.usual >= LONG);
        let lines = long.filter_map(|wait| {
            let passed = now.saturating_duration_since(wait.begun).mul_f64(speed);
            let part = (passed.as_secs_f64() / wait.usual.as_secs_f64() * f64::from(PARTS)) as u32;
            let part = part.min(PARTS);
            if part <= wait.said {
                return None;
            }
            wait.said = part;
            let (what, usual) = (&wait.what, duration_text(wait.usual));
            Some(match part {
                PARTS => say().pace_takes_longer(what.as_str(), usual),
                part => say().pace_percent(what.as_str(), (part * 100 / PARTS).to_string(), usual),
            })
        });
        lines.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_long_wait_is_said_by_quarters_and_a_short_one_not() {
        let (mut pace, begun) = (Pace::default(), Instant::now());
        pace.begin("db", "db", seconds(240), begun);
        pace.begin("nat", "nat", seconds(20), begun);
        assert!(pace.lines_due(begun + seconds(59)).is_empty());
        assert_eq!(pace.lines_due(begun + seconds(60)), ["db: 25 % of about 4:00"]);
        assert!(pace.lines_due(begun + seconds(61)).is_empty());
        assert_eq!(pace.lines_due(begun + seconds(190)), ["db: 75 % of about 4:00"]);
        assert_eq!(
            pace.lines_due(begun + seconds(240)),
            ["db: it takes longer than the usual 4:00"]
        );
        assert!(pace.lines_due(begun + seconds(900)).is_empty());
        assert_eq!(pace.end("db", begun + seconds(900)), Some(seconds(900)));
    }

    #[test]
    fn the_whole_counts_where_it_is_known_and_else_what_takes_longest() {
        let (mut pace, begun) = (Pace::default(), Instant::now());
        assert_eq!(pace.percent(begun), None);
        pace.begin("db", "db", seconds(200), begun);
        pace.begin("nat", "nat", seconds(100), begun);
        assert_eq!(pace.percent(begun + seconds(50)), Some(25));
        assert_eq!(pace.percent(begun + seconds(900)), Some(99), "never done before it is");
        pace.set_left(seconds(300), begun + seconds(100));
        assert_eq!(pace.percent(begun + seconds(200)), Some(50));
        pace.set_left(Duration::ZERO, begun + seconds(300));
        pace.end_all();
        assert!(pace.is_idle());
    }

    #[test]
    fn the_deployments_clock_may_be_faster() {
        let (mut pace, begun) = (Pace::default(), Instant::now());
        pace.go_by(60.0);
        pace.begin("db", "db", seconds(240), begun);
        assert_eq!(pace.percent(begun + seconds(1)), Some(25));
        assert_eq!(pace.lines_due(begun + seconds(2)), ["db: 50 % of about 4:00"]);
    }
}
