//! The real binary, run as a user runs it: in an empty folder, with nothing of this machine's AWS configuration.

use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::system::before_the_systems;
use super::{Right, search_path};

/// A user without rights, as most systems have it under this number.
const NOBODY: u32 = 65534;

/// A folder to run jalon in.
pub struct Jalon {
    folder: TempDir,
    environment: Vec<(String, String)>,
    program: PathBuf,
    user: Option<u32>,
    ignores_hangup: bool,
}

/// How one run ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Jalon {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            environment: Vec::new(),
            program: PathBuf::from(env!("CARGO_BIN_EXE_jalon")),
            user: None,
            ignores_hangup: false,
        }
    }

    /// Run by somebody whom permissions bind: root becomes another user. `None`, and said so, where that can't be.
    pub fn of_nobody() -> Option<Self> {
        let mut jalon = Self::new();
        if !is_root() {
            return Some(jalon);
        }
        // Where the program lies, another user may not look.
        let program = jalon.folder().join("jalon");
        if std::fs::hard_link(&jalon.program, &program).is_err() {
            std::fs::copy(&jalon.program, &program).unwrap();
        }
        if let Err(error) = std::os::unix::fs::chown(jalon.folder(), Some(NOBODY), None) {
            Right::Refusals.is_denied(&format!("root can't become another user: {error}"));
            return None;
        }
        jalon.program = program;
        jalon.user = Some(NOBODY);
        Some(jalon)
    }

    /// With one more environment variable.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The environment variables it was given.
    pub fn environment(&self) -> &[(String, String)] {
        &self.environment
    }

    /// The same, as `nohup` starts it.
    pub fn under_nohup(mut self) -> Self {
        self.ignores_hangup = true;
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file in the deployment's folder.
    pub fn kept(&self, name: &str) -> PathBuf {
        self.folder().join(".jalon/demo").join(name)
    }

    /// The command, ready to run, with a cloud that is as quick as tests want it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        if let Some(user) = self.user {
            command.uid(user);
        }
        let of_hangup = if self.ignores_hangup { libc::SIG_IGN } else { libc::SIG_DFL };
        // Whoever runs the tests in the background of a shell may have them ignore signals.
        let dispositions = [
            (libc::SIGHUP, of_hangup),
            (libc::SIGINT, libc::SIG_DFL),
            (libc::SIGTERM, libc::SIG_DFL),
        ];
        // SAFETY: `signal` is a system call, which may be made between fork and exec.
        unsafe {
            command.pre_exec(move || {
                for (signal, disposition) in dispositions {
                    if libc::signal(signal, disposition) == libc::SIG_ERR {
                        return Err(std::io::Error::last_os_error());
                    }
                }
                Ok(())
            });
        }
        command
            .args(arguments)
            .current_dir(self.folder())
            .env_clear()
            .env("HOME", self.folder())
            .env("PATH", search_path())
            .env("JALON_SANDBOX_SPEED", "600")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Runs a command line as it was advised, `jalon walk …`, in a shell.
    pub fn run_line(&self, line: &str) -> Run {
        let words = self.command(&[]);
        let line = match line.strip_prefix("jalon ") {
            Some(rest) => format!("'{}' {rest}", self.program.display()),
            None => line.to_owned(),
        };
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &line]).current_dir(self.folder()).env_clear();
        shell.envs(words.get_envs().filter_map(|(name, value)| Some((name, value?))));
        // What is advised beside jalon is a program that every system has.
        let path = words.get_envs().find(|(name, _)| *name == "PATH").and_then(|(_, path)| path);
        shell.env("PATH", before_the_systems(path.unwrap_or_default()));
        Run::of(shell.stdin(Stdio::null()).output().unwrap())
    }

    /// Starts it and leaves it running.
    pub fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Starts it, and reads what it says as it says it.
    pub fn begin(&self, arguments: &[&str]) -> Running {
        let mut child = self.start(arguments);
        Running {
            stdout: Reading::of(child.stdout.take().unwrap()),
            stderr: Reading::of(child.stderr.take().unwrap()),
            child,
        }
    }
}

/// The advice of a run that failed, in one line.
pub fn next(stderr: &str) -> String {
    let at = stderr.find("next: ").unwrap_or_else(|| panic!("no advice: {stderr}"));
    one_line(&stderr[at + 6..])
}

/// A text without its line breaks, as a sentence may be broken anywhere.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Run {
    pub fn of(output: std::process::Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The commands that were advised, in the order in which they were.
    pub fn advised(&self) -> Vec<String> {
        let advice = self.stderr.split_once("next:").map_or("", |(_, advice)| advice);
        let code = advice.split('`').skip(1).step_by(2);
        code.map(one_line).collect()
    }

    /// What it said on stderr, on one line.
    pub fn stderr_line(&self) -> String {
        one_line(&self.stderr)
    }

    /// Fails with everything that was said unless the run ended with this code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

pub fn is_root() -> bool {
    // SAFETY: a system call without arguments.
    unsafe { libc::geteuid() == 0 }
}

/// Writes a file as jalon writes its own: for its owner alone.
pub fn write_private(path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// Sends a signal, by its name without SIG, to a process that has not been waited for.
pub fn send_signal(name: &str, pid: u32) {
    let signal = match name {
        "HUP" => libc::SIGHUP,
        "INT" => libc::SIGINT,
        "KILL" => libc::SIGKILL,
        "TERM" => libc::SIGTERM,
        _ => panic!("no test sends {name}"),
    };
    // SAFETY: a system call.
    let sent = unsafe { libc::kill(libc::pid_t::try_from(pid).unwrap(), signal) };
    assert_eq!(sent, 0, "{name} to {pid}: {}", std::io::Error::last_os_error());
}

/// Takes out what differs from run to run: ids, folders, times, and that something took long.
pub fn redact(text: &str, folder: &Path) -> String {
    let text = without_delays(text).replace(&folder.display().to_string(), "FOLDER");
    let mut redacted = String::new();
    for (index, word) in text.split_inclusive([' ', '\n', ',', '"', '_', '(', ')']).enumerate() {
        let _ = index;
        let (word, end) = match word.char_indices().last() {
            Some((at, end)) if " \n,\"_()".contains(end) => word.split_at(at),
            _ => (word, ""),
        };
        redacted.push_str(&redact_word(word));
        redacted.push_str(end);
    }
    redacted
}

/// Takes out the notices that something took long, to the end of their sentences: how long a call is sent again is drawn by lot, and a
/// busy machine is slow.
fn without_delays(text: &str) -> String {
    let begins = |line: &str| {
        line.trim_start().starts_with("Trying to ")
            || line.trim_start().starts_with("Waiting for AWS's answer")
            || line.contains("failed. AWS may not")
    };
    let ends = |line: &str| ["seconds.", "so far."].iter().any(|end| line.trim_end().ends_with(end));
    let mut is_within = false;
    let kept = text.split_inclusive('\n').filter(|line| {
        let is_delay = is_within || begins(line);
        is_within = is_delay && !ends(line);
        !is_delay
    });
    kept.collect()
}

/// The filters of snapshots that say what something has cost so far, and since when.
pub fn so_far_filters() -> Vec<(&'static str, &'static str)> {
    vec![
        (r"\d{4}-\d\d-\d\d(\s+\d\d:\d\d UTC)?", "DATE"),
        (r"\$[0-9.]+(, counted)", "AMOUNT$1"),
        (r"(so far at most about )\$[0-9.]+", "${1}AMOUNT"),
    ]
}

fn redact_word(word: &str) -> String {
    const PREFIXES: [&str; 13] = [
        "acl-",
        "vpc-",
        "subnet-",
        "igw-",
        "rtb-",
        "vpce-",
        "sg-",
        "i-",
        "vol-",
        "eipalloc-",
        "nat-",
        "pcx-",
        "snap-",
    ];
    let is_hex = |text: &str| text.len() == 17 && text.chars().all(|c| c.is_ascii_hexdigit());
    for prefix in PREFIXES {
        if word.strip_prefix(prefix).is_some_and(is_hex) {
            return format!("{prefix}ID");
        }
    }
    if word.starts_with("198.51.100.") {
        return word.replacen(word.split(':').next().unwrap_or_default(), "ADDRESS", 1);
    }
    if word.starts_with("http://198.51.100.") {
        return "http://ADDRESS:5085".to_owned();
    }
    if let Some((host, rest)) = word.split_once(".us-east-1.rds.amazonaws.com") {
        let name = host.split('.').next().unwrap_or_default();
        return format!("{name}.ID.us-east-1.rds.amazonaws.com{rest}");
    }
    word.to_owned()
}

/// A run under way: what it says is read as it says it.
pub struct Running {
    child: Child,
    stdout: Reading,
    stderr: Reading,
}

/// A stream, read by a thread of its own.
struct Reading {
    text: Arc<Mutex<String>>,
    reader: JoinHandle<()>,
}

impl Reading {
    fn of(mut stream: impl Read + Send + 'static) -> Self {
        let text = Arc::new(Mutex::new(String::new()));
        let shared = Arc::clone(&text);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = stream.read(&mut bytes) {
                shared.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        });
        Self { text, reader }
    }

    fn so_far(&self) -> String {
        self.text.lock().unwrap().clone()
    }

    fn whole(self) -> String {
        self.reader.join().unwrap();
        self.text.lock().unwrap().clone()
    }
}

impl Running {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until a text was said on either stream.
    #[track_caller]
    pub fn expect(&mut self, text: &str) {
        let said = |running: &Self| format!("{}{}", running.stdout.so_far(), running.stderr.so_far());
        self.wait_for(&format!("\"{text}\""), |running| said(running).contains(text));
    }

    /// Waits until something is so, and fails when the run ends before.
    #[track_caller]
    pub fn wait_for(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while !is_so(self) {
            let ended = self.child.try_wait().unwrap();
            assert!(
                ended.is_none() && Instant::now() < deadline,
                "{what} did not come, {ended:?}:\n{}{}",
                self.stdout.so_far(),
                self.stderr.so_far()
            );
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Sends a signal, by its name without SIG.
    pub fn signal(&self, name: &str) {
        send_signal(name, self.pid());
    }

    /// Waits for the end.
    #[track_caller]
    pub fn end(mut self) -> Run {
        let deadline = Instant::now() + Duration::from_secs(60);
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None => assert!(Instant::now() < deadline, "it did not end:\n{}", self.stderr.so_far()),
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        Run {
            code: status.code(),
            stdout: self.stdout.whole(),
            stderr: self.stderr.whole(),
        }
    }
}
