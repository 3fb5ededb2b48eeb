//! Tab in real shells: commands, options, and what jalon alone knows.

use std::path::Path;

use crate::support::{Jalon, Part, Terminal};

/// What is typed before Tab, and the line after it.
const LINES: [(&str, &str); 12] = [
    ("jalon wal", "jalon walk"),
    ("jalon sandbox ser", "jalon sandbox serve"),
    ("jalon walk --unt", "jalon walk --until"),
    ("jalon walk --until nat", "jalon walk --until nat-gateway"),
    ("jalon explain peer", "jalon explain peering"),
    ("jalon policy --steps vpc,sit", "jalon policy --steps vpc,site"),
    ("jalon walk --set vpc.ci", "jalon walk --set vpc.cidr="),
    ("jalon walk --set vpc.s3-endpoint=t", "jalon walk --set vpc.s3-endpoint=true"),
    ("jalon status --color=al", "jalon status --color=always"),
    ("jalon status --deployment har", "jalon status --deployment harbour"),
    ("jalon ssh test", "jalon ssh test-host"),
    ("jalon reach me test-host:ic", "jalon reach me test-host:icmp"),
];

/// Takes the line back.
const KILL_LINE: &str = "\x15";

/// A folder with a deployment.
fn harbour() -> Jalon {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--yes", "--until", "vpc", "--deployment", "harbour"];
    jalon.run(&walk).ends_with(0);
    jalon
}

/// Starts a shell that has read these lines.
fn shell(jalon: &Jalon, program: &Path, arguments: &[&str], lines: &[&str]) -> Terminal {
    let mut terminal = Terminal::start_shell(jalon, program, arguments);
    for line in lines {
        terminal.type_keys(&format!("{line}\r"));
    }
    terminal.type_keys("echo is $((6 * 7)) ready\r");
    terminal.expect("is 42 ready");
    terminal
}

fn completes(mut terminal: Terminal) {
    for (typed, line) in LINES {
        terminal.type_keys(&format!("{typed}\t"));
        terminal.expect(line);
        terminal.type_keys(KILL_LINE);
    }
    terminal.type_keys("exit\r");
    terminal.end();
}

#[test]
fn bash_completes() {
    let Some(bash) = Part::Bash.or_not_run() else { return };
    let jalon = harbour();
    let lines = ["eval \"$(jalon completions bash)\""];
    completes(shell(&jalon, &bash, &["--noprofile", "--norc", "-i"], &lines));
}

#[test]
fn zsh_completes() {
    let Some(zsh) = Part::Zsh.or_not_run() else { return };
    let jalon = harbour();
    let lines = ["autoload -U compinit && compinit -D -u", "eval \"$(jalon completions zsh)\""];
    completes(shell(&jalon, &zsh, &["-f", "-i"], &lines));
}

#[test]
fn zsh_completes_at_the_first_tab_from_a_folder_of_functions() {
    let Some(zsh) = Part::Zsh.or_not_run() else { return };
    let jalon = harbour();
    let script = jalon.run(&["completions", "zsh"]).ends_with(0).stdout;
    let functions = jalon.folder().join("functions");
    std::fs::create_dir(&functions).unwrap();
    std::fs::write(functions.join("_jalon"), script).unwrap();
    let lines = ["fpath=($PWD/functions $fpath)", "autoload -U compinit && compinit -D -u"];
    completes(shell(&jalon, &zsh, &["-f", "-i"], &lines));
}

#[test]
fn fish_completes() {
    let Some(fish) = Part::Fish.or_not_run() else { return };
    let jalon = harbour();
    let lines = ["jalon completions fish | source"];
    // Before it draws its prompt, fish says what it is; arithmetic is written in another way there.
    let mut terminal = Terminal::start_shell(&jalon, &fish, &["--no-config", "-i"]);
    for line in lines {
        terminal.type_keys(&format!("{line}\r"));
    }
    terminal.type_keys("echo is (math 6 x 7) ready\r");
    terminal.expect("is 42 ready");
    completes(terminal);
}

#[test]
fn the_state_directory_that_is_typed_is_the_one_whose_deployments_complete() {
    let Some(bash) = Part::Bash.or_not_run() else { return };
    let jalon = Jalon::new();
    let walk = [
        "walk",
        "--sandbox",
        "--yes",
        "--until",
        "vpc",
        "--deployment",
        "quay",
        "--state-dir",
        "elsewhere",
    ];
    jalon.run(&walk).ends_with(0);
    let lines = ["eval \"$(jalon completions bash)\""];
    let mut terminal = shell(&jalon, &bash, &["--noprofile", "--norc", "-i"], &lines);
    terminal.type_keys("jalon status --state-dir elsewhere --deployment q\t");
    terminal.expect("--deployment quay");
    terminal.type_keys(&format!("{KILL_LINE}exit\r"));
    terminal.end();
}

#[test]
fn a_word_that_nothing_follows_and_a_shell_that_is_unknown_are_no_bugs() {
    let jalon = Jalon::new().with("JALON_COMPLETE", "bash").with("_CLAP_COMPLETE_INDEX", "3");
    let run = jalon.run(&["--", "jalon", "walk", "--until", "zzz"]);
    assert!(
        run.code == Some(0) && run.stdout.is_empty() && run.stderr.is_empty(),
        "{run:?}"
    );
    let unknown = Jalon::new().with("JALON_COMPLETE", "csh");
    let run = unknown.run(&["--", "jalon", "wal"]).ends_with(1);
    assert!(run.stdout.is_empty(), "{run:?}");
}
