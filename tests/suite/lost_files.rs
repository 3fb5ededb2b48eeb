//! Files of the state directory that are lost: the walk says what can't be recovered, and the way out it names is one.

use jalon::checkpoint::{CheckpointError, StepStatus};
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{Error, StepPlan};

use crate::support::{Jalon, Rehearsal, advice, problem, statuses, write_private};

const KEY: &str = "The private key of demo-key is not on this machine";
const PASSWORD: &str = "The password of demo-db is not on this machine";

/// A whole walk, with these files lost afterwards, and walked again: what the second walk reported.
async fn walked_again_without(files: &[&str]) -> (Rehearsal, Vec<String>) {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let told = rehearsal.notices().len();
    for file in files {
        rehearsal.folder().remove(file).unwrap();
    }
    if files.contains(&"state.json") {
        rehearsal.take_over();
    }
    let before = rehearsal.calls();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new(), "without {files:?}");
    assert_eq!(statuses(&session), vec![StepStatus::Done; WALKTHROUGH.count()]);
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
    let notices = rehearsal.notices().split_off(told);
    (rehearsal, notices)
}

fn tells(notices: &[String], text: &str) -> bool {
    notices.iter().any(|notice| notice.contains(text))
}

#[tokio::test(start_paused = true)]
async fn a_lost_state_file_loses_nothing_that_is_still_here() {
    let (_, notices) = walked_again_without(&["state.json"]).await;
    assert!(!tells(&notices, "not on this machine"), "{notices:?}");
}

#[tokio::test(start_paused = true)]
async fn what_follows_from_other_files_is_written_again() {
    let (rehearsal, notices) = walked_again_without(&["ssh_config", "id_ed25519.pub"]).await;
    assert!(!tells(&notices, "not on this machine"), "{notices:?}");
    let config = rehearsal.kept("ssh_config").unwrap();
    assert!(
        config.contains("Host app-host") && config.contains("ProxyJump jalon-demo-app-host"),
        "{config}"
    );
    let public = rehearsal.kept("id_ed25519.pub").unwrap();
    assert!(
        public.starts_with("ssh-ed25519 ") && public.ends_with(" jalon-demo\n"),
        "{public}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_private_key_is_told_until_it_is_put_back() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let kept = rehearsal.kept("id_ed25519").unwrap();
    rehearsal.folder().remove("id_ed25519").unwrap();
    for _ in 0..2 {
        let told = rehearsal.notices().len();
        rehearsal.walk(None, &[]).await.unwrap();
        let notices = rehearsal.notices().split_off(told);
        let put_back = format!("Put it back as {}", rehearsal.folder().file("id_ed25519").display());
        assert!(
            tells(&notices, KEY) && tells(&notices, &put_back) && tells(&notices, "`jalon destroy`"),
            "{notices:?}"
        );
        assert_eq!(
            rehearsal.kept("id_ed25519"),
            None,
            "another key in its place would hide that this one is lost"
        );
    }
    rehearsal.folder().replace("id_ed25519", kept.as_bytes()).unwrap();
    let told = rehearsal.notices().len();
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(!tells(&rehearsal.notices().split_off(told), KEY));
}

#[tokio::test(start_paused = true)]
async fn without_the_private_key_taking_down_and_walking_again_is_a_way_out() {
    let (rehearsal, notices) = walked_again_without(&["id_ed25519"]).await;
    assert!(tells(&notices, KEY), "{notices:?}");
    rehearsal.destroy(false).await.unwrap();
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(rehearsal.kept("id_ed25519").is_some());
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
}

#[tokio::test(start_paused = true)]
async fn everything_lost_is_adopted_and_both_secrets_are_told_of() {
    let (_, notices) = walked_again_without(&["state.json", "secrets.json", "id_ed25519", "id_ed25519.pub", "ssh_config"]).await;
    assert!(tells(&notices, KEY) && tells(&notices, PASSWORD), "{notices:?}");
}

#[test]
fn a_lost_password_is_told_until_it_is_given_as_advised() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let secrets = std::fs::read_to_string(jalon.kept("secrets.json")).unwrap();
    let secrets: serde_json::Value = serde_json::from_str(&secrets).unwrap();
    let password = secrets["database.password"].as_str().unwrap();
    std::fs::remove_file(jalon.kept("secrets.json")).unwrap();
    // The application can't be told how to log in.
    let told = jalon.run(&["walk", "--yes"]).ends_with(1).stderr_line();
    assert!(
        told.contains(PASSWORD) && told.contains("--answers FILE, as password under [database]"),
        "{told}"
    );
    let given = format!("[database]\npassword = \"{password}\"\n");
    write_private(jalon.folder().join("mine.toml"), given);
    let told = jalon
        .run(&["walk", "--yes", "--answers", "mine.toml"])
        .ends_with(0)
        .stderr_line();
    assert!(!told.contains(PASSWORD), "{told}");
    let told = jalon.run(&["walk", "--yes"]).ends_with(0).stderr_line();
    assert!(!told.contains(PASSWORD), "{told}");
    let now: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(jalon.kept("secrets.json")).unwrap()).unwrap();
    // What sessions are signed with is made anew: nobody could have it back.
    assert_ne!(now["app.secret-key"], secrets["app.secret-key"]);
    assert_eq!(now["database.password"], secrets["database.password"]);
}

#[test]
fn a_damaged_state_file_is_moved_away_as_advised_and_everything_is_found_again() {
    for region in ["us-east-1", "eu-west-1"] {
        let jalon = Jalon::new();
        jalon.run(&["walk", "--sandbox", "--yes", "--region", region]).ends_with(0);
        let state = jalon.kept("state.json");
        let whole = std::fs::read(&state).unwrap();
        std::fs::write(&state, &whole[..whole.len() / 2]).unwrap();
        let refused = jalon.run(&["walk", "--yes"]).ends_with(1);
        // What is advised, word for word: the move, and the same command, which does not say again where the deployment lives.
        let told = refused.stderr_line();
        let (_, command) = told.split_once("Move it away (").unwrap();
        jalon.run_line(command.split_once(')').unwrap().0).ends_with(0);
        // Nothing shows then whose it is: the second advice is to say so.
        let refused = jalon.run(&["walk", "--yes"]).ends_with(2);
        let told = refused.stderr_line();
        let command = told.split_once("next: `jalon ").unwrap().1.split_once('`').unwrap().0;
        assert!(command.ends_with("--yes --take-over"), "{command}");
        let again = jalon.run_line(&format!("jalon {command}")).ends_with(0);
        assert!(
            again.stderr.contains("adopted") && !again.stderr.contains("  + "),
            "{}",
            again.stderr
        );
        jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
    }
}

#[tokio::test(start_paused = true)]
async fn damaged_secrets_are_refused_and_left_as_they_are() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let half = "{\"database.password\": \"half a";
    let secrets = rehearsal.folder().file("secrets.json");
    rehearsal.folder().replace("secrets.json", half.as_bytes()).unwrap();
    let refused = rehearsal.walk(None, &[]).await.err().unwrap();
    assert!(problem(&refused).contains("secrets.json is damaged"), "{refused}");
    assert!(!problem(&refused).contains("half a"), "{refused}");
    let advice = advice(&refused).unwrap();
    assert!(advice.contains(&format!("mv {0} {0}.bad", secrets.display())), "{advice}");
    assert_eq!(rehearsal.kept("secrets.json").unwrap(), half);
    rehearsal.folder().remove("secrets.json").unwrap();
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(matches!(
        refused,
        Error::Step { .. } | Error::Checkpoint(CheckpointError::Damaged { .. })
    ));
}
