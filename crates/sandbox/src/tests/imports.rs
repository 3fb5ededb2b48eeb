//! Only the files of the network import each other in a circle, because AWS's own rules do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files that stand in a circle; the comment of `ec2/mod.rs` says why.
const NETWORK: [&str; 16] = [
    "ec2::addresses",
    "ec2::associations",
    "ec2::default_vpc",
    "ec2::internet_gateways",
    "ec2::nat_gateways",
    "ec2::network_acl_associations",
    "ec2::network_acl_entries",
    "ec2::network_acls",
    "ec2::network_interfaces",
    "ec2::peerings",
    "ec2::route_tables",
    "ec2::routes",
    "ec2::security_groups",
    "ec2::subnets",
    "ec2::vpc_endpoints",
    "ec2::vpcs",
];

/// A file: its module's path, whether it is the root of a folder, and its text without comments and tests.
struct Source {
    module: Vec<String>,
    is_root: bool,
    text: String,
}

fn sources(folder: &Path, module: &[String], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut inner = module.to_vec();
        if ["tests", "parsers"].contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            inner.push(name);
            sources(&path, &inner, found);
            continue;
        }
        let is_root = ["lib", "mod"].contains(&name.as_str());
        if !is_root {
            inner.push(name);
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
        found.push(Source {
            module: inner,
            is_root,
            text: lines.collect::<Vec<_>>().join(" "),
        });
    }
}

/// The paths of a `use` tree, with its braces opened.
fn opened(tree: &str) -> Vec<String> {
    let Some((start, rest)) = tree.split_once('{') else {
        return vec![tree.trim().to_owned()];
    };
    let inner = rest.rsplit_once('}').map_or("", |(inner, _)| inner);
    let (mut paths, mut depth, mut item) = (Vec::new(), 0, String::new());
    for character in inner.chars().chain([',']) {
        match character {
            ',' if depth == 0 => {
                let path = std::mem::take(&mut item);
                paths.extend(opened(path.trim()).iter().map(|path| format!("{}{path}", start.trim())));
                continue;
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        item.push(character);
    }
    paths
}

/// Every path in a file that may lead to another.
fn paths(text: &str) -> Vec<String> {
    let uses = text.split("use ").skip(1).filter_map(|rest| rest.split(';').next());
    let inline = text
        .split(|c: char| !(c.is_alphanumeric() || "_:".contains(c)))
        .filter(|word| word.starts_with("crate::") || word.starts_with("super::"));
    uses.flat_map(opened).chain(inline.map(str::to_owned)).collect()
}

/// The module that a path in a file leads to, where it is another of this crate and none that the file stands in.
fn target(source: &Source, path: &str, modules: &BTreeSet<Vec<String>>) -> Option<Vec<String>> {
    let mut parts: Vec<&str> = path.split("::").collect();
    let mut base = source.module.clone();
    match parts.first() {
        Some(&"crate") => {
            base.clear();
            parts.remove(0);
        }
        Some(&"super") => {
            while parts.first() == Some(&"super") {
                base.pop();
                parts.remove(0);
            }
        }
        _ if source.is_root => {}
        _ => return None,
    }
    base.extend(parts.into_iter().map(str::to_owned));
    while !modules.contains(&base) {
        base.pop()?;
    }
    (!base.is_empty() && !source.module.starts_with(&base)).then_some(base)
}

#[test]
fn only_the_files_of_the_network_import_each_other_in_a_circle() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut found);
    let modules: BTreeSet<Vec<String>> = found.iter().map(|source| source.module.clone()).collect();
    let imports: BTreeMap<&Vec<String>, BTreeSet<Vec<String>>> = found
        .iter()
        .map(|source| {
            let targets = paths(&source.text)
                .into_iter()
                .filter_map(|path| target(source, &path, &modules));
            (&source.module, targets.collect())
        })
        .collect();
    let reaches_itself = |module: &&Vec<String>| {
        let (mut reached, mut next) = (BTreeSet::new(), vec![*module]);
        while let Some(from) = next.pop() {
            for to in &imports[from] {
                if reached.insert(to) {
                    next.push(to);
                }
            }
        }
        reached.contains(*module)
    };
    let circle: Vec<String> = modules
        .iter()
        .filter(reaches_itself)
        .map(|module| module.join("::"))
        .collect();
    assert_eq!(
        circle, NETWORK,
        "files import each other in a circle: move what both need to a file of its own"
    );
}
