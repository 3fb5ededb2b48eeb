//! How much memory a large site takes: its files are read as a stream, by commands that only look too.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::support::{Endpoint, Jalon, ServedSandbox};

const MIB: usize = 1024 * 1024;
/// A large file, and many small ones that are as large together.
const LARGE: usize = 96 * MIB;
const SMALL: (usize, usize) = (4800, 20 * 1024);
/// A debug build takes 50 MiB by itself.
const MOST: usize = 110 * MIB;

/// The most memory a command had at a time. Linux counts it from the start of the program on.
fn peak(jalon: &Jalon, arguments: &[&str]) -> usize {
    let mut command = jalon.command(arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let status = Path::new("/proc").join(child.id().to_string()).join("status");
    let mut peak = 0;
    let code = loop {
        let read = std::fs::read_to_string(&status).unwrap_or_default();
        let line = read.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        let kib: usize = line.trim_end_matches("kB").trim().parse().unwrap_or(0);
        peak = peak.max(kib * 1024);
        if let Some(ended) = child.try_wait().unwrap() {
            break ended.code();
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert_eq!(code, Some(0), "{arguments:?}");
    assert!(peak > 10 * MIB, "{arguments:?}: its memory could not be read");
    peak
}

#[test]
fn a_large_folder_takes_no_more_memory_than_a_small_one() {
    let sandbox = ServedSandbox::start();
    let jalon = sandbox.jalon().with("AWS_REGION", "us-east-1");
    let public = jalon.folder().join("public");
    std::fs::create_dir(&public).unwrap();
    std::fs::write(public.join("index.html"), "<title>Harbour</title>").unwrap();
    std::fs::write(public.join("large.bin"), vec![7; LARGE]).unwrap();
    let is_small = |arguments: &[&str]| {
        let peak = peak(&jalon, arguments);
        assert!(peak < MOST, "{arguments:?}: {} MiB", peak / MIB);
    };
    is_small(&["run", "site", "--yes", "--set", "site.folder=public"]);
    for number in 0..SMALL.0 {
        std::fs::write(public.join(format!("{number}.html")), vec![b'a'; SMALL.1]).unwrap();
    }
    is_small(&["plan", "site"]);
    is_small(&["status"]);
    // Without what is known of the files that were sent, all are read.
    std::fs::remove_file(jalon.kept("site-index.json")).unwrap();
    is_small(&["plan", "site"]);
    is_small(&["status"]);
}
