//! A disk that is full, a folder that can't be written any more or is gone, a clock that went backwards: clear words, exit code 1,
//! nothing lost, and the next run ends whole.

use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use jalon::walkthrough::StepPlan;

use crate::support::{Endpoint, Jalon, Rehearsal, Right, Run, ServedSandbox};

/// A small disk of its own, for root; unmounted at the end.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(at: &'a Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        if let Err(error) = mount_tmpfs(at) {
            Right::Mounts.is_denied(&format!("a small disk: {error}"));
            return None;
        }
        Some(Self(at))
    }

    /// Fills it up to so many bytes.
    fn leave(&self, bytes: usize) {
        let filler = self.0.join("filler");
        let _ = std::fs::remove_file(&filler);
        let mut size = 4 << 20;
        while size > 0 && std::fs::write(&filler, vec![0; size]).is_err() {
            size -= 4096;
        }
        std::fs::write(&filler, vec![0; size.saturating_sub(bytes)]).unwrap();
    }

    fn free(&self) {
        std::fs::remove_file(self.0.join("filler")).unwrap();
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        unmount(self.0);
    }
}

#[cfg(target_os = "linux")]
fn mount_tmpfs(at: &Path) -> io::Result<()> {
    let (folder, kind) = (c_string(at), c"tmpfs".as_ptr());
    // SAFETY: a system call with strings that live as long.
    match unsafe { libc::mount(kind, folder.as_ptr(), kind, 0, c"size=4m".as_ptr().cast()) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

#[cfg(target_os = "linux")]
fn unmount(at: &Path) {
    // SAFETY: a system call with a string that lives as long.
    unsafe { libc::umount2(c_string(at).as_ptr(), libc::MNT_DETACH) };
}

#[cfg(target_os = "linux")]
fn c_string(path: &Path) -> std::ffi::CString {
    std::ffi::CString::new(path.as_os_str().as_encoded_bytes()).unwrap()
}

#[cfg(not(target_os = "linux"))]
fn mount_tmpfs(_at: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
fn unmount(_at: &Path) {}

#[track_caller]
fn says(run: &Run, texts: &[&str]) {
    let told = run.stderr_line();
    for text in texts {
        assert!(told.contains(text), "\"{text}\" is not said:\n{}", run.stderr);
    }
    assert!(!told.contains("panicked"), "{told}");
}

/// Walks with less and less room on the disk, then with enough.
fn a_full_disk_loses_nothing(jalon: &Jalon, room: &[usize], walk: &[&str], plan: &[&str]) {
    let state = jalon.folder().join(".jalon");
    let Some(disk) = SmallDisk::mount(&state) else { return };
    for kilobytes in room {
        disk.leave(kilobytes << 10);
        let run = jalon.run(walk).ends_with(1);
        says(
            &run,
            &[
                "No space left on device",
                &state.display().to_string(),
                "next: ",
                "free some disk space",
            ],
        );
    }
    disk.free();
    jalon.run(walk).ends_with(0);
    jalon.run(plan).ends_with(0);
}

#[test]
fn a_full_disk_in_the_sandbox() {
    let plan = ["plan", "--detailed-exitcode"];
    a_full_disk_loses_nothing(&Jalon::new(), &[0, 4, 12, 24, 40, 64], &["walk", "--sandbox", "--yes"], &plan);
}

#[test]
fn a_full_disk_beside_an_endpoint() {
    let sandbox = ServedSandbox::start();
    let plan = ["plan", "--detailed-exitcode"];
    a_full_disk_loses_nothing(&sandbox.jalon(), &[0, 4, 8, 16, 24], &["walk", "--yes"], &plan);
}

#[test]
fn a_folder_that_may_not_be_written() {
    let Some(jalon) = Jalon::of_nobody() else { return };
    let locked = jalon.folder().join("locked");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    let run = jalon
        .run(&["walk", "--sandbox", "--yes", "--state-dir", "locked"])
        .ends_with(1);
    says(
        &run,
        &[
            "could not write",
            "locked/demo",
            "Permission denied",
            "make the folder writable for you",
            "--state-dir",
        ],
    );
    std::fs::remove_dir(&locked).unwrap();
    jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "vpc", "--state-dir", "locked"])
        .ends_with(0);
}

#[test]
fn a_permission_lost_while_the_walk_runs() {
    let Some(jalon) = Jalon::of_nobody() else { return };
    let mode = |mode| std::fs::set_permissions(jalon.kept(""), std::fs::Permissions::from_mode(mode)).unwrap();
    let mut running = jalon.begin(&["walk", "--sandbox", "--yes", "--sandbox-speed", "20"]);
    running.expect("+ VPC");
    mode(0o500);
    let run = running.end().ends_with(1);
    says(
        &run,
        &[
            "could not write",
            "state.json",
            "Permission denied",
            "next: make the folder writable for you",
        ],
    );
    mode(0o700);
    jalon.run(&["walk", "--yes"]).ends_with(0);
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
}

#[test]
fn a_state_directory_that_is_removed_while_the_walk_runs() {
    let sandbox = ServedSandbox::start();
    let jalon = sandbox.jalon();
    let mut running = jalon.begin(&["walk", "--yes"]);
    running.expect("+ instance");
    // The run writes on while it is removed.
    while std::fs::remove_dir_all(jalon.folder().join(".jalon")).is_err() {}
    let run = running.end().ends_with(1);
    let folder = jalon.kept("").display().to_string();
    says(
        &run,
        &[
            "could not write",
            "state.json",
            folder.trim_end_matches('/'),
            "taken away while jalon was at work",
        ],
    );
    // Nothing shows then whose it is.
    let refused = jalon.run(&["walk", "--yes"]).ends_with(2);
    says(&refused, &["nothing here shows whose it is", "--yes --take-over"]);
    let again = jalon.run(&["walk", "--yes", "--take-over"]).ends_with(0);
    says(
        &again,
        &["adopted VPC vpc/main", "The private key of demo-key is not on this machine"],
    );
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    let left = sandbox.jalon().run(&["status"]).ends_with(0);
    assert!(!left.stdout.contains("vpc/main"), "{}", left.stdout);
}

/// Writes every time in the state file anew, as a clock that was years ahead would have.
fn put_the_clock_ahead(rehearsal: &Rehearsal) {
    let text = rehearsal.kept("state.json").unwrap();
    assert!(text.contains("\"20"), "no times in the state file");
    let text = text.replace("\"2026-", "\"2099-");
    rehearsal.folder().replace("state.json", text.as_bytes()).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_went_backwards_is_no_reason_to_wait() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("database"), &[]).await.unwrap();
    put_the_clock_ahead(&rehearsal);
    let started = tokio::time::Instant::now();
    rehearsal.walk(Some("database"), &[]).await.unwrap();
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "it took {:?} to see that all is there",
        started.elapsed()
    );
    let session = rehearsal.walk(None, &[]).await.unwrap();
    assert!(
        started.elapsed() < Duration::from_secs(600),
        "the rest took {:?}",
        started.elapsed()
    );
    put_the_clock_ahead(&rehearsal);
    let host = session.inventory(|inventory| {
        inventory
            .by_key(jalon::resources::Kind::Instance, &"instance/test-host".into())
            .pop()
    });
    jalon::resources::delete(session.aws(), &host.unwrap()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(120)).await;
    let started = tokio::time::Instant::now();
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(
        started.elapsed() < Duration::from_secs(120),
        "rebuilding took {:?}",
        started.elapsed()
    );
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
    rehearsal.destroy(false).await.unwrap();
}
