//! The hosts: a real sshd for a user `ubuntu`, among files of the host's own.

use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::account::{Account, Host};
use super::internet::CHECK_IP;
use super::listeners::Listeners;
use super::namespace::{Mounts, Namespace, succeeds};
use super::packets::PORTS;
use crate::support::Part;

/// The user of Canonical's images.
const USER: &str = "ubuntu";
/// A number nobody of the machine has.
const USER_ID: u32 = 60_999;

const SSHD_CONFIG: &str = "PidFile none
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin no
PrintLastLog no
MaxStartups 100
HostKey /etc/ssh/ssh_host_ed25519_key
";

/// What stands in for programs that only a real host has: `cloud-init` is done, `docker` runs.
const STAND_INS: [(&str, &str); 2] = [
    (
        "cloud-init",
        r#"#!/bin/sh
case "$*" in
  "status --wait --format json" | "status --format json")
    echo '{"boot_status_code": "enabled-by-generator", "detail": "DataSourceEc2Local", "errors": [], "extended_status": "done", "recoverable_errors": {}, "status": "done"}' ;;
  status*) echo 'status: done' ;;
  *) echo "cloud-init: $*: the lab has no such command" >&2; exit 2 ;;
esac
"#,
    ),
    (
        "docker",
        r#"#!/bin/sh
case "$1" in
  info) echo 'Server Version: 27.0.0' ;;
  ps) echo 'CONTAINER ID   IMAGE   COMMAND   CREATED   STATUS   PORTS   NAMES' ;;
  *) echo "docker: $*: the lab has no such command" >&2; exit 2 ;;
esac
"#,
    ),
];

/// Files of the lab's machines, in place of those of the machine it runs on.
pub struct Files {
    folder: PathBuf,
    authorities: PathBuf,
}

impl Files {
    /// `authorities` are the certificates every machine trusts.
    pub fn in_folder(folder: &Path, authorities: &Path) -> Self {
        let folder = folder.join("files");
        for made in ["bin", "run/sshd", "keys", "logs"] {
            std::fs::create_dir_all(folder.join(made)).unwrap();
        }
        for (name, script) in STAND_INS {
            let path = folder.join("bin").join(name);
            std::fs::write(&path, script).unwrap();
            set_mode(&path, 0o755);
        }
        let users = format!("{USER}:x:{USER_ID}:{USER_ID}:Ubuntu:/home/{USER}:/bin/bash");
        extend(&folder, "passwd", &users, 0o644);
        extend(&folder, "group", &format!("{USER}:x:{USER_ID}:"), 0o644);
        // A star is no password, and no lock either: a key lets the user in.
        extend(&folder, "shadow", &format!("{USER}:*:20000:0:99999:7:::"), 0o600);
        std::fs::write(folder.join("resolv.conf"), "").unwrap();
        let files = Self {
            folder,
            authorities: authorities.to_owned(),
        };
        files.name_hosts(&Account::default());
        files
    }

    /// Writes the names that resolve: there is no DNS.
    pub fn name_hosts(&self, account: &Account) {
        let mut hosts = format!("127.0.0.1 localhost\n{CHECK_IP} checkip.amazonaws.com\n");
        for host in &account.hosts {
            if let Some(endpoint) = &host.endpoint {
                hosts.push_str(&format!("{} {endpoint}\n", host.interface.private));
            }
        }
        std::fs::write(self.folder.join("hosts"), hosts).unwrap();
    }

    /// What every machine sees: names and certificates of the lab.
    pub fn of_machine(&self) -> Mounts {
        Mounts::default()
            .show(&self.folder.join("hosts"), "/etc/hosts")
            .show(&self.folder.join("resolv.conf"), "/etc/resolv.conf")
            .show(&self.authorities, "/etc/ssl/certs/ca-certificates.crt")
    }

    /// What a host sees besides: its users, its sshd's configuration, its programs, its home folders.
    fn of_host(&self, name: &str) -> Mounts {
        self.of_machine()
            .show(&self.folder.join("passwd"), "/etc/passwd")
            .show(&self.folder.join("group"), "/etc/group")
            .show(&self.folder.join("shadow"), "/etc/shadow")
            .show(&self.folder.join("ssh").join(name), "/etc/ssh")
            .show(&self.folder.join("bin"), "/usr/local/bin")
            .show(&self.folder.join("homes").join(name), "/home")
            .show(&self.folder.join("run"), "/run")
    }

    /// A home folder in which the key of the deployment is authorized.
    fn make_home(&self, name: &str, public_key: &str) {
        let home = self.folder.join("homes").join(name).join(USER);
        let ssh = home.join(".ssh");
        std::fs::create_dir_all(&ssh).unwrap();
        std::fs::write(ssh.join("authorized_keys"), public_key).unwrap();
        for (path, mode) in [(&home, 0o750), (&ssh, 0o700), (&ssh.join("authorized_keys"), 0o600)] {
            chown(path, Some(USER_ID), Some(USER_ID)).unwrap();
            set_mode(path, mode);
        }
    }

    /// What sshd goes by on an instance, with a host key that is the same for the instance's whole life.
    fn configure_sshd(&self, host: &Host) {
        let (folder, key) = (
            self.folder.join("ssh").join(&host.name),
            self.folder.join("keys").join(&host.id),
        );
        std::fs::create_dir_all(&folder).unwrap();
        if !key.exists() {
            let mut command = Command::new(Part::SshKeygen.program());
            succeeds(
                command
                    .args(["-q", "-t", "ed25519", "-N", "", "-C", &host.id, "-f"])
                    .arg(&key),
            );
        }
        std::fs::copy(&key, folder.join("ssh_host_ed25519_key")).unwrap();
        let settings = format!(
            "{SSHD_CONFIG}{}",
            if knows_penalties() { "PerSourcePenalties no\n" } else { "" }
        );
        std::fs::write(folder.join("sshd_config"), settings).unwrap();
    }
}

/// Copies a file of the machine's, with one more line in place of what it says of the same name.
fn extend(folder: &Path, name: &str, line: &str, mode: u32) {
    let mut text = std::fs::read_to_string(Path::new("/etc").join(name)).unwrap();
    let taken = format!("{USER}:");
    text = text
        .lines()
        .filter(|known| !known.starts_with(&taken))
        .map(|known| format!("{known}\n"))
        .collect();
    text.push_str(&format!("{line}\n"));
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    set_mode(&path, mode);
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// What runs on one instance or database. Dropping it ends that.
pub struct Services {
    sshd: Option<Child>,
    _listeners: Listeners,
}

impl Services {
    /// An instance with sshd and, on the other ports, somebody who takes connections; a database with the latter alone.
    pub fn of(host: &Host, namespace: &Namespace, files: &Files, public_key: &str) -> Self {
        if host.endpoint.is_some() {
            return Self {
                sshd: None,
                _listeners: Listeners::on(namespace, &PORTS),
            };
        }
        let besides_ssh: Vec<u16> = PORTS.into_iter().filter(|port| *port != 22).collect();
        files.make_home(&host.name, public_key);
        Self {
            _listeners: Listeners::on(namespace, &besides_ssh),
            sshd: Some(start_sshd(host, namespace, files)),
        }
    }

    /// Waits until the host answers to itself.
    pub fn are_ready(&mut self, host: &Host, namespace: &Namespace) {
        let Some(sshd) = &mut self.sshd else { return };
        let deadline = Instant::now() + Duration::from_secs(20);
        while namespace.inside(|| TcpStream::connect((Ipv4Addr::LOCALHOST, 22)).is_err()) {
            let ended = sshd.try_wait().unwrap();
            assert!(
                ended.is_none() && Instant::now() < deadline,
                "sshd of {} does not answer: {ended:?}",
                host.name
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Services {
    fn drop(&mut self) {
        if let Some(sshd) = &mut self.sshd {
            let _ = sshd.kill();
            let _ = sshd.wait();
        }
    }
}

fn start_sshd(host: &Host, namespace: &Namespace, files: &Files) -> Child {
    files.configure_sshd(host);
    let log = std::fs::File::create(files.folder.join("logs").join(&host.name)).unwrap();
    let mut sshd = Command::new(sshd_program());
    sshd.args(["-D", "-e"]);
    namespace.takes(&mut sshd, &files.of_host(&host.name));
    sshd.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap()
}

/// It starts itself anew for each connection, among the host's files: those hide the folder of a link to it.
fn sshd_program() -> PathBuf {
    Part::Sshd.program().canonicalize().unwrap()
}

/// Newer sshds shut out whoever connects again and again without logging in, as probes do, unless they are told not to.
fn knows_penalties() -> bool {
    static KNOWS: OnceLock<bool> = OnceLock::new();
    *KNOWS.get_or_init(|| {
        let mut asked = Command::new(sshd_program());
        let answer = asked
            .args(["-T", "-f", "/dev/null", "-o", "PerSourcePenalties=no"])
            .output()
            .unwrap();
        !String::from_utf8_lossy(&answer.stderr).contains("Bad configuration option")
    })
}
