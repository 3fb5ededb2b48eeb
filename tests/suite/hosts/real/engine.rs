//! An engine: Debian's sshd, Docker and Compose on this machine's kernel, in namespaces of their own.

use std::fs::File;
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jalon::hosts::OpenSsh;

use super::APP_HOST;
use super::ground::{ENGINE, Ground};

/// What each base image of the application is made of, and the name its Dockerfile asks for.
const BASES: [(&str, &str, &str); 2] = [
    ("python", "python:3.12-alpine", "CMD [\"python3\"]"),
    ("nginx", "nginx:1.28-alpine-slim", "CMD [\"nginx\", \"-g\", \"daemon off;\"]"),
];
/// Where cgroups limit memory: of version 1, and of version 2.
const LIMITS: [(&str, &str); 2] = [
    ("/sys/fs/cgroup/memory", "memory.limit_in_bytes"),
    ("/sys/fs/cgroup", "memory.max"),
];

/// What an engine has less of than this machine.
#[derive(Clone, Copy, Default)]
pub struct Bounds {
    /// The size of Docker's own disk, as `mount` takes it.
    pub disk: &'static str,
    /// The memory of everything that runs on it, in bytes; none where it is zero.
    pub memory: u64,
}

/// A running engine. Dropping it ends everything on it.
pub struct Engine {
    process: Child,
    folder: PathBuf,
    group: Option<PathBuf>,
}

impl Engine {
    /// Starts one at an address, and waits until Docker answers there.
    pub fn start(ground: &Ground, address: Ipv4Addr, bounds: Bounds) -> Self {
        let folder = ground.folder_of(&format!("engine-{address}"));
        let group = (bounds.memory > 0).then(|| memory_group(bounds.memory));
        let mut command = Command::new("unshare");
        command.args(["--mount", "--pid", "--fork", "--kill-child", "sh", "-c"]);
        // The shell itself is in the group, and so is all that it starts.
        command.arg("[ -z \"$GROUP\" ] || echo $$ > \"$GROUP/cgroup.procs\"; exec sh \"$@\"");
        command.arg("engine").arg(script());
        command.arg(super::ground::folder().join("host")).arg(&folder);
        command
            .arg(address.to_string())
            .arg(ground.public_key().trim())
            .arg(bounds.disk);
        command.env("GROUP", group.as_deref().unwrap_or(Path::new("")));
        let log = File::create(folder.join("log")).unwrap();
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let mut engine = Self {
            process: command.spawn().unwrap(),
            folder,
            group,
        };
        engine.until("sshd", || TcpStream::connect((address, 22)).is_ok());
        engine
    }

    /// One that has the base images of the application, and its `ssh_config`.
    pub async fn with_bases(ground: &Ground, bounds: Bounds) -> (Self, OpenSsh) {
        let engine = Self::start(ground, ENGINE, bounds);
        let ssh = ground.ssh(ENGINE, None);
        import_bases(&ssh).await;
        (engine, ssh)
    }

    fn until(&mut self, what: &str, mut is_there: impl FnMut() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while !is_there() {
            let ended = self.process.try_wait().unwrap();
            assert!(
                ended.is_none() && Instant::now() < deadline,
                "{what} of the engine does not come: {}",
                std::fs::read_to_string(self.folder.join("log")).unwrap()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // The namespace's first process goes with it, and with that one everything else in there.
        let _ = self.process.kill();
        let _ = self.process.wait();
        if let Some(group) = &self.group {
            let deadline = Instant::now() + Duration::from_secs(10);
            while remove_group(group).is_err() && Instant::now() < deadline {
                std::thread::sleep(Duration::from_millis(100));
            }
        }
    }
}

/// Puts the base images into a host's Docker, once that answers.
pub async fn import_bases(ssh: &OpenSsh) {
    said(
        ssh,
        "for second in $(seq 300); do docker version > /dev/null 2>&1 && exit 0; sleep 1; done; exit 1",
    )
    .await;
    for (file, name, change) in BASES {
        let path = "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        said(
            ssh,
            &format!("docker import --change '{path}' --change '{change}' /opt/images/{file}.tar {name}"),
        )
        .await;
    }
}

/// What a line that has to succeed prints on the application's host.
pub async fn said(ssh: &OpenSsh, line: &str) -> String {
    let said = ssh.run(APP_HOST, line, b"").await.unwrap();
    assert!(said.is_success(), "{line}: {said:?}");
    said.stdout.trim_end().to_owned()
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/hosts/real/engine.sh")
}

/// A new group of processes that have so much memory together.
fn memory_group(bytes: u64) -> PathBuf {
    let name = format!("jalon-{}", std::process::id());
    let (parent, limit) = LIMITS
        .into_iter()
        .find(|(parent, _)| Path::new(parent).join("cgroup.procs").exists())
        .expect("this machine has cgroups");
    let group = Path::new(parent).join(name);
    let _ = remove_group(&group);
    std::fs::create_dir(&group).unwrap();
    std::fs::write(group.join(limit), bytes.to_string()).unwrap();
    group
}

/// Removes a group and those in it.
fn remove_group(group: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(group)?.flatten() {
        if entry.file_type()?.is_dir() {
            remove_group(&entry.path())?;
        }
    }
    std::fs::remove_dir(group)
}
