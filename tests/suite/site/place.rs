//! Where the site's folder is: remembered whole, and needed by nothing but the site.

use serde_json::Value;

use crate::support::Jalon;

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
