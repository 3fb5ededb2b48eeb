//! The state directory stays out of version control.

use std::process::Command;

use crate::support::{Jalon, Part};

/// What `git add -A` takes in a folder; `None` without git.
fn taken_by_git(jalon: &Jalon) -> Option<String> {
    let program = Part::Git.or_not_run()?;
    let git = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.args(arguments).current_dir(jalon.folder());
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("HOME", jalon.folder())
            .output()
            .unwrap()
    };
    assert!(git(&["init", "--quiet"]).status.success());
    assert!(git(&["add", "-A"]).status.success());
    let taken = git(&["ls-files"]);
    Some(String::from_utf8(taken.stdout).unwrap())
}

#[test]
fn git_takes_nothing_of_any_state_directory() {
    for state_dir in [".jalon", "deep/state", "."] {
        let jalon = Jalon::new().with("JALON_STATE_DIR", state_dir);
        std::fs::write(jalon.folder().join("notes.txt"), "mine").unwrap();
        jalon.run(&["walk", "--sandbox", "--yes", "--until", "database"]).ends_with(0);
        let kept = jalon.folder().join(state_dir).join("demo");
        assert!(
            kept.join("id_ed25519").is_file() && kept.join("secrets.json").is_file(),
            "{state_dir}"
        );
        let ignored = [kept.join(".gitignore"), kept.parent().unwrap().join(".gitignore")];
        assert!(
            ignored
                .iter()
                .any(|file| std::fs::read_to_string(file).is_ok_and(|text| text == "*\n"))
        );
        if let Some(taken) = taken_by_git(&jalon) {
            assert_eq!(taken, "notes.txt\n", "--state-dir {state_dir}");
        }
    }
}

#[test]
fn git_takes_nothing_of_a_served_sandbox() {
    let jalon = Jalon::new();
    let mut server = jalon.begin(&["sandbox", "serve", "--port", "0"]);
    server.expect("http://127.0.0.1:");
    server.signal("TERM");
    server.end();
    if let Some(taken) = taken_by_git(&jalon) {
        assert_eq!(taken, "");
    }
}

#[test]
fn a_gitignore_that_is_there_is_left_as_it_is() {
    let jalon = Jalon::new();
    std::fs::create_dir(jalon.folder().join(".jalon")).unwrap();
    let own = jalon.folder().join(".jalon/.gitignore");
    std::fs::write(&own, "*.log\n").unwrap();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    assert_eq!(std::fs::read_to_string(own).unwrap(), "*.log\n");
    assert_eq!(std::fs::read_to_string(jalon.kept(".gitignore")).unwrap(), "*\n");
}
