//! No test: the last line of `cargo test`. Cargo runs this target after all others, the suite among them, and the suite's own last lines
//! are far up by then. It prints the line again that counts what was not run.

#![expect(clippy::print_stdout, reason = "this is what it is for")]

use std::os::unix::process::parent_id;
use std::path::Path;

fn main() {
    // The suite begins the file with the process id of the Cargo that ran it: another run's file says nothing of this one.
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("not-run");
    let written = std::fs::read_to_string(file).unwrap_or_default();
    if let Some((cargo, line)) = written.split_once('\n')
        && cargo == parent_id().to_string()
    {
        println!("\n{line}");
    }
}
