//! OpenSSH's shared connections: for each host a master in the foreground, which other `ssh` processes use by its socket.
//!
//! A master lives as long as its standard input is open, whose other end this process alone holds. So it ends with this process, however
//! that ends.

use std::fs::Permissions;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tempfile::TempDir;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStdin, Command};

use super::shared_connections::Connection;

/// What a master's own session does on the host: it says that it is there, and reads until this process ends.
const SESSION: &str = "echo; exec cat > /dev/null";
/// The longest path of the folder above that of the sockets, in bytes: the path of a socket has 103 at most (macOS; Linux has 107), of which
/// the folder, the socket and what OpenSSH adds while it makes it take 40.
const LONGEST: usize = 60;

/// The sockets of every run of this process, for an end at which nothing is dropped.
static ALL: Mutex<Vec<Weak<Sockets>>> = Mutex::new(Vec::new());

/// Ends all shared connections of this process and removes their sockets: for an end at which nothing is dropped.
pub fn close_shared_connections() {
    // The thread that holds it may be the one that panics.
    let Ok(all) = ALL.try_lock() else { return };
    for sockets in all.iter().filter_map(Weak::upgrade) {
        sockets.close();
    }
}

/// The sockets of a run's masters, in a folder that nobody else may enter.
#[derive(Debug)]
pub(super) struct Sockets {
    path: PathBuf,
    folder: Mutex<Option<TempDir>>,
    masters: Mutex<Vec<Weak<Mutex<Child>>>>,
    count: AtomicUsize,
}

impl Sockets {
    /// An empty folder; `None` where none can be made whose path OpenSSH takes.
    pub(super) fn new() -> Option<Arc<Self>> {
        let above = [std::env::temp_dir(), PathBuf::from("/tmp")];
        let folder = above.iter().filter(|path| is_usable(path)).find_map(|path| {
            let mut folder = tempfile::Builder::new();
            folder.prefix("jalon-").permissions(Permissions::from_mode(0o700));
            folder.tempdir_in(path).ok()
        })?;
        let sockets = Arc::new(Self {
            path: folder.path().to_owned(),
            folder: Mutex::new(Some(folder)),
            masters: Mutex::default(),
            count: AtomicUsize::default(),
        });
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|known| known.strong_count() > 0);
        all.push(Arc::downgrade(&sockets));
        Some(sockets)
    }

    fn close(&self) {
        if let Ok(masters) = self.masters.try_lock() {
            for master in masters.iter().filter_map(Weak::upgrade) {
                let _ = master.lock().unwrap_or_else(PoisonError::into_inner).start_kill();
            }
        }
        if let Ok(mut folder) = self.folder.try_lock() {
            folder.take();
        }
    }
}

/// Whether OpenSSH takes a path in this folder for a socket, and sees nothing else in it.
fn is_usable(folder: &Path) -> bool {
    let path = folder.as_os_str().as_bytes();
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
    folder.is_absolute() && path.len() <= LONGEST && path.iter().all(is_plain)
}

/// A host that OpenSSH is logged in to.
#[derive(Debug)]
pub(super) struct Master {
    ssh: Arc<Mutex<Child>>,
    socket: PathBuf,
    _open_until_dropped: ChildStdin,
    _sockets: Arc<Sockets>,
}

/// Why there is no master.
pub(super) enum NoMaster {
    /// OpenSSH can't be started.
    NoSsh(std::io::Error),
    /// It ended, with these words.
    Ended(String),
}

impl Master {
    /// Logs in to a host by `ssh`, which lacks only what makes a master of it.
    ///
    /// # Errors
    ///
    /// [`NoMaster`].
    pub(super) async fn log_in(sockets: &Arc<Sockets>, mut ssh: Command, host: &str) -> Result<Self, NoMaster> {
        let socket = sockets.path.join(sockets.count.fetch_add(1, Ordering::Relaxed).to_string());
        ssh.args(["-o", "ControlMaster=yes", "-o", "ControlPersist=no", "-o"])
            .arg(control_path(&socket))
            .args([host, "--", SESSION])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut child = ssh.spawn().map_err(NoMaster::NoSsh)?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let child = Arc::new(Mutex::new(child));
        sockets
            .masters
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::downgrade(&child));
        let mut first = [0];
        if let (Some(stdin), Some(mut stdout)) = (stdin, stdout)
            && matches!(stdout.read(&mut first).await, Ok(1))
        {
            return Ok(Self {
                ssh: child,
                socket,
                _open_until_dropped: stdin,
                _sockets: Arc::clone(sockets),
            });
        }
        let mut said = Vec::new();
        if let Some(mut stderr) = stderr {
            let _ = stderr.read_to_end(&mut said).await;
        }
        Err(NoMaster::Ended(String::from_utf8_lossy(&said).into_owned()))
    }

    /// The options by which another `ssh` to this host uses it. Where the master is gone, it logs in by itself.
    pub(super) fn options(&self) -> [String; 4] {
        let option = || "-o".to_owned();
        [option(), "ControlMaster=no".to_owned(), option(), control_path(&self.socket)]
    }
}

impl Connection for Master {
    fn is_open(&self) -> bool {
        let mut ssh = self.ssh.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(ssh.try_wait(), Ok(None))
    }
}

fn control_path(socket: &Path) -> String {
    format!("ControlPath={}", socket.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sockets_are_nobody_elses_and_gone_in_the_end() {
        let sockets = Sockets::new().unwrap();
        let path = sockets.path.clone();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        drop(sockets);
        assert!(!path.exists());
        let kept = Sockets::new().unwrap();
        kept.close();
        assert!(!kept.path.exists(), "nothing was dropped");
    }

    #[test]
    fn a_folder_that_openssh_would_misread_holds_no_sockets() {
        assert!(is_usable(Path::new("/var/folders/xy/abcdefghijklmnopqrstuvwxyz0123/T")));
        for unusable in ["relative", "/with space", "/with%h", "/with\"quote"] {
            assert!(!is_usable(Path::new(unusable)), "{unusable}");
        }
        assert!(!is_usable(Path::new(&format!("/{}", "x".repeat(LONGEST)))));
    }
}
