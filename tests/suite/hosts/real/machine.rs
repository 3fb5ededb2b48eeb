//! A machine: QEMU in software, with Debian's kernel, systemd, cloud-init and sshd, and 1 GiB of memory.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::PORT;
use super::ground::{Ground, MACHINE, folder};
use crate::support::succeeds;

/// A machine that has been switched on. Dropping it switches it off.
pub struct Machine {
    process: std::process::Child,
    folder: PathBuf,
}

impl Machine {
    /// Lays out the disk of a machine that is told `user_data` at its first boot, and switches it on.
    pub fn launch(ground: &Ground, user_data: &str) -> Self {
        let files = ground.folder_of("machine");
        let disk = files.join("disk");
        succeeds(
            Command::new("mke2fs")
                .args(["-q", "-t", "ext4", "-d"])
                .arg(folder().join("host"))
                .arg(&disk)
                .arg("6G"),
        );
        let meta_data = format!(
            "instance-id: i-0123456789abcdef0\nlocal-hostname: ip-10-0-2-15\npublic-keys:\n  - {}\n",
            ground.public_key().trim()
        );
        // As EC2's metadata service would tell it.
        for (name, text) in [("user-data", user_data), ("meta-data", &meta_data)] {
            let file = files.join(name);
            std::fs::write(&file, text).unwrap();
            let write = format!("write {} /var/lib/cloud/seed/nocloud/{name}", file.display());
            succeeds(Command::new("debugfs").args(["-w", "-R", &write]).arg(&disk));
        }
        Self {
            process: switch_on(&files),
            folder: files,
        }
    }

    /// What it has printed on its console.
    pub fn console(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(self.folder.join("console")).unwrap_or_default()).into_owned()
    }

    /// Waits until sshd answers.
    ///
    /// QEMU itself takes the connection: the machine answers once it says who it is.
    pub fn answers(&mut self, patience: Duration) {
        let deadline = Instant::now() + patience;
        while !greets() {
            let ended = self.process.try_wait().unwrap();
            assert!(
                ended.is_none() && Instant::now() < deadline,
                "the machine does not answer:\n{}",
                self.console()
            );
            std::thread::sleep(Duration::from_millis(500));
        }
    }

    /// Pulls the plug, and switches it on again.
    pub fn loses_power(&mut self) {
        self.switch_off();
        self.process = switch_on(&self.folder);
    }

    fn switch_off(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.switch_off();
    }
}

fn switch_on(files: &Path) -> std::process::Child {
    let network = format!("user,id=net,hostfwd=tcp:{MACHINE}:22-:22,hostfwd=tcp:{MACHINE}:{PORT}-:{PORT}");
    let drive = format!("file={},format=raw,if=virtio,cache=unsafe", files.join("disk").display());
    let console = format!("file:{}", files.join("console").display());
    Command::new("qemu-system-x86_64")
        .args([
            "-machine",
            "q35",
            "-accel",
            "tcg,thread=multi",
            "-cpu",
            "max",
            "-smp",
            "2",
            "-m",
            "1024",
        ])
        .args(["-display", "none", "-monitor", "none", "-serial", &console])
        .arg("-kernel")
        .arg(folder().join("vmlinuz"))
        .arg("-initrd")
        .arg(folder().join("initrd"))
        .args(["-append", "root=/dev/vda rw console=ttyS0"])
        .args(["-drive", &drive, "-netdev", &network])
        .args(["-device", "virtio-net-pci,netdev=net", "-device", "virtio-rng-pci"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn greets() -> bool {
    use std::io::Read;
    let Ok(mut stream) = TcpStream::connect((MACHINE, 22)) else {
        return false;
    };
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut greeting = [0; 4];
    stream.read_exact(&mut greeting).is_ok() && &greeting == b"SSH-"
}
