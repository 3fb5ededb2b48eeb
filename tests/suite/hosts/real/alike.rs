//! The simulated hosts and a real one answer the same commands, and jalon can't tell them apart by what it reads of an answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use jalon::aws::Clock;
use jalon::hosts::{HostCommand, Hosts, MySqlLogin, Said, SimulatedHosts};
use serde_json::Value;

use super::engine::{Bounds, Engine};
use super::first_boots::boot;
use super::ground::{DATABASE, ENGINE, Ground};
use super::names::user_data;
use super::{APP_HOST, PORT, deploy, login, sample, settings, trust};
use crate::support::Rehearsal;

/// Whoever asks, where the rehearsal stands.
const ASKER: std::net::Ipv4Addr = std::net::Ipv4Addr::new(192, 0, 2, 10);
const FOLDER: &str = "app";

/// Commands on the application's host, each with a name, that end well or badly.
fn commands(login: &MySqlLogin) -> Vec<(&'static str, HostCommand)> {
    let query = |password: &str, statement: &str| HostCommand::Query {
        login: MySqlLogin {
            password: password.to_owned().into(),
            ..login.clone()
        },
        statement: statement.to_owned(),
    };
    let right = login.password.expose().to_owned();
    let paths = ["Dockerfile", "compose.yaml", "crew/start.py", "no-such-file"]
        .map(str::to_owned)
        .to_vec();
    vec![
        ("log in", HostCommand::LogIn),
        ("first boot", HostCommand::FirstBoot { wait: false }),
        ("first boot, waited for", HostCommand::FirstBoot { wait: true }),
        ("boot log", HostCommand::BootLog),
        ("Docker's version", HostCommand::DockerVersion),
        (
            "files and notes",
            HostCommand::CompareFiles {
                folder: FOLDER,
                paths,
                notes: &[".jalon-deployed", ".no-such-note"],
            },
        ),
        ("containers", HostCommand::Containers { folder: FOLDER }),
        ("built again", HostCommand::BuildImages { folder: FOLDER }),
        ("started again", HostCommand::StartContainers { folder: FOLDER }),
        ("the application", HostCommand::AskApplication { port: PORT }),
        (
            "a row",
            query(&right, "SELECT COUNT(*) FROM users WHERE username = \"nobody\""),
        ),
        ("a wrong password", query("wrong", "SELECT 1")),
        (
            "the database's port",
            HostCommand::Connect {
                host: login.host.clone(),
                port: login.port,
            },
        ),
        (
            "in a folder without a compose file",
            HostCommand::BuildImages { folder: "nowhere" },
        ),
    ]
}

/// What jalon reads of an answer.
fn read(name: &str, said: &Said) -> String {
    let text = match name {
        "first boot" | "first boot, waited for" => {
            let start = said.stdout.find('{').unwrap();
            let document: Value = serde_json::from_str(&said.stdout[start..]).unwrap();
            format!("{} {}", document["status"], document["errors"])
        }
        // Of texts for people: the words that end the log, a number's form, that something is there.
        "boot log" => {
            let last = said.stdout.trim_end().lines().next_back().unwrap();
            format!(
                "{} {}",
                last.contains(" finished at "),
                last.contains("Datasource DataSource")
            )
        }
        "Docker's version" => {
            let numbers = said.stdout.trim().split('+').next().unwrap();
            format!(
                "{} {}",
                numbers.split('.').count(),
                numbers.split('.').all(|number| number.parse::<u32>().is_ok())
            )
        }
        // A note's digits are of what was built there.
        "files and notes" => {
            let (rest, note) = said.stdout.split_once(".jalon-deployed ").unwrap();
            format!("{rest}.jalon-deployed {}", note.trim_end().len())
        }
        "built again" | "started again" => String::new(),
        _ => said.stdout.trim_end().to_owned(),
    };
    format!("{}: {text}", if said.is_success() { "succeeds" } else { "fails" })
}

async fn answers(hosts: &Hosts, login: &MySqlLogin) -> BTreeMap<&'static str, String> {
    let mut answers = BTreeMap::new();
    for (name, command) in commands(login) {
        let said = hosts.run(APP_HOST, &command).await.unwrap();
        answers.insert(name, read(name, &said));
    }
    answers
}

/// The text under a name, wherever it stands in a document.
fn find(document: &Value, key: &str) -> Option<String> {
    let fields = document.as_object()?;
    let found = fields.get(key).and_then(Value::as_str).map(str::to_owned);
    found.or_else(|| fields.values().find_map(|value| find(value, key)))
}

/// The answers of a rehearsal's host after a whole walk, on a clock that nobody waits for.
fn simulated() -> BTreeMap<&'static str, String> {
    let rehearse = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build();
        runtime.unwrap().block_on(async {
            let rehearsal = Rehearsal::new().with_hosts();
            rehearsal.walk(None, &[]).await.unwrap();
            let folder = rehearsal.folder();
            let hosts = SimulatedHosts::new(rehearsal.simulator.clone(), &folder, "demo", ASKER);
            let hosts = Hosts::reached_by(Arc::new(hosts), Clock::real());
            let kept = |file: &str, key: &str| find(&serde_json::from_str(&rehearsal.kept(file).unwrap()).unwrap(), key).unwrap();
            let endpoint = kept("state.json", "database-endpoint");
            let (host, port) = endpoint.split_once(':').unwrap();
            let login = MySqlLogin {
                host: host.to_owned(),
                port: port.parse().unwrap(),
                user: "admin".to_owned(),
                password: kept("secrets.json", "database.password").into(),
                database: "app".to_owned(),
            };
            answers(&hosts, &login).await
        })
    };
    std::thread::spawn(rehearse).join().unwrap()
}

#[tokio::test]
async fn simulated_and_real_hosts_answer_alike() {
    let Some(ground) = Ground::or_not_run() else { return };
    let Some(database) = ground.database() else { return };
    let (_engine, ssh) = Engine::with_bases(&ground, Bounds::default()).await;
    let hosts = ground.hosts(ENGINE, None);
    boot(&ssh, &user_data()).await;
    trust(&ssh, &database).await;
    let login = login(&DATABASE.to_string(), database.port());
    deploy(&hosts, sample(), &settings(&login)).await.unwrap();
    assert_eq!(answers(&hosts, &login).await, simulated());
}
