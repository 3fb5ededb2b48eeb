//! The whole walk in process, on the virtual clock.

use jalon::checkpoint::StepStatus;
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::Session;

use crate::support::{Kill, Process, Rehearsal, statuses};

#[tokio::test(start_paused = true)]
async fn a_walk_builds_everything_and_a_second_one_changes_nothing() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(statuses(&session), vec![StepStatus::Done; WALKTHROUGH.count()]);
    // The proof at the end of `jalon walk` lists everything once more.
    rehearsal.session(&[]).await.unwrap();
    let before = rehearsal.calls();
    rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new());
    let calls = rehearsal.calls() - before;
    assert!(calls <= 30, "a walk with nothing to do makes {calls} calls");
}

#[tokio::test(start_paused = true)]
async fn a_walk_waits_little_longer_than_its_longest_chain_of_waits() {
    let rehearsal = Rehearsal::new();
    let started = tokio::time::Instant::now();
    rehearsal.walk(None, &[]).await.unwrap();
    let took = started.elapsed().as_secs();
    // The database and its snapshot, one after the other, take about 265 + 195 seconds; nothing else may add up to much.
    assert!((400..560).contains(&took), "the walk took {took} s of the sandbox's time");
}

#[tokio::test(start_paused = true)]
async fn a_walk_that_was_to_stop_early_is_gone_on_with() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("database"), &[]).await.unwrap();
    assert_eq!(session.step_status("database"), StepStatus::Done);
    assert_eq!(session.step_status("nat-gateway"), StepStatus::Pending);
    let before = rehearsal.calls();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(statuses(&session), vec![StepStatus::Done; WALKTHROUGH.count()]);
    let again = rehearsal.mutations_since(before);
    assert!(!again.contains(&"CreateDBInstance".to_owned()), "{again:?}");
}

#[tokio::test(start_paused = true)]
async fn everything_taggable_carries_its_tags_from_its_create_call_on() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    session.sweep().await.unwrap();
    session.inventory(|inventory| {
        for observed in inventory.all() {
            for tag in ["Name", "jalon:deployment", "jalon:resource", "jalon:step"] {
                assert!(observed.tags.contains_key(tag), "{observed:?} has no tag {tag}");
            }
        }
    });
    let tagging: Vec<String> = rehearsal
        .mutations_since(0)
        .into_iter()
        .filter(|operation| operation.contains("Tag"))
        .collect();
    assert_eq!(tagging, Vec::<String>::new(), "tags came later than the create call");
}

#[tokio::test(start_paused = true)]
async fn no_secret_is_kept_outside_the_secrets_file() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let files = rehearsal.disk.files();
    let (secret, open): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| path.ends_with("secrets.json"));
    let secrets: std::collections::BTreeMap<String, String> = serde_json::from_slice(&secret[0].1).unwrap();
    let password = &secrets["database.password"];
    assert!(password.len() >= 16);
    assert_eq!(
        open.len(),
        5,
        "the state, what was sent to the site's bucket, the SSH configuration and the key's halves"
    );
    for (path, content) in open {
        let text = String::from_utf8_lossy(content);
        assert!(!text.contains(password.as_str()), "{} holds the password", path.display());
    }
}

/// The names of what a walk offers at its end.
fn outputs(session: &Session) -> Vec<String> {
    session.checkpoint().read(|state| state.outputs.keys().cloned().collect())
}

#[tokio::test(start_paused = true)]
async fn a_walk_that_was_killed_while_aws_made_the_database_offers_all_that_another_does() {
    let whole = Rehearsal::new();
    let expected = outputs(&whole.walk(None, &[]).await.unwrap());
    assert!(expected.contains(&"database-endpoint".to_owned()), "{expected:?}");
    let calls = whole.simulator.calls();
    let made = calls.iter().position(|call| call.operation == "CreateDBInstance").unwrap();
    for later in [2, 10, 20] {
        let rehearsal = Rehearsal::new();
        let process = Process::killed_at(Kill::BeforeCall(made + later));
        let session = process.live(rehearsal.walk_as(&process, None, &[])).await;
        assert!(session.is_none() && process.is_dead(), "{later} calls later");
        let resumed = rehearsal.walk(None, &[]).await.unwrap();
        assert_eq!(outputs(&resumed), expected, "killed {later} calls later");
    }
}
