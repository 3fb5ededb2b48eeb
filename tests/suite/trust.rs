//! A state directory that isn't this user's alone decides nothing: neither where a deployment lives, nor what runs, nor with which key.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;

use crate::support::{Jalon, Right, is_root, system, write_private};

/// Commands that use the deployment's folder.
const COMMANDS: [&[&str]; 9] = [
    &["walk", "--yes", "--until", "vpc"],
    &["run", "vpc", "--yes"],
    &["status"],
    &["steps"],
    &["plan"],
    &["verify"],
    &["ssh", "app-host", "--live-hosts"],
    &["sandbox", "reset"],
    &["destroy", "--yes"],
];

/// A deployment with a host and a password.
fn built() -> Jalon {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "database"]).ends_with(0);
    jalon
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[track_caller]
fn every_command_refuses(jalon: &Jalon, path: &Path, text: &str) {
    for command in COMMANDS {
        let run = jalon.run(command).ends_with(1);
        let told = run.stderr_line();
        assert!(
            told.contains(text) && told.contains(&path.display().to_string()),
            "{command:?}: \"{text}\" is not said: {told}"
        );
    }
}

#[test]
fn folders_that_others_may_write_are_refused_until_they_may_not() {
    let jalon = built();
    for folder in [jalon.folder().join(".jalon"), jalon.kept("").components().collect()] {
        for mode in [0o777, 0o770, 0o702] {
            set_mode(&folder, mode);
            every_command_refuses(&jalon, &folder, "other users may write");
            set_mode(&folder, 0o755);
            jalon.run(&["status"]).ends_with(0);
        }
    }
}

#[test]
fn files_that_others_may_read_or_write_are_refused_with_the_command_that_helps() {
    let jalon = built();
    let reading: [(&str, &[&str]); 4] = [
        ("state.json", &["status"]),
        ("secrets.json", &["walk", "--yes", "--until", "database"]),
        ("id_ed25519", &["walk", "--yes", "--until", "database"]),
        ("ssh_config", &["walk", "--yes", "--until", "database"]),
    ];
    for (name, command) in reading {
        for (mode, text) in [
            (0o644, "other users may read"),
            (0o660, "other users may write"),
            (0o606, "other users may write"),
        ] {
            let path = jalon.kept(name);
            set_mode(&path, mode);
            let run = jalon.run(command).ends_with(1);
            let told = run.stderr_line();
            assert!(
                told.contains(text) && told.contains(&format!("(mode {mode:04o})")),
                "{name}: {told}"
            );
            let advised = format!("chmod -R go= {}", path.display());
            assert!(told.contains(&advised), "{name}: {told}");
            jalon.run_line(&advised).ends_with(0);
            jalon.run(command).ends_with(0);
        }
    }
}

#[test]
fn what_came_with_a_cloned_folder_is_refused() {
    // As git writes it: owned by whoever clones, and readable by all.
    let theirs = built();
    let mine = Jalon::new();
    let copied = system("cp")
        .arg("-R")
        .arg(theirs.folder().join(".jalon"))
        .arg(mine.folder())
        .status();
    assert!(copied.unwrap().success());
    let opened = system("chmod")
        .args(["-R", "go+rX"])
        .arg(mine.folder().join(".jalon"))
        .status();
    assert!(opened.unwrap().success());
    every_command_refuses(&mine, &mine.kept("state.json"), "it was copied, or it came with the folder");
}

#[test]
fn what_belongs_to_somebody_else_is_refused() {
    let Some(jalon) = Jalon::of_nobody() else { return };
    if !is_root() {
        return Right::Refusals.is_denied("only root can give files away");
    }
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let (folder, file) = (jalon.folder().join(".jalon/demo"), jalon.kept("state.json"));
    const SOMEBODY: u32 = 12_345;
    for path in [&jalon.folder().join(".jalon"), &folder, &file] {
        let owner = std::os::unix::fs::MetadataExt::uid(&fs::metadata(path).unwrap());
        chown(path, Some(SOMEBODY), None).unwrap();
        if path != &file {
            set_mode(path, 0o755);
            every_command_refuses(&jalon, path, "belongs to another user (number 12345)");
        } else {
            // Theirs can't even be read; readable by all, it isn't trusted either.
            set_mode(path, 0o644);
            every_command_refuses(&jalon, path, "belongs to another user (number 12345)");
            set_mode(path, 0o600);
        }
        chown(path, Some(owner), None).unwrap();
        jalon.run(&["status"]).ends_with(0);
    }
}

#[test]
fn what_a_killed_run_left_half_written_is_removed() {
    let jalon = built();
    for name in ["secrets.k3jd8sXq.tmp", "id_ed25519.tmp"] {
        write_private(jalon.kept(name), "half of a secret");
    }
    jalon.run(&["walk", "--yes", "--until", "database"]).ends_with(0);
    let left: Vec<_> = fs::read_dir(jalon.kept(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".tmp")), "{left:?}");
}

#[test]
fn an_answers_file_with_a_password_is_for_its_owner_alone() {
    let jalon = Jalon::new();
    let file = jalon.folder().join("mine.toml");
    let command = ["plan", "database", "--sandbox", "--answers", "mine.toml"];
    write_private(&file, "[database]\npassword = \"correct-horse-9\"\n");
    jalon.run(&command).ends_with(0);
    for mode in [0o644, 0o640, 0o604] {
        set_mode(&file, mode);
        let run = jalon.run(&command).ends_with(2);
        let told = run.stderr_line();
        assert!(
            told.contains("it holds a secret, and other users may read it") && told.contains("chmod go= mine.toml"),
            "{told}"
        );
        assert!(!told.contains("correct-horse-9"), "{told}");
    }
    fs::write(&file, "[database]\nname = \"harbour\"\n").unwrap();
    jalon.run(&command).ends_with(0);
}

#[test]
fn an_endpoints_url_with_a_password_is_refused_and_kept_nowhere() {
    let url = "http://me:hunter22@127.0.0.1:9";
    let by_option = Jalon::new();
    let by_variable = Jalon::new().with("AWS_ENDPOINT_URL", url);
    for (jalon, options) in [(by_option, &["--endpoint-url", url][..]), (by_variable, &[])] {
        for output in ["text", "json"] {
            let run = jalon
                .run(&[&["walk", "--yes", "--output", output], options].concat())
                .ends_with(2);
            assert!(run.stderr_line().contains("would be kept in plain text"), "{}", run.stderr);
            assert!(
                !run.stderr.contains("hunter22") && !run.stdout.contains("hunter22"),
                "{run:?}"
            );
            assert!(!jalon.kept("state.json").exists());
        }
    }
}
