//! Every question of every step, asked again once everything is built: another answer takes effect on AWS or on the hosts, or it is refused
//! with the answer in force. None is remembered without an effect.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::time::Duration;

use jalon::hosts::{HostAccess, HostCommand, SimulatedHosts};
use jalon::steps::WALKTHROUGH;
use jalon_testkit::outside::picture;

use crate::support::{Rehearsal, advice, problem};

/// Two answers to each question, and what else is answered there.
const ANSWERS: &[(&str, [&str; 2], &[&str])] = &[
    ("vpc.name", ["demo", "shop"], &[]),
    ("vpc.cidr", ["10.0.0.0/16", "10.7.0.0/16"], &[]),
    ("vpc.availability-zones", ["2", "3"], &[]),
    ("vpc.s3-endpoint", ["yes", "no"], &[]),
    ("app-host.instance-type", ["t3.micro", "t3.small"], &[]),
    ("app-host.image", ["newest", "ami-0a1b2c3d4e5f60001"], &[]),
    ("app-host.zone", ["1", "2"], &[]),
    (
        "app-host.trusted-cidrs",
        ["192.0.2.10/32", "192.0.2.10/32, 198.51.100.0/24"],
        &[],
    ),
    ("app-host.port", ["5085", "8080"], &[]),
    ("app-host.time-zone", ["Europe/Paris", "Africa/Nairobi"], &[]),
    ("database.identifier", ["demo-db", "ledger"], &[]),
    ("database.class", ["db.t4g.micro", "db.t4g.small"], &[]),
    ("database.version", ["8.4", "8.0"], &[]),
    ("database.name", ["app", "shop"], &[]),
    ("database.user", ["admin", "keeper"], &[]),
    ("database.backup-retention-days", ["1", "7"], &[]),
    ("database.storage-ceiling-gib", ["100", "200"], &[]),
    ("database.storage-type", ["gp3", "gp2"], &[]),
    ("app.repository", ["sample", "https://git.example/harbour.git"], &[]),
    ("app.ref", ["main", "v2"], &["app.repository=https://git.example/harbour.git"]),
    ("app.language", ["browser", "fr"], &[]),
    ("test-host.instance-type", ["t3.micro", "t3.small"], &[]),
    ("test-host.zone", ["1", "2"], &[]),
    ("nat-gateway.subnets", ["all", "private1"], &[]),
    ("site.bucket", ["jalon-demo-123456789012-us-east-1", "harbour-pages"], &[]),
    ("site.folder", ["", FOLDER], &[]),
    ("site.language", ["en", "fr"], &[]),
    ("snapshots.label", ["baseline", "second"], &[]),
    ("snapshots.keep", ["3", "1"], &[]),
    ("second-vpc.cidr", ["10.1.0.0/16", "10.8.0.0/16"], &[]),
    ("second-vpc.zone", ["1", "2"], &[]),
    ("second-vpc.internet", ["gateway", "nat"], &[]),
    ("peering.tables", ["all", "public"], &[]),
    ("ai-host.instance-type", ["t3.micro", "t3.small"], &[]),
];

/// Stands for a folder with a site.
const FOLDER: &str = "FOLDER";

/// What is said of each resource that another answer wants no more.
const STAYS: &str = "is no longer wanted by";

/// What is said of each host that keeps its image though another one is prescribed.
const KEEPS: &str = "keeps the image it booted from";

/// What an answer decides only later: Canonical's newest image of the hosts that are launched then (`field::companies`), and once there are
/// more snapshots (`answers::a_new_label_takes_new_snapshots_and_only_the_newest_are_kept`).
const LATER: [(&str, &str); 2] = [("app-host.image", "newest"), ("snapshots.keep", "")];

/// What the deployment has on AWS and on the application's host.
async fn evidence(rehearsal: &Rehearsal) -> BTreeSet<String> {
    // Lists and tags have caught up by then.
    tokio::time::sleep(Duration::from_secs(300)).await;
    let mut lines = picture(rehearsal).await;
    lines.extend(
        rehearsal
            .simulator
            .ground_truth()
            .iter()
            .map(|existing| format!("{existing:?}")),
    );
    let asker: Ipv4Addr = "192.0.2.10".parse().unwrap();
    let hosts = SimulatedHosts::new(rehearsal.simulator.clone(), &rehearsal.folder(), "demo", asker);
    let read = HostCommand::CompareFiles {
        folder: "app",
        paths: Vec::new(),
        notes: &[".jalon-deployed"],
    };
    lines.insert(format!("{:?}", hosts.carry_out("app-host", &read).await));
    lines
}

/// What is wrong where another answer has neither an effect nor is refused; nothing otherwise. And whether it is refused.
async fn unheard(key: &str, [from, to]: [&str; 2], set: &[&str]) -> (Vec<String>, bool) {
    let rehearsal = Rehearsal::new().with_hosts();
    let what = format!("{key}: {from:?}, then {to:?}");
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, otherwise: String| {
        if !holds {
            wrong.push(format!("{what}: {otherwise}"));
        }
    };
    let question = WALKTHROUGH.questions().find(|question| question.key() == key).unwrap();
    let before = format!("{key}={from}");
    let walked = rehearsal.walk(None, &[set, &[&before]].concat()).await;
    let session = walked.unwrap_or_else(|error| panic!("{what}: {}", problem(&error)));
    let first = session.checkpoint().read(|state| state.answers[key].clone());
    let (had, told) = (evidence(&rehearsal).await, rehearsal.notices().len());

    let outcome = rehearsal.walk(None, &[&format!("{key}={to}")]).await;
    let has = evidence(&rehearsal).await;
    let session = rehearsal.session(&[]).await.unwrap();
    let kept = session.checkpoint().read(|state| state.answers[key].clone());
    if let Err(error) = outcome {
        let (told, way) = (problem(&error), advice(&error).unwrap_or_default());
        expect(
            way.contains(&format!("--set {key}={from}")),
            format!("it is refused without a way: {told} {way}"),
        );
        expect(kept == first, "what is refused is remembered".to_owned());
        expect(has == had, "something was done before it was refused".to_owned());
        return (wrong, true);
    }
    expect(kept != first, "it isn't remembered".to_owned());
    let says = |words: &str| rehearsal.notices()[told..].iter().any(|notice| notice.contains(words));
    let shown = session.inventory(|inventory| question.recovered(inventory));
    let is_shown = shown.as_ref().map(|shown| serde_json::to_value(shown).unwrap() == kept);
    expect(
        is_shown == Some(true)
            || has != had
            || says(KEEPS)
            || LATER.iter().any(|(later, answer)| *later == key && [to, ""].contains(answer)),
        "it is taken and remembered, and nothing is another".to_owned(),
    );
    // What costs money or holds something stays until somebody deletes it, and each walk says so.
    expect(
        is_shown != Some(false) || says(STAYS),
        format!("AWS has {shown:?}, and {kept} is remembered"),
    );
    (wrong, false)
}

#[tokio::test(start_paused = true)]
async fn a_changed_answer_takes_effect_or_is_refused_with_the_one_in_force() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("index.html"), "<title>Harbour</title>").unwrap();
    let folder = folder.path().to_str().unwrap();
    let known: Vec<&str> = ANSWERS.iter().map(|(key, ..)| *key).collect();
    let asked: Vec<&str> = WALKTHROUGH.questions().map(|question| question.key()).collect();
    assert_eq!(known, asked, "each question, in the order of the walk, has a line in ANSWERS");
    let mut wrong = Vec::new();
    for (key, answers, set) in ANSWERS {
        let [one, other] = answers.map(|answer| if answer == FOLDER { folder } else { answer });
        let (there, is_refused) = unheard(key, [one, other], set).await;
        let (back, is_back_refused) = unheard(key, [other, one], set).await;
        let question = WALKTHROUGH.questions().find(|question| question.key() == *key).unwrap();
        if question.is_lasting() != (is_refused && is_back_refused) {
            let refused = (is_refused, is_back_refused);
            wrong.push(format!(
                "{key}: is_lasting is {}, refused: {refused:?}",
                question.is_lasting()
            ));
        }
        wrong.extend(there.into_iter().chain(back));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
