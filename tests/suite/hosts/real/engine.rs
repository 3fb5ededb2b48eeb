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
/// Where cgroups are.
const CGROUPS: &str = "/sys/fs/cgroup";

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
    group: String,
}

impl Engine {
    /// Starts one at an address, and waits until Docker answers there.
    pub fn start(ground: &Ground, address: Ipv4Addr, bounds: Bounds) -> Self {
        let folder = ground.folder_of(&format!("engine-{address}"));
        let group = format!("jalon-{}-{address}", std::process::id());
        let mut command = Command::new("unshare");
        command.args(["--mount", "--pid", "--fork", "--kill-child", "sh", "-c"]);
        // The shell itself is in the limited group, and so is all that it starts; containers are in groups below.
        command.arg("[ -z \"$LIMITED\" ] || echo $$ > \"$LIMITED/cgroup.procs\"; exec sh \"$@\"");
        command.arg("engine").arg(script());
        command.arg(super::ground::folder().join("host")).arg(&folder);
        command.args([&address.to_string(), ground.public_key().trim(), &group, bounds.disk]);
        let limited = (bounds.memory > 0).then(|| limited_group(&group, bounds.memory));
        command.env("LIMITED", limited.unwrap_or_default());
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
        let deadline = Instant::now() + Duration::from_secs(10);
        while groups(&self.group).iter().any(|group| remove_group(group).is_err()) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(100));
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

/// A group of processes in each place where one of this name is: version 1 has a tree for each resource, version 2 has one.
fn groups(name: &str) -> Vec<PathBuf> {
    let trees = std::fs::read_dir(CGROUPS).unwrap().flatten().map(|entry| entry.path());
    let trees = trees.chain([PathBuf::from(CGROUPS)]);
    trees.map(|tree| tree.join(name)).filter(|group| group.is_dir()).collect()
}

/// A new group of processes that have so much memory together.
fn limited_group(name: &str, bytes: u64) -> PathBuf {
    let of_version_1 = Path::new(CGROUPS).join("memory");
    let (tree, limit) = match of_version_1.is_dir() {
        true => (of_version_1, "memory.limit_in_bytes"),
        false => (PathBuf::from(CGROUPS), "memory.max"),
    };
    let group = tree.join(name);
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
