//! What a served sandbox has in memory and on disk while it works.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

/// What it has at one moment.
#[derive(Clone, Debug)]
pub struct Figures {
    pub at: Duration,
    /// Bytes of memory.
    pub memory: u64,
    /// Bytes of snapshot and journal.
    pub stored: u64,
    /// How many bodies of objects.
    pub bodies: usize,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        write!(
            f,
            "after {:>4} s: {:>6.1} MiB of memory, {:>5.1} MiB of snapshot and journal, {} bodies",
            self.at.as_secs(),
            mib(self.memory),
            mib(self.stored),
            self.bodies
        )
    }
}

/// Looks at a process and its folder until a moment, twenty times.
pub fn watch(pid: u32, folder: &Path, until: Instant) -> Vec<Figures> {
    let began = Instant::now();
    let step = until.saturating_duration_since(began) / 20;
    let mut all = Vec::new();
    loop {
        all.push(Figures {
            at: began.elapsed(),
            memory: resident(pid),
            stored: stored(folder),
            bodies: std::fs::read_dir(folder.join("objects")).map_or(0, Iterator::count),
        });
        if Instant::now() >= until {
            return all;
        }
        std::thread::sleep(step);
    }
}

fn resident(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap_or_default();
    let kib = line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u64>();
    kib.expect("the server has ended") << 10
}

fn stored(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    // A file may be replaced meanwhile.
    let files = entries.filter_map(|entry| entry.ok()?.metadata().ok());
    files.filter(std::fs::Metadata::is_file).map(|file| file.len()).sum()
}

/// How many rows of each kind a stored world has.
pub fn rows(folder: &Path) -> BTreeMap<String, usize> {
    let snapshot: Value = serde_json::from_slice(&std::fs::read(folder.join("world.json")).unwrap()).unwrap();
    let journal = folder.join(format!("journal-{}.jsonl", snapshot["journal"]));
    let journal = std::fs::read_to_string(journal).unwrap();
    let lines = journal.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut kept: BTreeMap<(String, String), bool> = BTreeMap::new();
    for record in std::iter::once(snapshot).chain(lines) {
        for row in record["rows"].as_array().into_iter().flatten() {
            let text = |at: usize| row[at].as_str().unwrap().to_owned();
            kept.insert((text(0), text(1)), !row[2].is_null());
        }
    }
    let mut counted = BTreeMap::new();
    for ((table, _), _) in kept.into_iter().filter(|(_, is_there)| *is_there) {
        *counted.entry(table).or_default() += 1;
    }
    counted
}
