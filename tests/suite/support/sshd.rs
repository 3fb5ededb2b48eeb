//! Real SSH servers on loopback, as hosts of a deployment.
//!
//! Each has a home of its own and a folder of programs that come before the system's: stand-ins for what only a real host has
//! (cloud-init, Docker). SSH itself, the shell, tar and checksums are the real ones.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use jalon::aws::Clock;
use jalon::hosts::{HostWord, Hosts, OpenSsh, SshHost, render_ssh_config};
use tempfile::TempDir;

use super::outside::{free_port, listens};
use super::parts::Part;
use super::processes::descendants;
use super::system::system;

/// The certificates of RDS's authorities, in the home of a host's user.
pub const AUTHORITIES: &str = "app/.trust/rds-ca.pem";

/// The hosts of one deployment: a front one, and one behind it.
pub struct SshHosts {
    folder: TempDir,
    pub app: SshHostServer,
    pub test: SshHostServer,
}

/// One host.
pub struct SshHostServer {
    folder: PathBuf,
    port: u16,
    program: PathBuf,
    server: Option<Child>,
}

impl SshHosts {
    /// Both, running; `None`, and said so, without OpenSSH.
    pub fn start() -> Option<Self> {
        let program = Part::Sshd.or_not_run()?;
        Part::SshKeygen.or_not_run()?;
        Part::Ssh.or_not_run()?;
        let folder = tempfile::tempdir().unwrap();
        if !keygen(&folder.path().join("id_ed25519")) {
            Part::SshKeygen.is_broken("it makes no key");
            return None;
        }
        let host = |name: &str| SshHostServer::new(&folder.path().join(name), &folder.path().join("id_ed25519.pub"), &program);
        let mut hosts = Self {
            app: host("app-host"),
            test: host("test-host"),
            folder,
        };
        if let Err(log) = hosts.app.tries_to_start() {
            Part::Sshd.is_broken(&format!("it does not listen: {log}"));
            return None;
        }
        hosts.test.start();
        fs::write(hosts.config(), hosts.rendered()).unwrap();
        Some(hosts)
    }

    /// Lines for shells on them.
    pub fn ssh(&self) -> OpenSsh {
        OpenSsh::by(self.config())
    }

    /// Commands on them, waited for by this clock.
    pub fn by(&self, clock: Clock) -> Hosts {
        Hosts::reached_by(Arc::new(self.ssh()), clock)
    }

    /// Commands on them.
    pub fn hosts(&self) -> Hosts {
        self.by(Clock::real())
    }

    pub fn config(&self) -> PathBuf {
        self.folder.path().join("ssh_config")
    }

    /// What a walk would write for hosts on AWS, with what differs on loopback: the user and the ports.
    pub fn rendered(&self) -> String {
        let host = |name: &str, jump: Option<&str>| SshHost {
            name: HostWord::new(name).unwrap(),
            qualified_name: HostWord::new(&format!("jalon-demo-{name}")).unwrap(),
            address: std::net::Ipv4Addr::LOCALHOST,
            host_key_alias: HostWord::new(&format!("jalon-demo-i-{name}")).unwrap(),
            jump: jump.and_then(HostWord::new),
        };
        let hosts = [host("app-host", None), host("test-host", Some("jalon-demo-app-host"))];
        let config = String::from_utf8(render_ssh_config(self.folder.path(), &hosts)).unwrap();
        let user = system("id").arg("-un").output().unwrap();
        let user = format!("User {}", String::from_utf8(user.stdout).unwrap().trim());
        let config = config.replace("User ubuntu", &user);
        let (app, test) = config.split_once("Host test-host").unwrap();
        let port = |server: &SshHostServer| format!("HostName 127.0.0.1\n    Port {}", server.port);
        format!(
            "{}Host test-host{}",
            app.replace("HostName 127.0.0.1", &port(&self.app)),
            test.replace("HostName 127.0.0.1", &port(&self.test))
        )
    }
}

impl SshHostServer {
    fn new(folder: &Path, authorized: &Path, program: &Path) -> Self {
        fs::create_dir_all(folder.join("home")).unwrap();
        fs::create_dir_all(folder.join("bin")).unwrap();
        // As if they had just been fetched: nothing here asks for them at AWS.
        fs::create_dir_all(folder.join("home/app/.trust")).unwrap();
        fs::write(folder.join("home").join(AUTHORITIES), "-----BEGIN CERTIFICATE-----\n").unwrap();
        let host = Self {
            folder: folder.to_owned(),
            port: free_port(),
            program: program.to_owned(),
            server: None,
        };
        host.new_host_key();
        // sshd gives every session the user's own home: here it gets the host's, and the server's process to end it by.
        let session = format!(
            "#!/bin/sh\nexport SESSION=$PPID HOME={0}/home PATH={0}/bin:/usr/local/bin:/usr/bin:/bin\ncd \"$HOME\"\n\
             exec /bin/sh -c \"${{SSH_ORIGINAL_COMMAND:-sh}}\"\n",
            folder.display()
        );
        write_program(&folder.join("session"), &session);
        let config = format!(
            "ListenAddress 127.0.0.1\nPort {}\nHostKey {1}/host_key\nAuthorizedKeysFile {2}\nStrictModes no\nUsePAM no\n\
             PidFile none\nForceCommand {1}/session\nPasswordAuthentication no\nMaxStartups 100\nPrintMotd no\n",
            host.port,
            folder.display(),
            authorized.display()
        );
        fs::write(folder.join("sshd_config"), config).unwrap();
        host
    }

    /// Starts it, and waits until it listens.
    pub fn start(&mut self) {
        self.tries_to_start().expect("sshd listens again");
    }

    /// The same, or its log.
    fn tries_to_start(&mut self) -> Result<(), String> {
        // sshd wants its folder for unprivileged children, when root starts it.
        let _ = fs::create_dir_all("/run/sshd");
        let log = fs::File::create(self.folder.join("log")).unwrap();
        let mut server = Command::new(&self.program)
            .args(["-D", "-e", "-f"])
            .arg(self.folder.join("sshd_config"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let listens = listens(self.port, &mut server);
        self.server = Some(server);
        if listens {
            return Ok(());
        }
        Err(fs::read_to_string(self.folder.join("log")).unwrap())
    }

    /// Ends it and the sessions on it, as a host that stops does.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let sessions = descendants(server.id());
            server.kill().unwrap();
            server.wait().unwrap();
            for session in sessions {
                // SAFETY: a system call. It may have ended by itself.
                unsafe { libc::kill(libc::pid_t::try_from(session).unwrap(), libc::SIGKILL) };
            }
        }
    }

    /// How often somebody has logged in to it since its start, or gone through it.
    pub fn log_ins(&self) -> usize {
        let log = fs::read_to_string(self.folder.join("log")).unwrap();
        log.matches("Accepted publickey").count()
    }

    /// Adds a setting, from its next start on.
    pub fn configure(&self, setting: &str) {
        let config = self.folder.join("sshd_config");
        let before = fs::read_to_string(&config).unwrap();
        fs::write(config, format!("{before}{setting}\n")).unwrap();
    }

    /// Gives it another host key, from its next start on.
    pub fn new_host_key(&self) {
        let _ = fs::remove_file(self.folder.join("host_key"));
        assert!(keygen(&self.folder.join("host_key")), "ssh-keygen makes another key");
    }

    pub fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    /// Puts a program of this machine before the system's.
    pub fn links(&self, program: &Path) {
        let link = self.folder.join("bin").join(program.file_name().unwrap());
        std::os::unix::fs::symlink(program, link).unwrap();
    }

    /// Puts a script before the system's.
    pub fn program(&self, name: &str, script: &str) {
        write_program(&self.folder.join("bin").join(name), script);
    }

    pub fn without_program(&self, name: &str) {
        fs::remove_file(self.folder.join("bin").join(name)).unwrap();
    }
}

impl Drop for SshHostServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn keygen(path: &Path) -> bool {
    let made = Command::new(Part::SshKeygen.program())
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(path)
        .status();
    made.is_ok_and(|status| status.success()) && path.is_file()
}

/// Writes a program of a shell's.
pub fn write_program(path: &Path, script: &str) {
    fs::write(path, script).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
