//! Every password that RDS takes: it is refused at the prompt, or comes whole out of each file it is written into, and is quoted nowhere.

use std::io::Write;
use std::process::{Command, Stdio};

use jalon::foreign::quote;
use jalon::hosts::{AppLanguage, AppSettings, MySqlLogin};
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::Asked;
use jalon_sandbox::{ApiError, Intervention};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::support::{Endpoint, Part, Proxy, Rehearsal, ServedSandbox, problem, write_private};

/// What RDS takes, with much of what files take for their own.
fn passwords() -> impl Strategy<Value = String> {
    prop_oneof!["[!#-.0-?A-~]{8,41}", "[a-c'\\\\$#{}%!`]{8,16}"]
}

fn settings(password: &str) -> AppSettings {
    AppSettings {
        database_host: "db.example".to_owned(),
        database_port: 3306,
        database: "app".to_owned(),
        user: "admin".to_owned(),
        password: password.to_owned().into(),
        secret_key: "k".repeat(32).into(),
        port: 5085,
        time_zone: "Europe/Paris".to_owned(),
        language: AppLanguage::Browser,
    }
}

fn is_taken(password: &str) -> bool {
    match WALKTHROUGH.asked_as("database.password").unwrap() {
        Asked::Secret(secret) => secret.validate(password).is_ok(),
        Asked::Question(_) => panic!("the password is a question"),
    }
}

/// A value in single quotes as Compose 2 reads it. Its versions differ in how they see that a quote is escaped: by the character before it,
/// or by whether that one is escaped itself.
fn compose_reads(line: &str, by_state: bool) -> Option<String> {
    let quoted = line.strip_prefix("DB_PASS='")?;
    let (mut previous, mut is_escaped) = ('\0', false);
    for (at, character) in quoted.char_indices() {
        if character == '\'' && !(if by_state { is_escaped } else { previous == '\\' }) {
            let rest = &quoted[at + 1..];
            return rest.is_empty().then(|| quoted[..at].replace("\\'", "'"));
        }
        is_escaped = character == '\\' && !is_escaped;
        previous = character;
    }
    None
}

/// A value of an option file (MySQL's manual, "Using Option Files": quotes, and the escapes \b \t \n \r \\ \s).
fn mysql_reads(line: &str) -> Option<String> {
    let quoted = line.strip_prefix("password=\"")?.strip_suffix('"')?;
    let (mut value, mut characters) = (String::new(), quoted.chars());
    while let Some(character) = characters.next() {
        value.push(match character {
            '\\' => match characters.next()? {
                'b' => '\u{8}',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                's' => ' ',
                other => other,
            },
            other => other,
        });
    }
    Some(value)
}

fn line<'a>(file: &'a str, name: &str) -> Option<&'a str> {
    file.lines().find(|line| line.starts_with(name))
}

fn unescaped(encoded: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn every_password_comes_whole_out_of_every_file(password in passwords()) {
        let file = settings(&password).env_file(true);
        let (_, login) = line(&file, "DATABASE_URL=").unwrap().split_once("//admin:").unwrap();
        prop_assert_eq!(unescaped(login.split_once('@').unwrap().0), password.clone());
        match line(&file, "DB_PASS=") {
            Some(line) => for by_state in [false, true] {
                prop_assert_eq!(compose_reads(line, by_state), Some(password.clone()), "{}", line);
            },
            None => prop_assert!(!is_taken(&password), "a password that is taken has no line"),
        }
        let login = MySqlLogin {
            host: "db".to_owned(),
            port: 3306,
            user: "admin".to_owned(),
            password: password.clone().into(),
            database: "app".to_owned(),
        };
        let options = String::from_utf8(login.option_file()).unwrap();
        prop_assert_eq!(mysql_reads(line(&options, "password=").unwrap()), Some(password));
    }

    #[test]
    fn no_file_that_holds_a_password_is_quoted_with_it(password in passwords()) {
        let settings = settings(&password);
        for file in [settings.env_file(true), format!("{:?}", settings.env_file(true)), serde_json::to_string(&settings.env_file(true)).unwrap()] {
            let quoted = quote(&format!("unexpected character in {file}"));
            prop_assert!(!quoted.contains(&password) && !quoted.contains(&format!("{password:?}").trim_matches('"').to_owned()), "{quoted}");
            prop_assert!(quoted.contains("***"), "{quoted}");
        }
    }
}

#[test]
fn compose_1_reads_every_password_that_is_taken() {
    // Its reader is python-dotenv.
    let Some(compose) = Part::DockerCompose.or_not_run() else {
        return;
    };
    let python = compose.with_file_name("python");
    let read = "import io, json, sys\nfrom dotenv import dotenv_values\n\
                print(json.dumps([dotenv_values(stream=io.StringIO(t), interpolate=False)['DB_PASS'] for t in json.load(sys.stdin)]))";
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut taken = Vec::new();
    while taken.len() < 500 {
        let password = passwords().new_tree(&mut runner).unwrap().current();
        if is_taken(&password) {
            taken.push(password);
        }
    }
    let files: Vec<String> = taken.iter().map(|password| settings(password).env_file(true)).collect();
    let mut child = Command::new(python)
        .args(["-c", read])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(&serde_json::to_vec(&files).unwrap())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    if !output.status.success() {
        return Part::DockerCompose.is_broken("its python has no dotenv");
    }
    let values: Vec<String> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(values, taken);
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_that_repeats_the_password_is_not_repeated() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    let folder = rehearsal.folder();
    rehearsal
        .simulator
        .set_interceptor(move |call| match call.operation.as_str() {
            "CreateDBInstance" => {
                let kept = folder.read("secrets.json").unwrap().unwrap();
                let secrets: serde_json::Value = serde_json::from_slice(&kept).unwrap();
                let password = secrets["database.password"].as_str().unwrap().to_owned();
                Intervention::Answer(ApiError::new(
                    "InvalidParameterValue",
                    format!("not {password:?}, nor {password}"),
                ))
            }
            _ => Intervention::Proceed,
        });
    let error = rehearsal.walk(None, &[]).await.err().unwrap();
    let secrets: serde_json::Value = serde_json::from_str(&rehearsal.kept("secrets.json").unwrap()).unwrap();
    let password = secrets["database.password"].as_str().unwrap();
    let state = rehearsal.kept("state.json").unwrap();
    let told = problem(&error);
    assert!(told.contains("***") && !told.contains(password), "{told}");
    assert!(state.contains("***") && !state.contains(password), "{state}");
}

/// Passwords that each notation writes in another way.
const AWKWARD: [&str; 5] = [
    "it's$HOME#1'x",
    "a\\b'c$d{e}`f`",
    "%41%42+plus&more",
    "<b>&amp;<b>;ok",
    "!tilde~^caret|*",
];

/// A password as programs repeat it: plain, quoted for several readers, encoded.
fn repeated(password: &str) -> Vec<String> {
    use base64::Engine;
    let percent = |upper_case: bool| -> String {
        let encoded = password.bytes().map(|byte| match byte {
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ if upper_case => format!("%{byte:02X}"),
            _ => format!("%{byte:02x}"),
        });
        encoded.collect()
    };
    vec![
        password.to_owned(),
        format!("{password:?}"),
        serde_json::to_string(password).unwrap(),
        format!("'{}'", password.replace('\'', "'\\''")),
        format!("'{}'", password.replace('\'', "''")),
        password.replace('\\', "\\\\").replace('\'', "\\'"),
        password.replace('$', "$$"),
        percent(true),
        percent(false),
        password
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('\'', "&#39;"),
        base64::engine::general_purpose::STANDARD.encode(password),
    ]
}

fn with_entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn an_awkward_password_that_an_endpoint_repeats_in_another_notation_stands_nowhere() {
    let sandbox = ServedSandbox::start_with(&["--latency", "0"]);
    for password in AWKWARD {
        let said = format!("MasterUserPassword: {}", repeated(password).join(" or "));
        let proxy = Proxy::meddling(&sandbox.url(), move |request, status, answer| {
            if !request.contains("Action=CreateDBInstance&") {
                return (status, answer);
            }
            let error = format!(
                "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameterValue</Code><Message>{}</Message></Error>\
                 <RequestId>r</RequestId></ErrorResponse>",
                with_entities(&said)
            );
            (400, error)
        });
        let jalon = proxy.jalon().with("AWS_REGION", "us-east-1");
        write_private(
            jalon.folder().join("answers.toml"),
            format!("[database]\npassword = {}\n", serde_json::to_string(password).unwrap()),
        );
        for output in ["text", "json"] {
            let walk = [
                "walk",
                "--yes",
                "-v",
                "--until",
                "database",
                "--answers",
                "answers.toml",
                "--output",
                output,
            ];
            let run = jalon.run(&walk);
            assert_eq!(run.code, Some(1), "{}", run.stderr);
            let state = std::fs::read_to_string(jalon.kept("state.json")).unwrap();
            assert!(
                run.stderr.contains("MasterUserPassword") && run.stderr.contains("***"),
                "{}",
                run.stderr
            );
            for repeated in repeated(password) {
                for (place, text) in [("stderr", &run.stderr), ("stdout", &run.stdout), ("state.json", &state)] {
                    let text = text.replace("\n       ", " ");
                    assert!(!text.contains(&repeated), "{repeated} in {place}: {text}");
                }
            }
            // The endpoint has made it all the same.
            jalon.run(&["destroy", "--yes"]).ends_with(0);
        }
    }
}
