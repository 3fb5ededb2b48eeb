//! What was not run, for the last lines of the suite.
//!
//! libtest counts a test that returns early as passed, and prints its own result when all tests are over. These lines follow when the
//! process exits. The last of them is written to a file too: `crates/testkit/tests/last_line.rs` prints it again when Cargo has run
//! everything else.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::process::parent_id;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, Once, PoisonError};

/// A part that does not fit, and how many tests wanted it.
pub struct Lack {
    pub name: String,
    pub mend: String,
    pub tests: usize,
}

/// By reason.
static LACKS: Mutex<BTreeMap<String, Lack>> = Mutex::new(BTreeMap::new());

/// How many tests each command runs that this run leaves to it.
static LEFT: Mutex<BTreeMap<&str, usize>> = Mutex::new(BTreeMap::new());

/// Counts one test as left to a command of its own, because it takes too long for every run. It fails nowhere.
pub fn left_to(command: &'static str) {
    print_at_exit();
    *LEFT
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(command)
        .or_default() += 1;
}

/// Counts one test as not run.
///
/// # Panics
///
/// Under `CI=true`.
pub fn not_run(name: &str, reason: &str, mend: &str) {
    let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(!is_ci, "not run, which fails under CI=true: {reason}; to mend it: {mend}");
    print_at_exit();
    let mut lacks = LACKS.lock().unwrap_or_else(PoisonError::into_inner);
    let lack = lacks.entry(reason.to_owned()).or_insert_with(|| Lack {
        name: name.to_owned(),
        mend: mend.to_owned(),
        tests: 0,
    });
    lack.tests += 1;
}

fn print_at_exit() {
    static ONCE: Once = Once::new();
    // SAFETY: a call to the C library with a function that stays.
    ONCE.call_once(|| unsafe {
        libc::atexit(print);
    });
}

extern "C" fn print() {
    let lacks = LACKS.lock().unwrap_or_else(PoisonError::into_inner);
    let left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
    let lines = lines(&lacks, &left, selected_tests());
    let mut output = std::io::stdout();
    let _ = output.write_all(lines.as_bytes());
    let _ = output.flush();
    let last = lines.lines().next_back().unwrap_or_default();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("not-run");
    let _ = std::fs::write(file, format!("{}\n{last}\n", parent_id()));
}

/// A line for each command and each reason, and the last line: how many tests ran, and how many did not.
pub fn lines(lacks: &BTreeMap<String, Lack>, left: &BTreeMap<&str, usize>, selected: Option<usize>) -> String {
    let mut lines = String::new();
    for (command, count) in left {
        let _ = writeln!(lines, "not run: {}, left to a command of their own: {command}", tests(*count));
    }
    for (reason, lack) in lacks {
        let _ = writeln!(
            lines,
            "not run: {}, for want of {reason}. To mend it: {}",
            tests(lack.tests),
            lack.mend
        );
    }
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for lack in lacks.values() {
        *names.entry(&lack.name).or_default() += lack.tests;
    }
    let wanting: usize = names.values().sum();
    let left: usize = left.values().sum();
    let names: Vec<String> = names.iter().map(|(name, tests)| format!("{name} ({tests})")).collect();
    if let Some(selected) = selected {
        let ran = selected.saturating_sub(wanting + left);
        let _ = write!(lines, "{ran} of the suite's {} ran; ", tests(selected));
    }
    let names = names.join(", ");
    let left = match left {
        0 => String::new(),
        count => format!("{count} left to a command of their own"),
    };
    let wanting = match wanting {
        0 => String::new(),
        count => format!("{count} not run, for want of outside parts: {names}; .ci/install installs every part"),
    };
    let both: Vec<String> = [left, wanting].into_iter().filter(|part| !part.is_empty()).collect();
    let _ = writeln!(lines, "{}", both.join("; "));
    lines
}

fn tests(count: usize) -> String {
    format!("{count} test{}", if count == 1 { "" } else { "s" })
}

/// How many tests this process was told to run: it asks its own program with its own arguments.
fn selected_tests() -> Option<usize> {
    let own: Vec<String> = std::env::args().skip(1).collect();
    let all = listed(&own, &["--list"])?;
    if own
        .iter()
        .any(|argument| argument == "--ignored" || argument == "--include-ignored")
    {
        return Some(all);
    }
    Some(all.saturating_sub(listed(&own, &["--list", "--ignored"])?))
}

fn listed(own: &[String], more: &[&str]) -> Option<usize> {
    let output = Command::new(std::env::current_exe().ok()?)
        .args(more)
        .args(own)
        .output()
        .ok()?;
    let listed = String::from_utf8_lossy(&output.stdout);
    let count = listed.lines().filter(|line| line.ends_with(": test")).count();
    output.status.success().then_some(count)
}
