//! What may follow, by itself: steps, question keys and their values, deployments, hosts and the ends of paths.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap_complete::engine::CompletionCandidate;

use crate::checkpoint::{Folder, known_deployments, read_state};
use crate::locale::say;
use crate::steps::WALKTHROUGH;
use crate::ui::all_words;
use crate::walkthrough::{AnswerKind, AnyQuestion, Asked};

type Candidates = Vec<CompletionCandidate>;

fn candidate(value: impl Into<OsString>, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help((!help.is_empty()).then(|| help.to_owned().into()))
}

/// The steps, with their titles.
pub(super) fn steps() -> Candidates {
    WALKTHROUGH.iter().map(|step| candidate(step.id(), step.title())).collect()
}

/// What can be explained: steps, questions and words.
pub(super) fn topics() -> Candidates {
    let asked = WALKTHROUGH
        .asked()
        .map(|asked| candidate(asked.key(), asked.question().map_or("", |question| question.prompt())));
    let words = all_words().iter().map(|word| candidate(word.key, &word.name()));
    steps().into_iter().chain(asked).chain(words).collect()
}

/// The hosts: each is named after the step that makes it.
pub(super) fn hosts() -> Candidates {
    let hosts = WALKTHROUGH.roles().host_zones.iter().map(|(host, _)| *host);
    hosts.map(|host| candidate(host, title_of(host))).collect()
}

fn title_of(step: &str) -> &'static str {
    WALKTHROUGH.get(step).map(|step| step.title()).unwrap_or_default()
}

/// The ends of a path: hosts, what always has a name, and the deployment's subnets as far as they are recorded.
pub(super) fn ends() -> Candidates {
    let say = say();
    let named = [
        ("database", say.complete_database()),
        ("internet", say.complete_internet()),
        ("me", say.complete_me()),
    ];
    let subnets = recorded_subnets()
        .into_iter()
        .map(|subnet| candidate(subnet, &say.complete_subnet()));
    let named = named.into_iter().map(|(name, help)| candidate(name, &help));
    hosts().into_iter().chain(named).chain(subnets).collect()
}

/// The ends of a path with a port or a ping behind them, once a colon is typed.
pub(super) fn targets(typed: &OsStr) -> Candidates {
    let typed = typed.to_string_lossy();
    let all = match typed.rsplit_once(':') {
        None => ends(),
        Some((name, _)) => [
            ("icmp", say().complete_ping()),
            ("22", "SSH".to_owned()),
            ("443", "HTTPS".to_owned()),
        ]
        .map(|(port, help)| candidate(format!("{name}:{port}"), &help))
        .into(),
    };
    beginning_with(&typed, all)
}

/// Question keys with a `=` behind them, and the values of those that have only a few. A secret belongs on no command line.
pub(super) fn answers(typed: &OsStr) -> Candidates {
    let typed = typed.to_string_lossy();
    let questions = WALKTHROUGH.asked().filter_map(Asked::question);
    let all = match typed.split_once('=') {
        None => questions
            .map(|question| candidate(format!("{}=", question.key()), question.prompt()))
            .collect(),
        Some((key, _)) => questions
            .filter(|question| question.key() == key)
            .flat_map(values)
            .map(|value| candidate(format!("{key}={value}"), ""))
            .collect(),
    };
    beginning_with(&typed, all)
}

fn values(question: &dyn AnyQuestion) -> Vec<String> {
    match question.kind() {
        AnswerKind::Flag => vec!["true".to_owned(), "false".to_owned()],
        AnswerKind::Choice(choices) => choices,
        AnswerKind::Text | AnswerKind::Integer { .. } | AnswerKind::List => Vec::new(),
    }
}

fn beginning_with(typed: &str, mut all: Candidates) -> Candidates {
    all.retain(|candidate| candidate.get_value().to_string_lossy().starts_with(typed));
    all
}

/// The deployments that the state directory remembers.
pub(super) fn deployments() -> Candidates {
    let known = known_deployments(&state_dir()).unwrap_or_default();
    let place = |known: &crate::checkpoint::Remembered| match &known.state {
        Ok(state) => say().complete_deployment(state.cloud.as_str(), state.region.as_str()),
        Err(_) => String::new(),
    };
    known
        .iter()
        .map(|known| candidate(known.name.as_str(), &place(known)))
        .collect()
}

/// The subnets of the deployment, by their keys.
fn recorded_subnets() -> Vec<String> {
    let name = typed_value("--deployment")
        .or_else(|| std::env::var_os("JALON_DEPLOYMENT").filter(|name| !name.is_empty()))
        .and_then(|name| name.into_string().ok())
        .unwrap_or_else(|| "demo".to_owned());
    let folder = Folder::at(state_dir().join(&name));
    let state = read_state(&folder, &name).ok().flatten();
    let keys = state.into_iter().flat_map(|state| state.resources.into_keys());
    keys.filter(|key| key.starts_with("subnet/")).collect()
}

/// The state directory of the command that is being typed.
fn state_dir() -> PathBuf {
    let given = typed_value("--state-dir").or_else(|| std::env::var_os("JALON_STATE_DIR").filter(|path| !path.is_empty()));
    given.map_or_else(|| PathBuf::from(".jalon"), PathBuf::from)
}

/// The value of an option among the words typed so far: the shell hands them over behind `--`.
fn typed_value(option: &str) -> Option<OsString> {
    let words: Vec<OsString> = std::env::args_os().skip_while(|word| word != "--").skip(1).collect();
    value_among(&words, option)
}

fn value_among(words: &[OsString], option: &str) -> Option<OsString> {
    words
        .iter()
        .enumerate()
        .find_map(|(at, word)| match word.to_str()?.strip_prefix(option)? {
            "" => words.get(at + 1).cloned(),
            rest => rest.strip_prefix('=').map(OsString::from),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(candidates: Candidates) -> Vec<String> {
        let values = candidates
            .iter()
            .map(|candidate| candidate.get_value().to_string_lossy().into_owned());
        values.collect()
    }

    #[test]
    fn a_question_is_completed_to_its_key_and_then_to_its_values() {
        assert_eq!(texts(answers(OsStr::new("vpc.c"))), ["vpc.cidr="]);
        assert_eq!(texts(answers(OsStr::new("vpc.s3-endpoint=t"))), ["vpc.s3-endpoint=true"]);
        assert!(texts(answers(OsStr::new("vpc.cidr="))).is_empty());
    }

    #[test]
    fn what_can_be_explained_is_completed() {
        let topics = texts(topics());
        for topic in ["vpc", "vpc.cidr", "database.password", "route-table"] {
            assert!(topics.iter().any(|known| known == topic), "{topic}");
        }
    }

    #[test]
    fn no_secret_is_completed() {
        let secret = WALKTHROUGH.asked().find_map(Asked::secret).unwrap();
        assert!(texts(answers(OsStr::new(secret.key))).is_empty(), "{}", secret.key);
    }

    #[test]
    fn an_option_has_its_value_behind_it_or_behind_an_equals_sign() {
        for line in ["jalon --state-dir here list", "jalon list --state-dir=here"] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(value_among(&words, "--state-dir"), Some("here".into()), "{line}");
        }
        assert_eq!(value_among(&["jalon".into(), "--state-dir".into()], "--state-dir"), None);
    }
}
