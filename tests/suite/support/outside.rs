//! What speaks AWS's protocols on loopback: moto, MiniStack, and the served sandbox; and the AWS CLI that speaks to either.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::{Jalon, Part};

/// Something that speaks AWS's protocols on loopback.
pub trait Endpoint {
    fn url(&self) -> String;

    /// What the AWS CLI answers there; `null` where it says nothing.
    fn aws(&self, arguments: &[&str]) -> Value {
        let output = Command::new(Part::AwsCli.program())
            .args(["--endpoint-url", &self.url(), "--output", "json", "--region", "us-east-1"])
            .args(arguments)
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "aws {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    /// jalon, told to use it.
    fn jalon(&self) -> Jalon {
        Jalon::new()
            .with("JALON_ENDPOINT_URL", &self.url())
            .with("AWS_ACCESS_KEY_ID", "test")
            .with("AWS_SECRET_ACCESS_KEY", "test")
    }
}

/// A moto server that ends with the test.
pub struct Moto {
    server: Child,
    port: u16,
}

impl Moto {
    /// Starts one on a free port, with images of a date jalon looks for.
    pub fn start() -> Option<Self> {
        let python = Part::Moto.or_not_run()?;
        let port = free_port();
        let server = Command::new(python)
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()])
            .env(
                "MOTO_AMIS_PATH",
                concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/moto-images.json"),
            )
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut moto = Self { server, port };
        if listens(port, &mut moto.server) {
            return Some(moto);
        }
        Part::Moto.is_broken("its server does not listen");
        None
    }
}

impl Endpoint for Moto {
    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A MiniStack server that ends with the test, with its files.
pub struct MiniStack {
    server: Child,
    port: u16,
    _folder: TempDir,
}

impl MiniStack {
    /// Starts one on a free port, without containers and with the usual account.
    pub fn start() -> Option<Self> {
        let python = Part::MiniStack.or_not_run()?;
        let (port, folder) = (free_port(), tempfile::tempdir().unwrap());
        let server = Command::new(python)
            .args(["-m", "ministack"])
            .env("BIND_HOST", "127.0.0.1")
            .env("GATEWAY_PORT", port.to_string())
            .env("MINISTACK_ACCOUNT_ID", "123456789012")
            .env("DOCKER_HOST", "unix:///nowhere")
            .env("TMPDIR", folder.path())
            .env("S3_DATA_DIR", folder.path().join("s3"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut ministack = Self {
            server,
            port,
            _folder: folder,
        };
        if listens(port, &mut ministack.server) {
            return Some(ministack);
        }
        Part::MiniStack.is_broken("its server does not listen");
        None
    }
}

impl Endpoint for MiniStack {
    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for MiniStack {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// `jalon sandbox serve`, ended with the test.
pub struct ServedSandbox {
    server: Child,
    url: String,
    jalon: Jalon,
}

impl ServedSandbox {
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// The folder it was started in.
    pub fn folder(&self) -> &std::path::Path {
        self.jalon.folder()
    }

    /// With more options of `jalon sandbox serve`.
    pub fn start_with(options: &[&str]) -> Self {
        let jalon = Jalon::new();
        let mut server = jalon.start(&[&["sandbox", "serve", "--port", "0"], options].concat());
        let mut first = String::new();
        BufReader::new(server.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        Self {
            url: first.trim().to_owned(),
            server,
            jalon,
        }
    }
}

impl Endpoint for ServedSandbox {
    fn url(&self) -> String {
        self.url.clone()
    }
}

impl Drop for ServedSandbox {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Waits until a server listens on a loopback port; `false` when it ends, or a minute passes, before that.
pub fn listens(port: u16, server: &mut Child) -> bool {
    let deadline = Instant::now() + Duration::from_secs(60);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if Instant::now() > deadline || !matches!(server.try_wait(), Ok(None)) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    true
}

/// A port nobody listens on, and that nobody else in this process is given. It lies below those that the system draws for connections:
/// one of them may be taken again before its server listens.
pub fn free_port() -> u16 {
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    const FIRST: u16 = 12_000;
    const COUNT: u16 = 20_000;
    let first = u16::try_from(std::process::id() % u32::from(COUNT)).unwrap();
    loop {
        let next = GIVEN.fetch_add(1, Ordering::Relaxed);
        assert!(next < COUNT, "no port is free");
        let port = FIRST + (first + next) % COUNT;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
