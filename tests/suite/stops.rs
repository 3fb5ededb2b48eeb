//! One signal ends every command at any moment, whatever it waits for, with the documented code, and nothing is lost.

use std::ffi::CString;
use std::io::Read;
use std::net::TcpListener;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::support::{Jalon, send_signal};

/// How long the end may take: what is under way is given six seconds, and the machine may be busy.
const ENDS_WITHIN: Duration = Duration::from_secs(12);
const SIGNALS: [(&str, i32, i32); 2] = [("INT", libc::SIGINT, 130), ("TERM", libc::SIGTERM, 143)];

/// How a command ended.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// By itself, before the signal: with this code.
    Before(i32),
    /// By the signal, as documented.
    Stopped,
}

/// Sends a signal some time after the start, and expects the command to end as it should.
#[track_caller]
fn stop_after(mut child: Child, after: Duration, (name, number, code): (&str, i32, i32), what: &str) -> End {
    let (mut stdout, mut stderr) = (child.stdout.take(), child.stderr.take());
    std::thread::sleep(after);
    send_signal(name, child.id());
    let sent = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if sent.elapsed() > ENDS_WITHIN {
            let _ = child.kill();
            panic!("{what}, {name} after {after:?}: it did not end within {ENDS_WITHIN:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let mut said = String::new();
    if let Some(stream) = &mut stdout {
        let _ = stream.read_to_string(&mut said);
    }
    if let Some(stream) = &mut stderr {
        let _ = stream.read_to_string(&mut said);
    }
    match status.code() {
        Some(ended) if ended == code => End::Stopped,
        // Before it watches for signals, the system ends it.
        None if status.signal() == Some(number) => End::Stopped,
        Some(ended @ (0 | 3)) => End::Before(ended),
        _ => panic!("{what}, {name} after {after:?}: {status}\n{said}"),
    }
}

/// How many moments of a command are tried: a share, or a hundred with `JALON_MATRIX=all`.
fn moments(share: u64) -> u64 {
    match std::env::var("JALON_MATRIX").as_deref() {
        Ok("all") => 100,
        _ => share,
    }
}

/// Stops a command once at each of some moments, evenly over a time, and returns how often it was stopped before its end.
fn stop_evenly(jalon: &dyn Fn() -> Rc<Jalon>, command: &[&str], share: u64, over: Duration) -> usize {
    let count = moments(share);
    let mut stopped = 0;
    for moment in 0..count {
        let after = Duration::from_millis(5) + over.mul_f64(moment as f64 / count as f64);
        let signal = SIGNALS[usize::try_from(moment).unwrap() % 2];
        let jalon = jalon();
        stopped += usize::from(stop_after(jalon.start(command), after, signal, &format!("{command:?}")) == End::Stopped);
        // Whatever it was doing, what is remembered can be read.
        jalon.run(&["list"]).ends_with(0);
    }
    stopped
}

#[test]
fn a_signal_at_any_moment_of_a_command_that_reads_ends_it() {
    let built = Rc::new(Jalon::new());
    built.run(&["walk", "--sandbox", "--yes", "--until", "database"]).ends_with(0);
    let mut stopped = 0;
    for (command, share) in [
        (&["plan", "--sandbox-speed", "1"][..], 8),
        (&["status", "--sandbox-speed", "1"], 8),
        (&["verify", "--sandbox-speed", "1"], 8),
        (&["reach", "me", "app-host:22", "--sandbox-speed", "1"], 6),
        (&["list"], 4),
        (&["ssh", "app-host", "--", "cloud-init", "status"], 4),
        (&["sandbox", "serve", "--port", "0"], 6),
        (&["steps"], 2),
        (&["explain", "vpc"], 2),
        (&["init", "-"], 2),
    ] {
        stopped += stop_evenly(&|| Rc::clone(&built), command, share, Duration::from_millis(360));
    }
    assert!(stopped > 25, "only {stopped} were stopped before their end");
    built.run(&["plan", "database", "--detailed-exitcode"]).ends_with(0);
}

#[test]
fn a_signal_at_any_moment_of_forgetting_or_emptying_loses_nothing() {
    for command in [&["forget", "--yes", "--sandbox-speed", "1"][..], &["sandbox", "reset"]] {
        let made = || {
            let jalon = Jalon::new();
            jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
            Rc::new(jalon)
        };
        stop_evenly(&made, command, 4, Duration::from_millis(300));
    }
}

#[test]
fn a_signal_at_any_moment_of_a_command_that_changes_something_ends_it_and_loses_nothing() {
    let mut stopped = 0;
    // Each walk goes on where the one before was stopped, and so does each destruction.
    let jalon = Jalon::new();
    for (command, share) in [
        (&["walk", "--sandbox", "--yes", "--sandbox-speed", "40"][..], 22),
        (&["run", "site", "--sandbox", "--yes", "--sandbox-speed", "1"], 8),
        (&["pause", "--yes", "--sandbox", "--sandbox-speed", "40"], 8),
        (&["resume", "--yes", "--sandbox", "--sandbox-speed", "40"], 8),
        (&["destroy", "--yes", "--sandbox", "--sandbox-speed", "40"], 22),
    ] {
        // What was stopped goes on to its end first.
        let before: &[&[&str]] = match command[0] {
            "pause" => &[&["walk", "--sandbox", "--yes"]],
            "resume" => &[&["pause", "--yes"]],
            "destroy" => &[&["resume", "--yes"], &["plan", "--detailed-exitcode"]],
            _ => &[],
        };
        for command in before {
            jalon.run(command).ends_with(0);
        }
        let count = moments(share);
        for moment in 0..count {
            // Later and later, so that each comes further than the one before.
            let part = moment as f64 / count as f64 * share as f64;
            let after = Duration::from_millis(3) + Duration::from_millis(3).mul_f64(part * part);
            let signal = SIGNALS[usize::try_from(moment).unwrap() % 2];
            stopped += usize::from(stop_after(jalon.start(command), after, signal, &format!("{command:?}")) == End::Stopped);
        }
    }
    assert!(stopped > 35, "only {stopped} were stopped before their end");
    jalon.run(&["destroy", "--yes", "--sandbox"]).ends_with(0);
    let status = jalon.run(&["status"]).ends_with(0);
    assert!(!status.stdout.contains("vpc/main"), "{}", status.stdout);
}

/// Takes connections and never says anything.
fn silent() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let mut held = Vec::new();
        for stream in listener.incoming() {
            held.push(stream);
        }
    });
    url
}

#[test]
fn an_endpoint_that_says_nothing_holds_up_no_stop() {
    let url = silent();
    let here = ["--endpoint-url", &url, "--region", "us-east-1"];
    let commands: [&[&str]; 8] = [
        &["list"],
        &["reach", "me", "app-host:22"],
        &["walk", "--yes"],
        &["run", "vpc", "--yes"],
        &["plan"],
        &["status"],
        &["verify"],
        &["destroy", "--yes"],
    ];
    for (index, command) in commands.iter().enumerate() {
        let jalon = Jalon::new().with("AWS_ACCESS_KEY_ID", "k").with("AWS_SECRET_ACCESS_KEY", "s");
        let child = jalon.start(&[command, &here[..]].concat());
        let end = stop_after(child, Duration::from_millis(700), SIGNALS[index % 2], &format!("{command:?}"));
        assert_eq!(end, End::Stopped, "{command:?}");
    }
}

fn make_pipe(path: &Path) {
    let name = CString::new(path.as_os_str().as_bytes()).unwrap();
    // SAFETY: a system call on a name that lives on.
    assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o600) }, 0);
}

#[test]
fn a_pipe_that_nobody_writes_to_holds_up_no_stop() {
    let jalon = Jalon::new()
        .with("AWS_SHARED_CREDENTIALS_FILE", "pipe")
        .with("AWS_CONFIG_FILE", "pipe");
    make_pipe(&jalon.folder().join("pipe"));
    for (index, command) in [
        &["walk", "--yes", "--sandbox", "--answers", "pipe"][..],
        &["plan", "--sandbox", "--answers", "pipe"],
        // The SDK reads the files of profiles.
        &["walk", "--yes", "--region", "us-east-1"],
        &["status"],
    ]
    .iter()
    .enumerate()
    {
        let child = jalon.start(command);
        let end = stop_after(child, Duration::from_millis(600), SIGNALS[index % 2], &format!("{command:?}"));
        assert_eq!(end, End::Stopped, "{command:?}");
    }
}

#[test]
fn a_stdout_and_a_stderr_that_nobody_reads_hold_up_no_stop() {
    // A walk says more than a pipe holds only where it says every call, in JSON, again and again.
    let jalon = Jalon::new();
    let mut held = Vec::new();
    for signal in SIGNALS {
        let (stdout, stderr) = (FullPipe::new(), FullPipe::new());
        let mut command = jalon.command(&["walk", "--sandbox", "--yes", "-v", "--output", "json", "--until", "vpc"]);
        let child = command.stdout(stdout.writer()).stderr(stderr.writer()).spawn().unwrap();
        held.extend([stdout, stderr]);
        let end = stop_after(child, Duration::from_millis(900), signal, "a walk that nobody reads");
        assert_eq!(end, End::Stopped);
    }
    drop(held);
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["plan", "vpc", "--detailed-exitcode"]).ends_with(0);
}

/// A pipe that holds as much as it can, and that nobody reads.
struct FullPipe {
    _reader: std::io::PipeReader,
    writer: std::io::PipeWriter,
}

impl FullPipe {
    fn new() -> Self {
        use std::os::fd::AsRawFd;
        let (reader, writer) = std::io::pipe().unwrap();
        let number = writer.as_raw_fd();
        // SAFETY: system calls on a descriptor that is open.
        unsafe {
            let flags = libc::fcntl(number, libc::F_GETFL);
            libc::fcntl(number, libc::F_SETFL, flags | libc::O_NONBLOCK);
            while libc::write(number, [0u8; 4096].as_ptr().cast(), 4096) > 0 {}
            while libc::write(number, [0u8; 1].as_ptr().cast(), 1) > 0 {}
            libc::fcntl(number, libc::F_SETFL, flags);
        }
        Self { _reader: reader, writer }
    }

    fn writer(&self) -> Stdio {
        self.writer.try_clone().unwrap().into()
    }
}

#[test]
fn a_host_that_says_nothing_holds_up_no_stop_of_ssh() {
    let sandbox = crate::support::ServedSandbox::start_with(&["--sandbox-speed", "3600"]);
    let jalon = crate::support::Endpoint::jalon(&sandbox);
    jalon.run(&["walk", "--yes", "--until", "app-host"]).ends_with(0);
    for signal in SIGNALS {
        let child = jalon.start(&["ssh", "app-host", "--live-hosts", "--", "true"]);
        std::thread::sleep(Duration::from_millis(300));
        let mut child = child;
        send_signal(signal.0, child.id());
        let sent = Instant::now();
        while child.try_wait().unwrap().is_none() {
            assert!(sent.elapsed() < ENDS_WITHIN, "it did not end");
            std::thread::sleep(Duration::from_millis(5));
        }
        let status = child.wait().unwrap();
        // OpenSSH is in the program's place then, and its end is its own.
        assert!(!status.success(), "{status}");
    }
}
