//! What a person or a crash may leave in a file, or type: any bytes are read or refused, never a panic, never overwritten.

use std::collections::{BTreeMap, BTreeSet};

use jalon::checkpoint::{
    Checkpoint, FORMAT, Folder, LastCommand, ResourceRecord, ResourceStatus, STATE_FILE, Secrets, StateFile, Talk, read_state,
};
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{Answers, AnyQuestion, Given};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::support::{advice, problem};

const FIXTURE: &[u8] = include_bytes!("../fixtures/state-1.json");

/// How often a property is tried: this often, or `PROPTEST_CASES` times.
fn tries(usual: u32) -> Config {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => Config::default(),
        None => Config::with_cases(usual),
    }
}

/// A whole state file with some bytes changed, or cut short.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((0..FIXTURE.len(), any::<u8>()), 0..6);
    (changes, 0..=FIXTURE.len()).prop_map(|(changes, length)| {
        let mut bytes = FIXTURE.to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        bytes.truncate(length);
        bytes
    })
}

fn answer() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        prop::collection::vec(any::<String>(), 0..3).prop_map(Into::into),
    ]
}

fn record() -> impl Strategy<Value = ResourceRecord> {
    let moment = (0..4_102_444_800_i64).prop_map(|second| Timestamp::from_second(second).unwrap());
    let status = prop::sample::select(vec![
        ResourceStatus::Intended,
        ResourceStatus::Accepted,
        ResourceStatus::Ready,
    ]);
    let needs = prop::collection::vec(any::<String>(), 0..3);
    (
        any::<[String; 2]>(),
        any::<u32>(),
        any::<Option<String>>(),
        status,
        needs,
        moment,
    )
        .prop_map(|([kind, step], generation, id, status, needs, intended_at)| ResourceRecord {
            kind,
            step,
            generation,
            id,
            status,
            needs,
            intended_at,
            ready_at: None,
        })
}

fn state() -> impl Strategy<Value = StateFile> {
    let answers = prop::collection::btree_map(any::<String>(), answer(), 0..4);
    let resources = prop::collection::btree_map(any::<String>(), record(), 0..4);
    let outputs = prop::collection::btree_map(any::<String>(), any::<String>(), 0..4);
    (answers, resources, outputs, any::<Option<String>>()).prop_map(|(answers, resources, outputs, endpoint_url)| StateFile {
        format: FORMAT,
        deployment: "demo".to_owned(),
        id: Some("20260102-k7wm3d".to_owned()),
        account: "123456789012".to_owned(),
        region: "us-east-1".to_owned(),
        cloud: "sandbox".to_owned(),
        endpoint_url,
        created_at: Timestamp::UNIX_EPOCH,
        last_command: Some(LastCommand {
            name: "walk".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        }),
        answers,
        tags: BTreeMap::from([("team".to_owned(), String::new())]),
        budget_a_day: Some(2.5),
        expiry: None,
        steps: BTreeMap::new(),
        generations: BTreeMap::from([("vpc/main".to_owned(), 3)]),
        unsettled: BTreeMap::from([("vpc/main".to_owned(), 1)]),
        resources,
        pauses: Vec::new(),
        talk: Talk {
            asks_each: Some(true),
            answered: BTreeSet::from(["vpc.cidr".to_owned()]),
            confirmed: BTreeMap::from([("vpc".to_owned(), BTreeMap::new())]),
            ..Talk::default()
        },
        is_brief: true,
        outputs,
    })
}

/// The key of a question of the walkthrough.
fn question() -> impl Strategy<Value = &'static str> {
    let keys: Vec<&str> = WALKTHROUGH.questions().map(AnyQuestion::key).collect();
    prop::sample::select(keys)
}

fn named(key: &str) -> &'static dyn AnyQuestion {
    WALKTHROUGH.questions().find(|question| question.key() == key).unwrap()
}

/// An IPv4 range read by other means: its address and length, if the text is one in AWS's form.
fn range(text: &str) -> Option<(u32, u32)> {
    let (address, length) = text.split_once('/')?;
    let mut bits = 0;
    let parts: Vec<&str> = address.split('.').collect();
    for part in &parts {
        bits = bits << 8 | u32::from(part.parse::<u8>().ok()?);
    }
    let length: u32 = length.parse().ok()?;
    let host_bits = u32::MAX.checked_shr(length).unwrap_or(0);
    (parts.len() == 4 && length <= 32 && bits & host_bits == 0).then_some((bits, length))
}

proptest! {
    #![proptest_config(tries(128))]

    #[test]
    fn a_state_file_of_any_bytes_is_read_or_refused_and_left_as_it_was(bytes in prop_oneof![any::<Vec<u8>>(), mutated()]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(STATE_FILE);
        std::fs::write(&path, &bytes).unwrap();
        match read_state(&Folder::at(folder.path()), "demo") {
            Ok(state) => prop_assert_eq!(state.map(|state| state.deployment), Some("demo".to_owned())),
            Err(error) => prop_assert!(advice(&error.into()).is_some()),
        }
        prop_assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn a_state_file_loads_as_it_was_written(state in state()) {
        let folder = tempfile::tempdir().unwrap();
        Checkpoint::create(&Folder::at(folder.path()), state.clone()).unwrap();
        prop_assert_eq!(read_state(&Folder::at(folder.path()), "demo").unwrap(), Some(state));
    }

    #[test]
    fn secrets_are_kept_as_they_were_given(secrets: BTreeMap<String, String>) {
        let folder = tempfile::tempdir().unwrap();
        let kept = Secrets::in_folder(&Folder::at(folder.path()));
        for (name, secret) in &secrets {
            kept.set(name, &secret.clone().into()).unwrap();
        }
        for (name, secret) in secrets {
            let made = kept.get_or_make(&name, || "another".to_owned().into()).unwrap();
            prop_assert_eq!(made.expose(), &secret);
            prop_assert_eq!(kept.get(&name).unwrap(), Some(secret.into()));
        }
    }

    #[test]
    fn a_secrets_file_that_cannot_be_read_is_never_overwritten_nor_quoted(secret in "[a-zA-Z]{12}", tail in "[^\"\\\\{}]{0,20}") {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets.json");
        let broken = format!("{{\"database.password\": \"{secret}\"{tail}");
        std::fs::write(&path, &broken).unwrap();
        let error = Secrets::in_folder(&Folder::at(folder.path())).set("other", &"x".to_owned().into()).unwrap_err();
        prop_assert!(!problem(&error.into()).contains(&secret));
        prop_assert_eq!(std::fs::read_to_string(&path).unwrap(), broken);
    }

    #[test]
    fn an_answers_file_of_any_text_is_read_or_refused(text in prop_oneof![any::<String>(), "(\\[(vpc|site|[a-z.]{0,5})\\]\n)?([a-z-]{1,8} = [ -~]{0,12}\n){0,3}"]) {
        if let Err(error) = Given::new(&[], Some(("answers.toml", &text)), &WALKTHROUGH) {
            prop_assert!(advice(&error).is_some(), "{}", error);
        }
    }

    #[test]
    fn a_broken_answers_file_never_shows_a_password(secret in "[a-zA-Z]{12}", tail in "[ -~]{0,20}") {
        let text = format!("[database]\npassword = \"{secret}{tail}\nuser = \"admin\"\n");
        if let Err(error) = Given::new(&[], Some(("answers.toml", &text)), &WALKTHROUGH) {
            let told = format!("{} {}", problem(&error), advice(&error).unwrap_or_default());
            prop_assert!(!told.contains(&secret), "{}", told);
        }
    }

    #[test]
    fn any_set_option_is_taken_or_refused_with_advice(option: String, key in question(), value: String) {
        for option in [option, format!("{key}={value}")] {
            match Given::new(&[option], None, &WALKTHROUGH) {
                Ok(given) => {
                    let question = named(key);
                    let _ = given.answer(question, &Answers::default());
                }
                Err(error) => prop_assert!(advice(&error).is_some(), "{}", error),
            }
        }
    }

    #[test]
    fn a_checked_answer_is_accepted_again_as_it_is_shown(key in question(), text in ".{0,40}") {
        let question = named(key);
        let answers = Answers::default();
        if let Ok(answer) = question.parse(&text, &answers) {
            prop_assert_eq!(question.validate(answer.clone(), &answers), Ok(answer.clone()));
            prop_assert_eq!(question.parse(&answer.to_string(), &answers), Ok(answer));
        }
    }

    #[test]
    fn a_vpc_range_is_taken_if_and_only_if_aws_and_sixteen_subnets_would(
        text in prop_oneof!["[0-9./]{0,20}", "[0-9]{1,3}\\.[0-9]{1,3}\\.(0|[0-9]{1,3})\\.0/[0-9]{1,3}", "10\\.[0-9]\\.0\\.0/(16|20|24|25)"],
    ) {
        let question = named("vpc.cidr");
        let wanted = range(&text).is_some_and(|(_, length)| (16..=24).contains(&length));
        let taken = question.parse(&text, &Answers::default());
        // An address is written without leading zeros and signs; how lenient a reader is with them is not AWS's concern.
        prop_assume!(!text.split(['.', '/']).any(|part| part.len() > 1 && part.starts_with('0')));
        prop_assert_eq!(taken.is_ok(), wanted, "{}: {:?}", text, taken);
    }

    #[test]
    fn nobody_is_trusted_by_a_range_wider_than_an_eighth(address: [u8; 4], length in 0_u8..=32) {
        let question = named("app-host.trusted-cidrs");
        let bits = u32::from_be_bytes(address) & u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
        let text = format!("{}/{length}", std::net::Ipv4Addr::from(bits));
        prop_assert_eq!(question.parse(&text, &Answers::default()).is_ok(), length >= 8, "{}", text);
    }
}
