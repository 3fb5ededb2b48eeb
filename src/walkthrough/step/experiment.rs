//! Experiments: something of a step to predict, and the commands that show it.

use std::sync::Arc;

use crate::hosts::HostCommand;
use crate::resources::AnyResource;
use jalon_reachability::LabelKind;

/// Something of a step to predict, and what shows it. Its texts are in the language that is spoken.
pub struct Experiment {
    /// Its name within its step, e.g. `two-tables`.
    pub name: &'static str,
    /// What is to be predicted.
    pub question: String,
    /// The answers to choose from, one of which is right.
    pub choices: Vec<String>,
    /// The place of the right one, from 0.
    pub right: usize,
    /// What is run, one after the other.
    pub trials: Vec<Trial>,
    /// What they show.
    pub shows: String,
    /// What would happen otherwise.
    pub otherwise: String,
}

impl Experiment {
    /// Whether it writes something into the person's own application.
    pub fn writes(&self) -> bool {
        self.trials.iter().any(Trial::writes)
    }

    /// What it makes on AWS, and takes down again.
    pub fn makes(&self) -> Option<&Arc<dyn AnyResource>> {
        self.trials.iter().find_map(|trial| match trial {
            Trial::Make(resource) => Some(resource),
            _ => None,
        })
    }

    /// Whether it reads the network and nothing else.
    pub fn reads_network_alone(&self) -> bool {
        self.trials.iter().all(|trial| matches!(trial, Trial::Reach { .. }))
    }

    /// Whether it looks at hosts from within.
    pub fn needs_hosts(&self) -> bool {
        self.trials.iter().any(Trial::needs_hosts)
    }
}

/// One command of an experiment, and what it is expected to show. None of them but [`Trial::Make`] changes anything on AWS.
pub enum Trial {
    /// Something is made on AWS, looked at by the trials after it, and taken down again.
    Make(Arc<dyn AnyResource>),
    /// `jalon reach FROM TO`. The ends are named as it takes them.
    Reach {
        /// Who sends.
        from: String,
        /// Who is to be reached.
        to: String,
        /// How the path is expected to end.
        ends: Ending,
    },
    /// `jalon ssh HOST -- COMMAND`
    OnHost {
        /// The host.
        host: &'static str,
        /// What is run there.
        command: HostCommand,
        /// What it is expected to print.
        prints: Printed,
    },
    /// `jalon verify STEP`, of the step that has the application: its proof signs somebody up.
    SignUp,
    /// `jalon plan STEP`
    Plan {
        /// An answer to plan with: a question's key and the value.
        set: Option<(&'static str, String)>,
        /// Whether it is expected to make something.
        makes: bool,
    },
}

/// How a path is expected to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Both packets arrive.
    Open,
    /// One is stopped, wherever that is.
    Closed,
    /// One is stopped by a thing of this kind.
    StoppedBy(LabelKind),
}

/// What a command is expected to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// This is in it.
    pub has: String,
    /// This is not in it, where something is named.
    pub lacks: Option<String>,
}

impl Printed {
    /// With this in it.
    pub fn with(has: impl Into<String>) -> Self {
        Self {
            has: has.into(),
            lacks: None,
        }
    }

    /// The same, without that in it.
    pub fn without(self, lacks: impl Into<String>) -> Self {
        Self {
            lacks: Some(lacks.into()),
            ..self
        }
    }

    /// Whether a text is as expected.
    pub fn is_met_by(&self, text: &str) -> bool {
        text.contains(&self.has) && self.lacks.as_ref().is_none_or(|lacks| !text.contains(lacks.as_str()))
    }
}

impl Trial {
    fn reach(from: impl Into<String>, to: impl Into<String>, ends: Ending) -> Self {
        Self::Reach {
            from: from.into(),
            to: to.into(),
            ends,
        }
    }

    /// `from` reaches `to`.
    pub fn open(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self::reach(from, to, Ending::Open)
    }

    /// `from` does not reach `to`.
    pub fn closed(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self::reach(from, to, Ending::Closed)
    }

    /// A thing of this kind stops what `from` sends to `to`.
    pub fn stopped_by(kind: LabelKind, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self::reach(from, to, Ending::StoppedBy(kind))
    }

    /// A command on a host prints this.
    pub fn on_host(host: &'static str, command: HostCommand, prints: Printed) -> Self {
        Self::OnHost { host, command, prints }
    }

    fn writes(&self) -> bool {
        matches!(self, Self::SignUp)
    }

    /// Whether it looks at hosts from within.
    pub(in crate::walkthrough) fn needs_hosts(&self) -> bool {
        matches!(self, Self::OnHost { .. } | Self::SignUp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_has_one_text_and_lacks_another() {
        let printed = Printed::with("10.0.0.4").without("203.0.113.7");
        assert!(printed.is_met_by("ens5 10.0.0.4/20"));
        assert!(!printed.is_met_by("ens5 10.0.0.4/20 203.0.113.7/32"));
        assert!(!printed.is_met_by("lo 127.0.0.1/8"));
    }

    #[test]
    fn signing_up_writes_and_needs_a_host() {
        let with = |trials: Vec<Trial>| Experiment {
            name: "one",
            question: String::new(),
            choices: Vec::new(),
            right: 0,
            trials,
            shows: String::new(),
            otherwise: String::new(),
        };
        let reach = with(vec![Trial::open("me", "app-host")]);
        assert!(!reach.writes() && !reach.needs_hosts());
        let sign_up = with(vec![Trial::open("me", "app-host"), Trial::SignUp]);
        assert!(sign_up.writes() && sign_up.needs_hosts());
    }
}
