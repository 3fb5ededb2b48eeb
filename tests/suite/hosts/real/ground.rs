//! What real hosts stand on: the files that `.ci/real-hosts` makes, a network of their own, and the person's `ssh_config`.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use jalon::aws::Clock;
use jalon::hosts::{HostWord, Hosts, OpenSsh, SshHost, render_ssh_config};
use tempfile::TempDir;

use crate::lab::ground::can_bear_a_lab;
use crate::lab::namespace::{Family, Inside, Namespace};
use crate::support::{MariaDb, Part, Right, left_to};

/// What runs the tests of real hosts.
pub const COMMAND: &str = "JALON_HOSTS=real cargo test --test suite -- hosts::real";

/// The engine.
pub const ENGINE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 10);
/// The machine.
pub const MACHINE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 11);
/// The database.
pub const DATABASE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 20);

/// The network of one test, in which its thread is.
pub struct Ground {
    // In the order in which they go.
    slirp: Option<Child>,
    inside: Inside,
    namespace: Namespace,
    folder: TempDir,
    /// One test at a time: two cores are little for hosts, and times are compared.
    _turn: MutexGuard<'static, ()>,
}

impl Ground {
    /// A network of its own for this thread. `None`, and said so, where real hosts are not asked for, or can't be.
    pub fn or_not_run() -> Option<Self> {
        static TURN: Mutex<()> = Mutex::new(());
        if std::env::var("JALON_HOSTS").as_deref() != Ok("real") {
            left_to(COMMAND);
            return None;
        }
        if !can_bear_a_lab() {
            return None;
        }
        for part in [
            Part::MariaDb,
            Part::MariaDbClient,
            Part::MariaDbInstall,
            Part::OpenSsl,
            Part::Curl,
        ] {
            part.or_not_run()?;
        }
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(reason) = made() {
            Right::RealHosts.is_denied(reason);
            return None;
        }
        let namespace = Namespace::new(&Family::new(), "real");
        for address in [ENGINE, MACHINE, DATABASE] {
            namespace.ip(&format!("addr add {address}/32 dev lo\n"));
        }
        let mut ground = Self {
            slirp: None,
            inside: namespace.enter(),
            namespace,
            folder: tempfile::tempdir_in(folder()).unwrap(),
            _turn: turn,
        };
        ground.connect();
        let made = Command::new(Part::SshKeygen.program())
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(ground.folder.path().join("id_ed25519"))
            .status();
        assert!(made.unwrap().success(), "ssh-keygen makes a key");
        Some(ground)
    }

    /// The way out, to the packages.
    pub fn connect(&mut self) {
        let mut command = Command::new("slirp4netns");
        // It stands outside, and has one end in here.
        self.inside.leaves(&mut command);
        let slirp = command
            .args(["--netns-type=path", "--configure", "--disable-host-loopback"])
            .arg(Path::new("/run/netns").join(self.namespace.name()))
            .arg("tap0")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.slirp = Some(slirp);
        // As it comes from the namespace's own list of routes: slirp4netns sets the way out last.
        let has_way = || {
            std::fs::read_to_string("/proc/thread-self/net/route")
                .unwrap()
                .contains("tap0\t00000000\t")
        };
        let deadline = Instant::now() + Duration::from_secs(20);
        while !has_way() {
            assert!(Instant::now() < deadline, "slirp4netns gives no way out");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A folder for the files of one host, gone with the test.
    pub fn folder_of(&self, host: &str) -> PathBuf {
        let folder = self.folder.path().join(host);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// The public half of the person's key.
    pub fn public_key(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("id_ed25519.pub")).unwrap()
    }

    /// The person's `ssh_config`, as a walk writes it: `app-host` at one address and `test-host`, where there is one, behind it.
    pub fn ssh(&self, app: Ipv4Addr, test: Option<Ipv4Addr>) -> OpenSsh {
        let host = |name: &str, address: Ipv4Addr, jump: Option<&str>| SshHost {
            name: HostWord::new(name).unwrap(),
            qualified_name: HostWord::new(&format!("jalon-demo-{name}")).unwrap(),
            address,
            host_key_alias: HostWord::new(&format!("jalon-demo-i-{name}")).unwrap(),
            jump: jump.and_then(HostWord::new),
        };
        let test = test.map(|address| host("test-host", address, Some("jalon-demo-app-host")));
        let hosts: Vec<SshHost> = [host("app-host", app, None)].into_iter().chain(test).collect();
        let config = self.folder.path().join("ssh_config");
        std::fs::write(&config, render_ssh_config(self.folder.path(), &hosts)).unwrap();
        OpenSsh::by(config)
    }

    /// The same, for jalon's commands.
    pub fn hosts(&self, app: Ipv4Addr, test: Option<Ipv4Addr>) -> Hosts {
        Hosts::reached_by(Arc::new(self.ssh(app, test)), Clock::real())
    }

    /// A database at its address.
    pub fn database(&self) -> Option<MariaDb> {
        MariaDb::start_at(DATABASE)
    }

    /// Drops every packet to an address, or no longer does: a cable that is pulled.
    pub fn cut(&self, address: Ipv4Addr, is_cut: bool) {
        let table = "table ip cut";
        self.namespace.nft(&match is_cut {
            true => format!("{table} {{ chain arriving {{ type filter hook input priority -200; ip daddr {address} drop; }}; }}"),
            false => format!("delete {table}"),
        });
    }

    /// Takes the way out away.
    pub fn disconnect(&mut self) {
        if let Some(mut slirp) = self.slirp.take() {
            let _ = slirp.kill();
            let _ = slirp.wait();
        }
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        self.disconnect();
    }
}

/// Where the files of hosts are.
pub fn folder() -> PathBuf {
    match std::env::var_os("JALON_REAL_HOSTS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/jalon-real-hosts"),
    }
}

/// Makes the files of hosts, once; or says why there are none.
fn made() -> Result<(), &'static str> {
    static MADE: OnceLock<Result<(), String>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/real-hosts");
        let run = Command::new(script).arg(folder()).stdin(Stdio::null()).output();
        let run = run.map_err(|error| error.to_string())?;
        if run.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        Err(said.trim_end().lines().next_back().unwrap_or_default().to_owned())
    });
    made.as_ref().copied().map_err(String::as_str)
}
