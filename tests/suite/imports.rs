//! Imports run down the layers of ARCHITECTURE.md, the engine uses no step, and files import each other in no circles but the known ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::modules::{Modules, circles};

/// The layers, from the lowest. What stands in one layer may import only from lower ones and from its own folder.
const LAYERS: [&[&str]; 7] = [
    &["foreign", "locale"],
    &["aws", "checkpoint", "prices", "picture"],
    &["resources", "hosts"],
    &["walkthrough"],
    &["ui", "steps"],
    &["report"],
    &["cli"],
];

/// The circles there are, each by its files, and why. A file that leaves a circle is to leave its list.
const KNOWN_CIRCLES: &[&[&str]] = &[
    // A client makes calls, a call is sent by its client, and both wait in its rhythm.
    &["aws::call", "aws::clients", "aws::polling"],
    // A row has a listing, which takes a scope and returns what was observed, whose facts are of a kind, which has a row. The scope says
    // whose a resource is, which its record decides, by its kind.
    &[
        "resources::kind",
        "resources::observed",
        "resources::ownership",
        "resources::row",
        "resources::scope",
    ],
    // A bucket is listed by its own file.
    &["resources::bucket", "resources::bucket_listing"],
    // A group has rules, and a rule lets a group in.
    &["resources::security_group", "resources::security_group_rule"],
    // A session has steps, and a step sees the session.
    &[
        "walkthrough::answers::question",
        "walkthrough::answers::sources",
        "walkthrough::paths",
        "walkthrough::run::readiness",
        "walkthrough::session",
        "walkthrough::step::context",
        "walkthrough::step::roles",
        "walkthrough::step::steps",
        "walkthrough::step::target",
    ],
];

fn modules() -> Modules {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = Modules::read(&[(root.join("src"), None), (root.join("steps"), Some("steps"))]);
    assert!(modules.len() > 150, "only {} files were read", modules.len());
    modules
}

fn layer(module: &str) -> usize {
    let folder = module.split("::").next().unwrap_or_default();
    let found = LAYERS.iter().position(|layer| layer.contains(&folder));
    found.unwrap_or_else(|| panic!("{folder} is in no layer: add it to ARCHITECTURE.md and to this test"))
}

#[test]
fn imports_run_down_the_layers() {
    let mut wrong = Vec::new();
    for (module, imported) in modules().imports() {
        for other in imported {
            let is_own_folder = module.split("::").next() == other.split("::").next();
            if !is_own_folder && layer(&other) >= layer(&module) {
                wrong.push(format!("{module} imports {other}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "these imports run up the layers of ARCHITECTURE.md: {wrong:#?}"
    );
}

#[test]
fn files_import_each_other_in_no_new_circle() {
    let known: BTreeSet<BTreeSet<String>> = KNOWN_CIRCLES
        .iter()
        .map(|circle| circle.iter().map(|module| (*module).to_owned()).collect())
        .collect();
    let found: BTreeSet<BTreeSet<String>> = circles(&modules().imports()).into_iter().collect();
    let new: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "files import each other in circles that are not known: {new:#?}; known ones that are no more: {gone:#?}"
    );
}

/// The engine knows steps, questions, resources and hosts by their roles and keys, never by a name in a string.
#[test]
fn the_engine_names_nothing_of_the_walkthrough() {
    let names = names_of_the_walkthrough();
    assert!(names.len() > 30, "only {names:?} were found");
    let mut named = BTreeMap::new();
    for folder in ["walkthrough", "resources", "aws", "hosts"] {
        for (file, text) in Modules::sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder)) {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let literals = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in literals {
                if let Some(name) = names.iter().find(|name| line.contains(&format!("\"{name}\""))) {
                    named.insert(format!("{}: {}", file.display(), line.trim()), name.clone());
                }
            }
        }
    }
    assert!(
        named.is_empty(),
        "the engine names what it should know by its role: {named:#?}"
    );
}

/// Step ids, hosts among them, and question keys.
fn names_of_the_walkthrough() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for step in jalon::steps::WALKTHROUGH.iter() {
        names.insert(step.id().to_owned());
        names.extend(step.ask().iter().map(|ask| ask.asked().key().to_owned()));
    }
    // The folder of any application.
    names.remove("app");
    // These are the names of kinds, too.
    for kind in jalon::resources::Kind::ALL {
        names.remove(kind.as_str());
    }
    names
}

#[test]
fn no_file_is_included_by_its_path_but_the_steps() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut included = Vec::new();
    for folder in ["src", "steps", "crates", "tests", "benches"] {
        for (file, text) in Modules::sources(&root.join(folder)) {
            let paths = text.lines().filter(|line| line.trim_start().starts_with("#[path"));
            included.extend(paths.map(|line| format!("{}: {}", file.strip_prefix(root).unwrap().display(), line.trim())));
        }
    }
    assert_eq!(included, ["src/lib.rs: #[path = \"../steps/mod.rs\"]"]);
    assert!(fs::exists(root.join("steps/mod.rs")).unwrap());
}
