//! A process killed while it writes its state file: the file is always a whole one.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jalon::checkpoint::{Checkpoint, Folder, read_state};

use super::{CORES, Ended, try_all_in_real_time};

/// How many writers are killed.
const KILLS: u64 = 500;
/// Where the writer of a killed process writes.
const FOLDER: &str = "JALON_TORN_WRITES_FOLDER";

fn first_state(folder: &Folder) -> jalon::checkpoint::StateFile {
    let fixture = include_bytes!("../../fixtures/state-1.json");
    folder.replace("state.json", fixture).unwrap();
    read_state(folder, "demo").unwrap().unwrap()
}

/// The writer: updates its state without end, each time longer or shorter than before. Only [`is_whole_after`] gives it a folder.
#[test]
#[ignore = "never ends: it is killed by the test of torn writes"]
fn a_writer_that_never_ends() {
    let folder = Folder::at(std::env::var(FOLDER).unwrap());
    let state = first_state(&folder);
    let checkpoint = Checkpoint::create(&folder, state).unwrap();
    std::io::Write::write_all(&mut std::io::stderr(), b"writing\n").unwrap();
    for number in 0_usize.. {
        checkpoint
            .update(|state| {
                let text = "x".repeat(number * 7919 % 60_000);
                state.outputs.insert("number".to_owned(), number.to_string());
                state.outputs.insert("text".to_owned(), text);
            })
            .unwrap();
    }
}

/// Kills a writer some time after its first write, and reads what it left.
fn is_whole_after(delay: Duration, total: &AtomicUsize) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "matrix::torn_writes::a_writer_that_never_ends",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(writer.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "writing\n", "the writer did not start");
    std::thread::sleep(delay);
    writer.kill().unwrap();
    writer.wait().unwrap();
    let state = read_state(&Folder::at(folder.path()), "demo").unwrap().unwrap();
    let written: usize = state.outputs.get("number").map_or(0, |number| number.parse().unwrap());
    let text = state.outputs.get("text").map_or(0, String::len);
    assert_eq!(text, written * 7919 % 60_000, "two versions are mixed");
    total.fetch_add(written, Ordering::Relaxed);
    // The next update goes through, whatever the killed one left beside the file.
    Checkpoint::create(&Folder::at(folder.path()), state).unwrap();
    Ended::Survived
}

#[test]
fn a_state_file_is_whole_whenever_its_writer_is_killed() {
    let total = AtomicUsize::new(0);
    // From at once to many writes later, in steps finer than one write.
    let delays: Vec<u64> = (0..KILLS).map(|kill| kill * 100).collect();
    try_all_in_real_time("torn writes", &delays, CORES, |microseconds| {
        is_whole_after(Duration::from_micros(microseconds), &total)
    });
    assert!(total.into_inner() > 500, "hardly anything was written before the kills");
}
