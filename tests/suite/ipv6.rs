//! IPv6 ranges among the addresses that may log in: the rules are made and kept, and nobody is told that they let anybody in.

use jalon::resources::{Key, SecurityGroup};
use jalon::walkthrough::StepPlan;

use crate::support::{Jalon, Rehearsal, one_line};

const BOTH: &str = "app-host.trusted-cidrs=192.0.2.10/32,2001:db8:0:7::/64";

/// The rules of the application host's group.
async fn rules(rehearsal: &Rehearsal) -> Vec<String> {
    let session = rehearsal.session(&[]).await.unwrap();
    let group = session.inventory(|inventory| inventory.facts(&Key::<SecurityGroup>::new("app-host")).cloned());
    group.unwrap().ingress.iter().map(ToString::to_string).collect()
}

#[tokio::test(start_paused = true)]
async fn a_rule_is_made_for_each_range_and_goes_with_it() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("app-host"), &[BOTH]).await.unwrap();
    let made = rules(&rehearsal).await;
    assert!(made.contains(&"tcp 22 from 2001:db8:0:7::/64".to_owned()), "{made:?}");
    assert!(rehearsal.plan(&[]).await.unwrap().iter().take(2).all(StepPlan::is_settled));
    let before = rehearsal.calls();
    rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    assert!(
        rehearsal.mutations_since(before).is_empty(),
        "the second walk changes nothing"
    );
    rehearsal
        .walk(Some("app-host"), &["app-host.trusted-cidrs=192.0.2.10/32"])
        .await
        .unwrap();
    let left = rules(&rehearsal).await;
    assert!(left.iter().all(|rule| !rule.contains("2001:db8")), "{left:?}");
}

#[test]
fn that_nobody_logs_in_from_there_is_said_where_it_is_answered_and_asked() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--yes", "--until", "app-host", "--set", BOTH];
    let run = jalon.run(&walk).ends_with(0);
    let said = run.stderr_line();
    assert!(
        said.contains("SSH is opened to 2001:db8:0:7::/64, and still nobody logs in from there"),
        "{}",
        run.stderr
    );
    let reach = jalon.run(&["reach", "me", "app-host"]).ends_with(0);
    assert!(
        one_line(&reach.stderr).contains("Of 2001:db8:0:7::/64 nothing is said: IPv6 is not followed"),
        "{}",
        reach.stderr
    );
    let others = jalon.run(&["reach", "internet", "app-host:5085"]).ends_with(0);
    assert!(!others.stderr.contains("IPv6"), "{}", others.stderr);
    let drawn = jalon.run(&["draw"]).ends_with(0).stdout;
    assert!(
        drawn.contains("2001:db8:0:7::/64") && drawn.contains("192.0.2.10/32"),
        "{drawn}"
    );
    jalon.run(&["verify", "app-host"]).ends_with(0);
}

#[test]
fn ipv6_alone_is_refused_before_anything_is_made() {
    let jalon = Jalon::new();
    for (ranges, reason) in [
        ("2001:db8::/64", "the hosts have IPv4 addresses alone"),
        ("192.0.2.10/32,::/0", "::/0 is far too many to trust"),
        ("192.0.2.10/32,2001:db8::1/64", "did you mean 2001:db8::/64?"),
        ("home", "is neither an IPv4 range like 203.0.113.7/32 nor an IPv6 range"),
    ] {
        let set = format!("app-host.trusted-cidrs={ranges}");
        let run = jalon.run(&["walk", "--sandbox", "--yes", "--set", &set]).ends_with(2);
        assert!(run.stderr_line().contains(reason), "{ranges}: {}", run.stderr);
        assert!(
            !jalon.kept("state.json").exists() || !run.stderr.contains("+ "),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_dossier_is_redacted_of_them() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--yes", "--until", "app-host", "--set", BOTH];
    jalon.run(&walk).ends_with(0);
    let whole = jalon
        .run(&["report", "--out", "-", "--format", "markdown"])
        .ends_with(0)
        .stdout;
    assert!(whole.contains("2001:db8:0:7::"), "{whole}");
    let redacted = jalon
        .run(&["report", "--out", "-", "--format", "markdown", "--redact"])
        .ends_with(0)
        .stdout;
    assert!(!redacted.contains("2001:db8"), "{redacted}");
}
