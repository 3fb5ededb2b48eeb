//! The processes of this machine, as Linux shows them; elsewhere none.

use std::fs;

/// A process that runs.
#[derive(Clone, Debug)]
pub struct RunningProcess {
    pub pid: u32,
    pub parent: u32,
    /// Its program and arguments.
    pub command: String,
}

/// All of them. One that has ended and was not waited for has no command.
pub fn processes() -> Vec<RunningProcess> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let named = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    named.filter_map(process).collect()
}

/// The processes that one has started, and those that they have.
pub fn descendants(pid: u32) -> Vec<u32> {
    let all = processes();
    let mut found = vec![pid];
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        found.extend(
            all.iter()
                .filter(|process| process.parent == parent)
                .map(|process| process.pid),
        );
        at += 1;
    }
    found.split_off(1)
}

fn process(pid: u32) -> Option<RunningProcess> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let command = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    Some(RunningProcess {
        pid,
        parent: after_name.split_whitespace().nth(1)?.parse().ok()?,
        command: String::from_utf8_lossy(&command).replace('\0', " "),
    })
}
