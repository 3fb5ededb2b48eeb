//! The modules of a crate and what they import, read from their text: enough of Rust to follow `use` declarations and paths that begin
//! with `crate::`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A path, segment by segment.
type Segments = Vec<String>;

/// What one file says of itself.
#[derive(Default)]
struct Module {
    is_room: bool,
    used: Vec<Segments>,
    /// Names it passes on, and what they stand for.
    passed_on: BTreeMap<String, Segments>,
}

/// The modules of a crate by their paths.
pub struct Modules(BTreeMap<Segments, Module>);

impl Modules {
    /// Reads folders, each with the module it stands for: the crate itself where it is `None`.
    pub fn read(folders: &[(PathBuf, Option<&str>)]) -> Self {
        let mut texts = BTreeMap::new();
        for (folder, within) in folders {
            for (file, text) in Self::sources(folder) {
                let path = file.strip_prefix(folder).unwrap().with_extension("");
                let mut segments: Segments = within.iter().map(|name| (*name).to_owned()).collect();
                segments.extend(path.iter().map(|part| part.to_string_lossy().into_owned()));
                let is_room = segments.last().is_some_and(|last| last == "mod");
                if is_room {
                    segments.pop();
                }
                if !segments.is_empty() && segments != ["lib"] && segments != ["main"] {
                    texts.insert(segments, (is_room, code_of(&text)));
                }
            }
        }
        let known: BTreeSet<Segments> = texts.keys().cloned().collect();
        let read = |(path, (is_room, text)): (Segments, (bool, String))| {
            let module = Module::read(&path, is_room, &text, &known);
            (path, module)
        };
        Self(texts.into_iter().map(read).collect())
    }

    /// Every source file below a folder, with its text.
    pub fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
        let mut all = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all.extend(Self::sources(&path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                all.push((path, text));
            }
        }
        all.sort();
        all
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The files that each file imports from. What a room passes on counts as imported from where it stands.
    pub fn imports(&self) -> BTreeMap<String, BTreeSet<String>> {
        let name = |path: &Segments| path.join("::");
        let of = |(path, module): (&Segments, &Module)| {
            let others = module.used.iter().filter_map(|used| self.file_of(used, 0));
            // A room passes on what is in it.
            let foreign = others.filter(|other| other != path && !(module.is_room && other.starts_with(path)));
            (name(path), foreign.map(|other| name(&other)).collect())
        };
        self.0.iter().map(of).collect()
    }

    /// The file in which the end of a path stands.
    fn file_of(&self, path: &[String], depth: usize) -> Option<Segments> {
        let length = (1..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
        let module = &self.0[&path[..length]];
        let stands_for = path.get(length).and_then(|item| module.passed_on.get(item));
        match stands_for {
            Some(origin) if depth < 8 => {
                let further = [origin.as_slice(), &path[length + 1..]].concat();
                self.file_of(&further, depth + 1)
            }
            _ => Some(path[..length].to_vec()),
        }
    }
}

impl Module {
    fn read(path: &[String], is_room: bool, text: &str, known: &BTreeSet<Segments>) -> Self {
        let mut module = Self {
            is_room,
            ..Self::default()
        };
        let mut rest = text;
        while let Some(at) = rest.find("use ") {
            let begins_word = rest[..at].chars().next_back().is_none_or(|c| c.is_whitespace());
            let line_so_far = rest[..at].rsplit('\n').next().unwrap_or_default().trim();
            let declaration = rest[at + 4..].split_once(';');
            let Some((tree, after)) =
                declaration.filter(|_| begins_word && (line_so_far.is_empty() || line_so_far.starts_with("pub")))
            else {
                rest = &rest[at + 4..];
                continue;
            };
            for used in expand(tree) {
                let Some(full) = absolute(path, &used, known) else { continue };
                if line_so_far.starts_with("pub") {
                    module.passed_on.extend(full.last().cloned().map(|name| (name, full.clone())));
                }
                module.used.push(full);
            }
            rest = after;
        }
        module.used.extend(paths_in(text));
        module
    }
}

/// A file without its comments and its unit tests.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let without_comment = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    code.lines().map(without_comment).collect::<Vec<_>>().join("\n")
}

/// The single paths of a `use` tree.
fn expand(tree: &str) -> Vec<Segments> {
    let tree = tree.trim();
    let Some((before, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.split("::").map(|segment| segment.trim().to_owned()).collect()];
    };
    let inside = inside.trim_end().strip_suffix('}').unwrap_or(inside);
    let prefix: Segments = before
        .split("::")
        .map(|segment| segment.trim().to_owned())
        .filter(|segment| !segment.is_empty())
        .collect();
    let branches = branches(inside).into_iter().flat_map(expand);
    branches.map(|branch| [prefix.as_slice(), &branch].concat()).collect()
}

/// What stands between the outer commas.
fn branches(inside: &str) -> Vec<&str> {
    let (mut depth, mut start, mut all) = (0, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                all.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    all.push(&inside[start..]);
    all.retain(|branch| !branch.trim().is_empty());
    all
}

/// A path within the crate; `None` for one of another crate.
fn absolute(module: &[String], used: &[String], known: &BTreeSet<Segments>) -> Option<Segments> {
    let mut full: Segments = match used.first().map(String::as_str)? {
        "crate" => used[1..].to_vec(),
        "self" => [module, &used[1..]].concat(),
        "super" => {
            let ups = used.iter().take_while(|segment| *segment == "super").count();
            let room = &module[..module.len().checked_sub(ups)?];
            [room, &used[ups..]].concat()
        }
        first => {
            let inner = [module, &[first.to_owned()]].concat();
            if !known.contains(&inner) {
                return None;
            }
            [module, used].concat()
        }
    };
    if full.last().is_some_and(|last| last == "self") {
        full.pop();
    }
    Some(full)
}

/// Paths that begin with `crate::` anywhere.
fn paths_in(text: &str) -> Vec<Segments> {
    let mut all = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let path: String = text[at + 7..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':')
            .collect();
        let path = path.trim_end_matches(':');
        all.push(path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect());
    }
    all
}

/// The circles in a graph: sets of files each of which leads to all others of its set.
pub fn circles(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let reached = |from: &String| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(module) = open.pop() {
            for next in imports.get(&module).into_iter().flatten() {
                if reached.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        reached
    };
    let all: BTreeMap<&String, BTreeSet<String>> = imports.keys().map(|module| (module, reached(module))).collect();
    let mut circles = BTreeSet::new();
    for (module, from_it) in &all {
        let leads_back = |other: &&String| all.get(*other).is_some_and(|from_other| from_other.contains(*module));
        let circle: BTreeSet<String> = from_it.iter().filter(leads_back).cloned().collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}
