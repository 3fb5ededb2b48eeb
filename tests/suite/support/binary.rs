//! The real binary, run as a user runs it: in an empty folder, with nothing of this machine's AWS configuration.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A folder to run jalon in.
pub struct Jalon {
    folder: TempDir,
    environment: Vec<(String, String)>,
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
        }
    }

    /// With one more environment variable.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
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
        let mut command = Command::new(env!("CARGO_BIN_EXE_jalon"));
        command
            .args(arguments)
            .current_dir(self.folder())
            .env_clear()
            .env("HOME", self.folder())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("JALON_SANDBOX_SPEED", "600")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().unwrap();
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts it and leaves it running.
    pub fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }
}

impl Run {
    /// Fails with everything that was said unless the run ended with this code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// Takes out what differs from run to run: ids, folders, times.
pub fn redact(text: &str, folder: &Path) -> String {
    let text = text.replace(&folder.display().to_string(), "FOLDER");
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

fn redact_word(word: &str) -> String {
    const PREFIXES: [&str; 12] = [
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
