//! MariaDB on a free loopback port, as the application's database: its own data, its own certificate, gone with the test.

use std::io::{BufRead, BufReader, Write};
use std::net::Ipv4Addr;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use tempfile::TempDir;

use super::outside::free_port;
use super::parts::Part;
use super::service::Service;

/// A password that a URL, a shell, a Compose file and SQL would each like to read in their own way.
pub const AWKWARD_PASSWORD: &str = "p$a#1'%&:@/+ ${HOME}";

/// The server, its database `crew`, and its user `admin`.
pub struct MariaDb {
    server: Option<Service>,
    folder: TempDir,
    address: Ipv4Addr,
    port: u16,
    tls: bool,
}

impl MariaDb {
    /// One that takes encrypted connections only, as RDS for MySQL 8.4 does by default.
    pub fn start() -> Option<Self> {
        Self::start_with(true, Ipv4Addr::LOCALHOST)
    }

    /// The same at an address of its own, for who comes from anywhere.
    pub fn start_at(address: Ipv4Addr) -> Option<Self> {
        Self::start_with(true, address)
    }

    /// One that knows no encryption at all.
    pub fn start_without_tls() -> Option<Self> {
        Self::start_with(false, Ipv4Addr::LOCALHOST)
    }

    fn start_with(tls: bool, address: Ipv4Addr) -> Option<Self> {
        let install = Part::MariaDbInstall.or_not_run()?;
        for part in [Part::MariaDb, Part::MariaDbClient, Part::OpenSsl] {
            part.or_not_run()?;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut database = Self {
            server: None,
            folder,
            address,
            port: free_port(),
            tls,
        };
        // The server's user has to get through to its data.
        std::fs::set_permissions(database.folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        std::fs::create_dir(database.data()).unwrap();
        if !database.make_certificate() {
            Part::OpenSsl.is_broken("it makes no certificate");
            return None;
        }
        if let Some(user) = ServerUser::find() {
            for path in ["data", "key.pem", "certificate.pem"] {
                chown(database.folder.path().join(path), Some(user.uid), Some(user.gid)).unwrap();
            }
        }
        if !database.install(&install) {
            Part::MariaDbInstall.is_broken("it makes no database");
            return None;
        }
        if !database.serves() {
            Part::MariaDb.is_broken("it does not serve a new database");
            return None;
        }
        let password = AWKWARD_PASSWORD.replace('\'', "''");
        let who = if address.is_loopback() {
            "admin@'127.0.0.1'"
        } else {
            "admin@'%'"
        };
        database.query(&format!(
            "CREATE DATABASE crew; CREATE USER {who} IDENTIFIED BY '{password}'; GRANT ALL ON crew.* TO {who}"
        ));
        Some(database)
    }

    fn install(&self, program: &Path) -> bool {
        let mut command = Command::new(program);
        command
            .arg("--no-defaults")
            .args(ServerUser::option())
            .arg(format!("--datadir={}", self.data().display()))
            .arg(format!("--tmpdir={}", self.data().display()))
            .args([
                "--innodb-log-file-size=4M",
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
            ]);
        command.output().is_ok_and(|output| output.status.success())
    }

    /// Starts the server on its data again.
    pub fn run(&mut self) {
        assert!(self.serves(), "MariaDB does not serve its data any more");
    }

    /// Starts the server on its data, and waits until it answers.
    fn serves(&mut self) -> bool {
        let mut command = Command::new(Part::MariaDb.program());
        command
            .arg("--no-defaults")
            .args(ServerUser::option())
            .arg(format!("--datadir={}", self.data().display()))
            // Not the folder shared by all: a server that starts clears away what others are using there.
            .arg(format!("--tmpdir={}", self.data().display()))
            .arg(format!("--socket={}", self.socket().display()))
            .arg(format!("--pid-file={}", self.folder.path().join("data/pid").display()))
            .arg(format!("--port={}", self.port))
            .arg(format!("--bind-address={}", self.address))
            .arg("--skip-name-resolve")
            // Small and quick: nothing here has to outlive a power cut.
            .args([
                "--innodb-buffer-pool-size=16M",
                "--innodb-log-file-size=4M",
                "--innodb-flush-log-at-trx-commit=0",
            ]);
        if self.tls {
            command
                .arg(format!("--ssl-cert={}", self.folder.path().join("certificate.pem").display()))
                .arg(format!("--ssl-key={}", self.folder.path().join("key.pem").display()))
                .arg("--require-secure-transport=ON");
        } else {
            command.arg("--skip-ssl");
        }
        let mut server = Service::start(&mut command, &self.folder.path().join("log"));
        let answers = || self.client("SELECT 1").output().is_ok_and(|output| output.status.success());
        let serves = server.becomes(answers);
        self.server = Some(server);
        serves
    }

    /// Ends the server; its data stays.
    pub fn stop(&mut self) {
        self.server = None;
    }

    /// What the client program prints for `sql`: a line for each row, columns apart by tabs.
    pub fn query(&self, sql: &str) -> String {
        succeeds(&mut self.client(sql)).trim_end().to_owned()
    }

    /// The application's `DATABASE_URL`.
    pub fn url(&self) -> String {
        database_url(self.port)
    }

    /// The certificate that it shows, which nobody but itself has signed.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// A client that stays connected.
    pub fn session(&self) -> Session {
        let mut client = Command::new(Part::MariaDbClient.program());
        self.connect(&mut client);
        let mut child = client
            .arg("--unbuffered")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Session {
            to: child.stdin.take(),
            from: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    fn client(&self, sql: &str) -> Command {
        let mut client = Command::new(Part::MariaDbClient.program());
        self.connect(&mut client);
        client.args(["--execute", sql]);
        client
    }

    fn connect(&self, client: &mut Command) {
        client
            .args(["--no-defaults", "--skip-ssl", "--user=root", "--batch", "--skip-column-names"])
            .arg(format!("--socket={}", self.socket().display()));
    }

    fn make_certificate(&self) -> bool {
        let folder = self.folder.path();
        let mut command = Command::new(Part::OpenSsl.program());
        command
            .args("req -x509 -newkey rsa:2048 -nodes -days 2 -subj".split(' '))
            .arg("/CN=a test's database")
            // A name that is an address alone: whoever asks for another one is shown another's.
            .args(["-addext", &format!("subjectAltName=IP:{}", self.address)])
            .arg("-keyout")
            .arg(folder.join("key.pem"))
            .arg("-out")
            .arg(folder.join("certificate.pem"));
        command.output().is_ok_and(|output| output.status.success()) && folder.join("certificate.pem").is_file()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("data/socket")
    }
}

/// A client program, connected until it is dropped.
pub struct Session {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Session {
    /// The first line of the answer.
    pub fn ask(&mut self, sql: &str) -> String {
        writeln!(self.to.as_mut().unwrap(), "{sql}").unwrap();
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.to.take());
        let _ = self.child.wait();
    }
}

/// The `DATABASE_URL` of a database on `port`, whether or not it is there.
pub fn database_url(port: u16) -> String {
    let password: String = AWKWARD_PASSWORD.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("mysql+pymysql://admin:{password}@127.0.0.1:{port}/crew?charset=utf8mb4")
}

/// Runs a command that has to succeed; what it printed.
pub fn succeeds(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Who runs the server where root runs the tests: MariaDB refuses to be root.
struct ServerUser {
    name: &'static str,
    uid: u32,
    gid: u32,
}

impl ServerUser {
    fn find() -> Option<Self> {
        if std::fs::metadata("/proc/self").map_or(1, |process| process.uid()) != 0 {
            return None;
        }
        let known = std::fs::read_to_string(Path::new("/etc/passwd")).unwrap();
        ["mysql", "nobody"].into_iter().find_map(|name| {
            let line = known.lines().find(|line| line.split(':').next() == Some(name))?;
            let mut numbers = line.split(':').skip(2).map_while(|number| number.parse().ok());
            Some(Self {
                name,
                uid: numbers.next()?,
                gid: numbers.next()?,
            })
        })
    }

    fn option() -> Option<String> {
        Self::find().map(|user| format!("--user={}", user.name))
    }
}
