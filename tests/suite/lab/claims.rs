//! What `jalon verify` claims, against packets: live checks over real SSH and pings, and the analysis of what AWS reports beside them.

use std::collections::BTreeMap;

use super::Lab;
use super::breaks::Break;

/// The steps whose claims packets can decide here: the others need Docker, MySQL or a website.
const STEPS: [&str; 5] = ["app-host", "test-host", "nat-gateway", "peering", "ai-host"];
/// How a planted break shows.
struct Shows {
    planted: &'static str,
    /// The step whose verification fails.
    step: &'static str,
    /// The live check that fails.
    live: &'static str,
    /// The hop the analysis names.
    hop: &'static str,
}

const SHOWS: &[Shows] = &[
    shows(
        "no route to the NAT gateway",
        "nat-gateway",
        "the private host pings the Internet",
        "route-table/private1",
    ),
    shows(
        "no peering route on the first VPC's side",
        "ai-host",
        "SSH answers from the application host",
        "route-table/public",
    ),
    shows(
        "no peering route on the second VPC's side",
        "ai-host",
        "SSH answers from the application host",
        "route-table/ai",
    ),
    shows(
        "no peering connection",
        "ai-host",
        "it answers the application host's ping",
        "route-table/public",
    ),
    shows(
        "no rule for SSH on the test host",
        "test-host",
        "SSH answers through the application host",
        "security-group/test-host",
    ),
    shows(
        "no rule for ping on the test host",
        "test-host",
        "it answers the application host's ping",
        "security-group/test-host",
    ),
    shows(
        "no rule for MySQL on the database",
        "database",
        "the application host reaches the database's port",
        "security-group/database",
    ),
    shows(
        "nothing let out of the test host",
        "nat-gateway",
        "the private host pings the Internet",
        "security-group/test-host",
    ),
    shows(
        "the test host in a public subnet, without a public address",
        "nat-gateway",
        "the private host pings the Internet",
        "instance/test-host",
    ),
    shows(
        "no route to the internet gateway",
        "app-host",
        "SSH answers",
        "route-table/public",
    ),
    shows(
        "the second VPC's internet gateway detached",
        "ai-host",
        "it reaches the Internet",
        "internet-gateway/ai",
    ),
    shows(
        "a network ACL that denies SSH into the private subnet",
        "test-host",
        "SSH answers through the application host",
        "acl-",
    ),
    shows(
        "a network ACL that lets no answers into the private subnet",
        "nat-gateway",
        "over HTTPS, it is seen at the NAT gateway's address",
        "acl-",
    ),
];

const fn shows(planted: &'static str, step: &'static str, live: &'static str, hop: &'static str) -> Shows {
    Shows {
        planted,
        step,
        live,
        hop,
    }
}

/// The checks of a step as `verify` shows them: each claim, with what was seen where it failed.
fn failed(lab: &Lab, step: &str) -> BTreeMap<String, String> {
    let run = lab.jalon(&["verify", step, "--live-hosts", "--output", "json"]);
    assert!(matches!(run.code, Some(0 | 3)), "{}", run.stderr);
    // The document, and after it, where checks failed, the event that says so.
    let mut documents = serde_json::Deserializer::from_str(&run.stdout).into_iter::<serde_json::Value>();
    let document = documents.next().unwrap().unwrap();
    let mut failed = BTreeMap::new();
    for check in document["steps"][0]["checks"].as_array().unwrap() {
        assert_ne!(check["verdict"], "not-run", "{check}");
        if check["verdict"] == "failed" {
            failed.insert(check["claim"].as_str().unwrap().to_owned(), check.to_string());
        }
    }
    assert_eq!(run.code == Some(3), !failed.is_empty(), "{failed:?}");
    failed
}

#[test]
fn every_live_check_of_the_network_passes_after_a_whole_walk() {
    let Some(lab) = Lab::shared() else { return };
    for step in STEPS {
        assert_eq!(failed(&lab, step), BTreeMap::new(), "{step}");
    }
    // What listens in the database's place speaks no MySQL.
    let failed = failed(&lab, "database");
    assert_eq!(
        failed.keys().collect::<Vec<_>>(),
        ["the application host logs in with the MySQL client"]
    );
}

#[test]
fn a_step_with_a_host_is_done_once_its_first_boot_is() {
    let Some(lab) = Lab::laid_out() else { return };
    // A run that remembers nothing takes all over, and has to log in to know how the boot went.
    std::fs::remove_file(lab.kept("state.json")).unwrap();
    lab.jalon(&["run", "test-host", "--yes", "--take-over"]).ends_with(0);
    assert!(!lab.kept("known_hosts").exists(), "nobody is contacted behind an endpoint");
    std::fs::remove_file(lab.kept("state.json")).unwrap();
    lab.jalon(&["run", "test-host", "--yes", "--take-over", "--live-hosts"])
        .ends_with(0);
    let known = std::fs::read_to_string(lab.kept("known_hosts")).unwrap();
    let test_host = &lab.account().host("test-host").unwrap().id;
    assert!(known.contains(&format!("jalon-demo-{test_host} ")), "{known}");
}

/// How a planted break shows otherwise than it has to, if it does: its live check fails, and beside it a check of the analysis that names
/// the hop.
pub fn wrong_showing(lab: &Lab, planted: &Break) -> Option<String> {
    let Some(shows) = SHOWS.iter().find(|shows| shows.planted == planted.name) else {
        return Some(format!("{}: nothing says how it shows", planted.name));
    };
    let failed = failed(lab, shows.step);
    let names_hop = |(claim, check): (&String, &String)| claim != shows.live && check.contains(shows.hop);
    let is_right = failed.contains_key(shows.live) && failed.iter().any(names_hop);
    (!is_right).then(|| format!("{}: jalon verify {}: {failed:#?}", planted.name, shows.step))
}
