//! Where the site's folder is: remembered whole, and needed by nothing but the site.

use serde_json::Value;

use crate::support::{Jalon, one_line};

/// A deployment whose site is in `public`, walked as far as its VPC and its site.
fn with_site() -> Jalon {
    let jalon = Jalon::new();
    std::fs::create_dir(jalon.folder().join("public")).unwrap();
    std::fs::write(jalon.folder().join("public/index.html"), "<title>Harbour</title>").unwrap();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    jalon
        .run(&["run", "site", "--yes", "--set", "site.folder=public"])
        .ends_with(0);
    jalon
}

#[test]
fn a_relative_folder_is_remembered_absolute() {
    let jalon = with_site();
    let state: Value = serde_json::from_slice(&std::fs::read(jalon.kept("state.json")).unwrap()).unwrap();
    let remembered = std::path::PathBuf::from(state["answers"]["site.folder"].as_str().unwrap());
    assert!(remembered.is_absolute(), "{}", remembered.display());
    let public = jalon.folder().join("public").canonicalize().unwrap();
    assert_eq!(remembered.canonicalize().unwrap(), public);
}

#[test]
fn a_missing_folder_stops_nothing_but_the_site() {
    for gone in ["public", "public/index.html"] {
        let jalon = with_site();
        std::fs::rename(jalon.folder().join(gone), jalon.folder().join("away")).unwrap();
        for command in [
            &["verify", "vpc"][..],
            &["status"],
            &["walk", "--yes", "--until", "vpc"],
            &["plan", "vpc"],
        ] {
            jalon.run(command).ends_with(0);
        }
        for command in [&["verify", "site"][..], &["run", "site", "--yes"], &["plan", "site"]] {
            let told = jalon.run(command).ends_with(2).stderr_line();
            assert!(
                told.contains("there is no index.html in ") && told.contains("public"),
                "{command:?}: {told}"
            );
            assert!(told.contains("--set site.folder=FOLDER"), "{command:?}: {told}");
        }
        jalon.run(&["destroy", "--yes"]).ends_with(0);
    }
}

#[test]
fn from_another_folder_it_is_the_same_site() {
    let jalon = with_site();
    let elsewhere = jalon.folder().join("elsewhere");
    // There is a site of this name too, and it isn't this deployment's.
    std::fs::create_dir_all(elsewhere.join("public")).unwrap();
    std::fs::write(elsewhere.join("public/index.html"), "<title>Somebody else's</title>").unwrap();
    let state = jalon.folder().join(".jalon").display().to_string();
    let run = |arguments: &[&str]| {
        let mut command = jalon.command(&[arguments, &["--state-dir", &state]].concat());
        let output = command.current_dir(&elsewhere).output().unwrap();
        (output.status.code(), one_line(&String::from_utf8_lossy(&output.stdout)))
    };
    let (code, plan) = run(&["plan", "site", "--detailed-exitcode"]);
    assert_eq!(code, Some(0), "{plan}");
    assert_eq!(run(&["run", "site", "--yes"]).0, Some(0));
    let (code, checks) = run(&["verify", "site"]);
    assert_eq!(code, Some(0), "{checks}");
    // What is typed there means the folder there.
    let (code, plan) = run(&["plan", "site", "--detailed-exitcode", "--set", "site.folder=public"]);
    assert_eq!(code, Some(2), "{plan}");
}
