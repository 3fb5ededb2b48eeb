//! The state directory and the answers file are never published with a site, however they come to be in its folder.

use std::os::unix::fs::symlink;

use jalon::resources::PrivateThing;
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{AnswerProblem, Answers, PrivatePaths};

use crate::support::Jalon;

/// A folder with a site in `public`.
fn with_site() -> Jalon {
    let jalon = Jalon::new();
    for folder in [".", "public"] {
        let folder = jalon.folder().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("index.html"), "<title>Harbour</title>").unwrap();
    }
    jalon
}

/// The commands at which the site's folder is asked for.
const ASKING: [&[&str]; 4] = [&["plan"], &["plan", "site"], &["walk", "--yes"], &["run", "site", "--yes"]];

/// Expects every command that asks for the folder to refuse it, and to say why and what to give.
#[track_caller]
fn is_refused(jalon: &Jalon, options: &[&str], texts: &[&str]) {
    for command in ASKING {
        let run = jalon.run(&[command, &["--sandbox"], options].concat()).ends_with(2);
        let told = run.stderr_line();
        let always = ["site.folder can't be used:", "--set site.folder="];
        for text in always.iter().chain(texts) {
            assert!(told.contains(text), "{command:?} {options:?}: \"{text}\" is not said: {told}");
        }
        assert!(!told.contains(" + "), "{command:?} {options:?} made something: {told}");
    }
}

#[test]
fn neither_the_state_directory_nor_the_sites_folder_may_hold_the_other() {
    let jalon = with_site();
    std::fs::create_dir_all(jalon.folder().join("state/site")).unwrap();
    std::fs::write(jalon.folder().join("state/site/index.html"), "").unwrap();
    symlink("state", jalon.folder().join("elsewhere")).unwrap();
    symlink(".", jalon.folder().join("by-link")).unwrap();
    let holds = [
        "holds the state directory, which has the private key and the password in it",
        "--state-dir",
    ];
    let lies_in = ["lies in the state directory", "--state-dir"];
    for (state_dir, folder, texts) in [
        ("./state", ".", holds),
        ("./elsewhere", ".", holds),
        ("./state", "by-link", holds),
        (".jalon", ".", holds),
        ("not/made/yet", ".", holds),
        ("./state", "state/site", lies_in),
        ("./elsewhere", "state/site", lies_in),
    ] {
        let folder = format!("site.folder={folder}");
        is_refused(&jalon, &["--state-dir", state_dir, "--set", &folder], &texts);
    }
    let beside = [
        "run",
        "site",
        "--yes",
        "--sandbox",
        "--state-dir",
        "state",
        "--set",
        "site.folder=public",
    ];
    jalon.run(&beside).ends_with(0);
}

#[test]
fn the_answers_file_in_use_is_not_published() {
    let jalon = with_site();
    std::fs::write(jalon.folder().join("public/answers.toml"), "[site]\nfolder = \"public\"\n").unwrap();
    symlink("public/answers.toml", jalon.folder().join("mine.toml")).unwrap();
    for file in ["public/answers.toml", "mine.toml"] {
        let texts = [
            "holds the answers file in use, which may have a password in it",
            "keep that file elsewhere",
        ];
        is_refused(&jalon, &["--answers", file], &texts);
    }
}

#[test]
fn an_answer_that_is_remembered_is_refused_as_well() {
    let jalon = with_site();
    let walked = [
        "run",
        "site",
        "--yes",
        "--sandbox",
        "--state-dir",
        "state",
        "--set",
        "site.folder=public",
    ];
    jalon.run(&walked).ends_with(0);
    std::fs::rename(jalon.folder().join("state"), jalon.folder().join("public/state")).unwrap();
    let moved = ["--state-dir", "public/state"];
    is_refused(&jalon, &moved, &["public holds the state directory"]);
    jalon.run(&[&["status"], &moved[..]].concat()).ends_with(0);
    jalon.run(&[&["verify", "site"], &moved[..]].concat()).ends_with(2);
    jalon
        .run(&[&["run", "site", "--yes", "--set", "site.folder="], &moved[..]].concat())
        .ends_with(0);
    jalon.run(&[&["destroy", "--yes"], &moved[..]].concat()).ends_with(0);
}

#[test]
fn a_link_in_the_sites_folder_does_not_lead_to_what_is_private() {
    let jalon = with_site();
    let run = |link: &str| {
        let command = ["run", "site", "--yes", "--sandbox", "--set", "site.folder=public"];
        let told = jalon.run(&command).ends_with(2).stderr_line();
        assert!(told.contains(link) && told.contains("the state directory"), "{told}");
        assert!(told.contains("--set site.folder=FOLDER"), "{told}");
    };
    jalon.run(&["walk", "--yes", "--sandbox", "--until", "app-host"]).ends_with(0);
    for target in ["../.jalon", "../.jalon/demo", "../.jalon/demo/id_ed25519", ".."] {
        let link = jalon.folder().join("public/more");
        symlink(target, &link).unwrap();
        run("public/more");
        std::fs::remove_file(link).unwrap();
    }
    symlink("../index.html", jalon.folder().join("public/more")).unwrap();
    jalon.run(&["run", "site", "--yes"]).ends_with(0);
}

#[test]
fn the_prompt_refuses_it_at_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "").unwrap();
    let private = PrivatePaths::of_run(&folder.path().join("state"), None);
    let mut questions = WALKTHROUGH.questions();
    let question = questions.find(|question| question.key() == "site.folder").unwrap();
    let typed = folder.path().display().to_string();
    let refused = question.parse(&typed, &Answers::guarding(&private.into())).unwrap_err();
    assert!(
        matches!(&refused, AnswerProblem::Private(exposure) if exposure.what == PrivateThing::StateDirectory && !exposure.is_inside),
        "{refused:?}"
    );
    question.parse(&typed, &Answers::default()).unwrap();
}
