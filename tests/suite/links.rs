//! Symbolic links that somebody put into the state directory: nothing behind them is deleted, truncated, written or read.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use jalon_sandbox::{Account, Latencies, Linked, Options, Simulator};

use crate::support::Jalon;

/// A folder of somebody else's, with files named as the program's are.
struct Foreign(tempfile::TempDir);

impl Foreign {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "state.json",
            "secrets.json",
            "lock",
            "known_hosts",
            "id_ed25519",
            "world.json",
            "journal-1.jsonl",
            "a.txt",
        ] {
            std::fs::write(folder.path().join(name), format!("the foreign {name}")).unwrap();
        }
        std::fs::create_dir(folder.path().join("objects")).unwrap();
        std::fs::write(folder.path().join("objects/photo"), "the foreign photo").unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Every file and what is in it.
    fn content(&self) -> Vec<(PathBuf, String)> {
        let mut all = Vec::new();
        for folder in [self.path().to_owned(), self.path().join("objects")] {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    all.push((path.clone(), std::fs::read_to_string(path).unwrap()));
                }
            }
        }
        all.sort();
        all
    }
}

/// Commands that write to the state directory or read from it.
const COMMANDS: [&[&str]; 6] = [
    &["walk", "--sandbox", "--yes", "--until", "vpc"],
    &["run", "site", "--sandbox", "--yes"],
    &["status", "--sandbox"],
    &["plan", "--sandbox"],
    &["destroy", "--yes", "--sandbox"],
    &["sandbox", "reset"],
];

/// Puts a link in the place of `name` in the deployment's folder, and expects that no command touches what is behind it.
fn nothing_behind_is_touched(jalon: &Jalon, name: &str, target: &Path, foreign: &Foreign) {
    let before = foreign.content();
    let link = jalon.kept(name);
    let aside = link.with_extension("aside");
    let had = std::fs::rename(&link, &aside).is_ok();
    symlink(target, &link).unwrap();
    let mut refused = 0;
    for command in COMMANDS {
        let run = jalon.run(command);
        let told = run.stderr_line();
        if told.contains("is a symbolic link, and jalon follows none in its own folders") {
            assert_eq!(run.code, Some(1), "{command:?}: {told}");
            assert!(
                told.contains(&format!("remove the link (rm {})", link.display())),
                "{command:?}: {told}"
            );
            refused += 1;
        }
        assert_eq!(foreign.content(), before, "{name} as a link, {command:?}: {told}");
    }
    assert!(refused > 0, "{name} as a link was never met");
    // What removes a file removes a link in its place, and only the link.
    let _ = std::fs::remove_file(&link);
    if had {
        std::fs::rename(&aside, &link).unwrap();
    }
}

#[test]
fn nothing_is_touched_behind_a_link_in_the_deployments_folder() {
    let (jalon, foreign) = (Jalon::new(), Foreign::new());
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "app-host"]).ends_with(0);
    for (name, target) in [
        ("sandbox", ""),
        ("sandbox/objects", ""),
        ("sandbox/world.json", "a.txt"),
        ("sandbox/journal-1.jsonl", "a.txt"),
        ("sandbox/lock", "a.txt"),
        ("state.json", "a.txt"),
        ("site.json", "a.txt"),
        ("lock", "a.txt"),
        ("ssh_config", "a.txt"),
        ("known_hosts", "known_hosts"),
        ("id_ed25519", "id_ed25519"),
    ] {
        let target = foreign.path().join(target);
        nothing_behind_is_touched(&jalon, name, &target, &foreign);
    }
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
}

#[test]
fn nothing_is_touched_behind_a_deployments_folder_that_is_a_link() {
    let (jalon, foreign) = (Jalon::new(), Foreign::new());
    std::fs::create_dir(jalon.folder().join(".jalon")).unwrap();
    for name in ["demo", ".served"] {
        symlink(foreign.path(), jalon.folder().join(".jalon").join(name)).unwrap();
    }
    let before = foreign.content();
    for command in COMMANDS
        .into_iter()
        .chain([&["sandbox", "serve", "--port", "0"][..], &["steps"], &["ssh", "app-host"]])
    {
        let told = jalon.run(command).ends_with(1).stderr;
        assert!(told.contains("is a symbolic link"), "{command:?}: {told}");
        assert_eq!(foreign.content(), before, "{command:?}: {told}");
    }
}

#[test]
fn a_prepared_temporary_file_is_replaced_and_not_written_through() {
    let (jalon, foreign) = (Jalon::new(), Foreign::new());
    std::fs::create_dir_all(jalon.kept("sandbox")).unwrap();
    for name in [
        "state.tmp",
        "secrets.tmp",
        "id_ed25519.tmp",
        "ssh_config.tmp",
        "sandbox/world.json.part",
    ] {
        symlink(foreign.path().join("a.txt"), jalon.kept(name)).unwrap();
    }
    let before = foreign.content();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "database"]).ends_with(0);
    assert_eq!(foreign.content(), before);
    for name in ["state.json", "secrets.json", "id_ed25519"] {
        assert!(std::fs::symlink_metadata(jalon.kept(name)).unwrap().is_file(), "{name}");
    }
}

#[test]
fn a_lost_state_file_beside_a_linked_sandbox_leads_nowhere() {
    let (jalon, foreign) = (Jalon::new(), Foreign::new());
    std::fs::create_dir_all(jalon.kept("")).unwrap();
    symlink(foreign.path(), jalon.kept("sandbox")).unwrap();
    for command in [&["walk", "--yes"][..], &["plan"]] {
        let told = jalon.run(command).ends_with(1).stderr;
        assert!(told.contains("is a symbolic link"), "AWS itself was asked: {told}");
    }
}

#[test]
fn the_simulator_itself_refuses_links() {
    let foreign = Foreign::new();
    let before = foreign.content();
    for linked in ["", "objects", "world.json", "journal-1.jsonl", "lock"] {
        let folder = tempfile::tempdir().unwrap();
        let directory = folder.path().join("sandbox");
        let link = directory.join(linked);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        let target = if linked.contains('.') || linked == "lock" {
            "a.txt"
        } else {
            "objects"
        };
        symlink(
            foreign.path().join(target),
            directory.join(linked).components().collect::<PathBuf>(),
        )
        .unwrap();
        let open = |read_only| {
            Simulator::open(Options {
                region: "us-east-1".to_owned(),
                seed: 1,
                speed: 1.0,
                latencies: Latencies::zero(),
                account: Account::default(),
                directory: Some(directory.clone()),
                read_only,
            })
        };
        if linked != "journal-1.jsonl" {
            let refused = open(false).unwrap_err();
            assert!(Linked::of(&refused).is_some(), "{linked}: {refused}");
        }
        let _ = (open(true), Simulator::reset(&directory), open(false));
        assert_eq!(foreign.content(), before, "{linked}");
    }
}
