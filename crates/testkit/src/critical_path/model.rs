//! Calls and waits under AWS's rules, with the latencies of the sandbox or those that AWS drew in one run.

use std::collections::BTreeMap;
use std::time::Duration;

use jalon_sandbox::{Latencies, Span};

use super::schedule::Schedule;

/// What must have happened before a call.
#[derive(Clone, Copy)]
pub(super) enum After {
    /// AWS has answered another call.
    Done(&'static str),
    /// The thing exists and AWS's lists show it: for a moment AWS refuses a new one as unknown.
    Seen(&'static str),
    /// The thing can be used.
    Usable(&'static str),
}

/// How long things took to become usable or to go in one run, by key. For others the model takes the median.
pub type Drawn = BTreeMap<String, Duration>;

pub(super) struct Model<'a> {
    pub(super) latencies: &'a Latencies,
    drawn: &'a Drawn,
    schedule: Schedule,
}

impl<'a> Model<'a> {
    pub(super) fn new(latencies: &'a Latencies, drawn: &'a Drawn) -> Self {
        Self {
            latencies,
            drawn,
            schedule: Schedule::default(),
        }
    }

    pub(super) fn into_schedule(self) -> Schedule {
        self.schedule
    }

    fn call(&mut self, name: &str, takes: Duration, after: &[After]) {
        let mut follows: Vec<(String, Duration)> = Vec::new();
        for one in after {
            match *one {
                After::Done(other) => follows.push((format!("done {other}"), takes)),
                After::Usable(other) => follows.push((format!("usable {other}"), takes)),
                After::Seen(other) => {
                    // AWS acts at the end of a call, and its answer comes then.
                    follows.push((format!("done {other}"), takes.max(self.latencies.list_lag)));
                }
            }
        }
        let follows: Vec<(&str, Duration)> = follows.iter().map(|(name, between)| (name.as_str(), *between)).collect();
        self.schedule.set(format!("done {name}"), &follows, takes);
    }

    pub(super) fn read(&mut self, name: &str) {
        self.call(name, self.latencies.read, &[]);
    }

    pub(super) fn change(&mut self, name: &str, after: &[After]) {
        self.call(name, self.latencies.mutation, after);
    }

    pub(super) fn becomes_usable(&mut self, name: &str, usually: Duration) {
        let lasts = self.drawn.get(name).copied().unwrap_or(usually);
        self.schedule
            .set(format!("usable {name}"), &[(&format!("done {name}"), lasts)], Duration::ZERO);
    }

    /// Something on a host, which lasts as long as was drawn in one run, once this has happened.
    pub(super) fn passes(&mut self, name: &str, usually: Span, after: &[After]) {
        let usually = (usually.shortest + usually.longest) / 2;
        let lasts = self.drawn.get(name).copied().unwrap_or(usually);
        let follows: Vec<String> = after
            .iter()
            .map(|one| match one {
                After::Done(other) | After::Seen(other) => format!("done {other}"),
                After::Usable(other) => format!("usable {other}"),
            })
            .collect();
        let follows: Vec<(&str, Duration)> = follows.iter().map(|name| (name.as_str(), lasts)).collect();
        self.schedule.set(format!("usable {name}"), &follows, lasts);
    }

    /// A log-in to a host.
    pub(super) fn log_in(&mut self, name: &str, after: &[After]) {
        self.passes(name, self.latencies.ssh_login, after);
    }

    /// A short command on a host that was logged in to.
    pub(super) fn command(&mut self, name: &str, after: &[After]) {
        let takes = self.latencies.host_command;
        let always = Span {
            shortest: takes,
            longest: takes,
        };
        self.passes(name, always, after);
    }

    /// AWS removes it a while after the call, and its network interface later still.
    pub(super) fn goes(&mut self, name: &str, usually: Duration, linger: Duration) {
        let lasts = self.drawn.get(name).copied().unwrap_or(usually);
        self.schedule
            .set(format!("usable {name}"), &[(&format!("done {name}"), lasts)], Duration::ZERO);
        self.schedule.set(
            format!("usable interface of {name}"),
            &[(&format!("usable {name}"), linger)],
            Duration::ZERO,
        );
    }
}
