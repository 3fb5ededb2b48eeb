//! One network namespace: made, entered, set up and taken away again.
//!
//! Its name begins with the id of the process that made it, so that what a killed run left behind is known by its name.

use std::ffi::CString;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::Part;

/// Where iproute2 keeps the namespaces it names.
const NAMED: &str = "/run/netns";
const PREFIX: &str = "jl";

/// What the names of one lab's namespaces begin with.
#[derive(Clone, Debug)]
pub struct Family(String);

impl Family {
    /// A new one: no other lab, of this process or another, has it.
    pub fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self(format!("{PREFIX}{}-{number}", std::process::id()))
    }
}

/// A network namespace. Dropping it ends the processes in it and removes it.
#[derive(Debug)]
pub struct Namespace {
    name: String,
    file: File,
}

impl Namespace {
    /// Makes one with its loopback up, IPv6 off and no filter on the way packets come from.
    pub fn new(family: &Family, what: &str) -> Self {
        let name = format!("{}-{what}", family.0);
        succeeds(Command::new(Part::Ip.program()).args(["netns", "add", &name]));
        let file = File::open(Path::new(NAMED).join(&name)).unwrap();
        let namespace = Self { name, file };
        namespace.inside(|| {
            for (setting, value) in [
                ("ipv6/conf/all/disable_ipv6", "1"),
                ("ipv6/conf/default/disable_ipv6", "1"),
                ("ipv4/conf/all/rp_filter", "0"),
                ("ipv4/conf/default/rp_filter", "0"),
                // Packets to a NAT gateway leave its subnet's router by the wire they came from; nobody is to be told a shorter way.
                ("ipv4/conf/all/send_redirects", "0"),
                ("ipv4/conf/default/send_redirects", "0"),
                // As Ubuntu has it: everybody may ping.
                ("ipv4/ping_group_range", "0 2147483647"),
            ] {
                set(setting, value);
            }
        });
        namespace.ip("link set dev lo up\n");
        namespace
    }

    /// Lets packets through from one interface to another.
    pub fn forwards(&self) {
        self.inside(|| set("ipv4/ip_forward", "1"));
    }

    /// Runs something on a thread that is in the namespace. Threads and processes it starts are in it too.
    pub fn inside<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let file = self.file.as_raw_fd();
        let inside = move || {
            enter(file).expect("the namespace can be entered");
            work()
        };
        std::thread::scope(|scope| match scope.spawn(inside).join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    }

    /// Brings this thread into the namespace until what is returned is dropped. Threads and processes it starts meanwhile are in it too.
    pub fn enter(&self) -> Inside {
        let outside = File::open("/proc/thread-self/ns/net").unwrap();
        enter(self.file.as_raw_fd()).expect("the namespace can be entered");
        Inside { outside }
    }

    /// Lets a command run in the namespace, with files of its own in the place of the machine's.
    pub fn takes(&self, command: &mut Command, mounts: &Mounts) {
        let file = self.file.try_clone().unwrap();
        let mounts = mounts.clone();
        // SAFETY: between fork and exec only system calls are made; what they need was allocated before.
        unsafe {
            command.pre_exec(move || {
                enter(file.as_raw_fd())?;
                mounts.mount()
            });
        }
    }

    /// Runs lines of `ip -batch`.
    pub fn ip(&self, lines: &str) {
        feed(
            Command::new(Part::Ip.program()).args(["-n", &self.name, "-batch", "-"]),
            lines,
        );
    }

    /// Loads a ruleset.
    pub fn nft(&self, rules: &str) {
        let mut command = Command::new(Part::Nft.program());
        self.takes(command.args(["-f", "-"]), &Mounts::default());
        feed(&mut command, rules);
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A thread that is in a namespace.
pub struct Inside {
    outside: File,
}

impl Inside {
    /// Lets a command run where the thread came from.
    pub fn leaves(&self, command: &mut Command) {
        let file = self.outside.try_clone().unwrap();
        // SAFETY: between fork and exec only a system call is made.
        unsafe { command.pre_exec(move || enter(file.as_raw_fd())) };
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        enter(self.outside.as_raw_fd()).expect("a thread may go back to where it came from");
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        remove(&self.name);
    }
}

/// Takes away what labs of processes that are dead left behind.
pub fn remove_leftovers() {
    remove_leftovers_of(PREFIX);
}

fn remove_leftovers_of(prefix: &str) {
    let Ok(names) = std::fs::read_dir(NAMED) else { return };
    for name in names.flatten().filter_map(|entry| entry.file_name().into_string().ok()) {
        let maker = name.strip_prefix(prefix).and_then(|rest| rest.split_once('-'));
        let Some(Ok(maker)) = maker.map(|(pid, _)| pid.parse::<u32>()) else {
            continue;
        };
        if !Path::new(&format!("/proc/{maker}")).exists() {
            remove(&name);
        }
    }
}

/// Ends the processes in a namespace, by their ids, and removes it.
fn remove(name: &str) {
    let listed = Command::new(Part::Ip.program()).args(["netns", "pids", name]).output();
    let pids = listed.map(|listed| String::from_utf8_lossy(&listed.stdout).into_owned());
    // Threads of this very process may be in it for a moment more.
    let own = std::process::id().to_string();
    for pid in pids.unwrap_or_default().split_whitespace().filter(|pid| *pid != own) {
        let pid = pid.parse().expect("ip prints numbers");
        // SAFETY: a system call. The process may have ended by itself.
        unsafe { libc::kill(pid, libc::SIGKILL) };
    }
    let _ = Command::new(Part::Ip.program())
        .args(["netns", "del", name])
        .stderr(Stdio::null())
        .status();
}

/// Files shown at other places, to one command and what it starts.
#[derive(Clone, Debug, Default)]
pub struct Mounts(Vec<(CString, CString)>);

impl Mounts {
    /// Shows a file or folder at another path. A path that the machine doesn't have is left as it is.
    pub fn show(mut self, source: &Path, target: &str) -> Self {
        if Path::new(target).exists() {
            let source = CString::new(source.as_os_str().as_encoded_bytes()).unwrap();
            self.0.push((source, CString::new(target).unwrap()));
        }
        self
    }

    /// In a mount namespace of the command's own: the machine sees nothing of it.
    fn mount(&self) -> io::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        // SAFETY: plain system calls with strings that live as long.
        unsafe {
            done(libc::unshare(libc::CLONE_NEWNS))?;
            let nothing = std::ptr::null();
            let flags = libc::MS_REC | libc::MS_SLAVE;
            done(libc::mount(c"none".as_ptr(), c"/".as_ptr(), nothing, flags, nothing.cast()))?;
            for (source, target) in &self.0 {
                let bind = libc::MS_BIND;
                done(libc::mount(source.as_ptr(), target.as_ptr(), nothing, bind, nothing.cast()))?;
            }
        }
        Ok(())
    }
}

fn enter(file: RawFd) -> io::Result<()> {
    // SAFETY: a system call that concerns this thread alone.
    done(unsafe { libc::setns(file, libc::CLONE_NEWNET) })
}

fn done(result: libc::c_int) -> io::Result<()> {
    if result == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// A setting of the namespace the thread is in.
fn set(setting: &str, value: &str) {
    let path = Path::new("/proc/sys/net").join(setting);
    // A kernel without IPv6 has nothing to turn off.
    if path.exists() {
        std::fs::write(&path, value).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// Runs a command that has to succeed.
pub fn succeeds(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Runs a command that has to succeed, with text to read.
fn feed(command: &mut Command, text: &str) {
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}, given:\n{text}");
}

#[cfg(test)]
mod tests {
    use super::super::ground::can_bear_a_lab;
    use super::*;

    fn is_there(name: &str) -> bool {
        Path::new(NAMED).join(name).exists()
    }

    fn sleeper(namespace: &Namespace) -> std::process::Child {
        let mut sleep = Command::new("sleep");
        namespace.takes(sleep.arg("60"), &Mounts::default());
        sleep.spawn().unwrap()
    }

    #[test]
    fn a_namespace_goes_with_what_runs_in_it() {
        if !can_bear_a_lab() {
            return;
        }
        let namespace = Namespace::new(&Family::new(), "dropped");
        let (name, mut sleeper) = (namespace.name().to_owned(), sleeper(&namespace));
        assert!(is_there(&name));
        drop(namespace);
        assert!(!is_there(&name));
        assert!(!sleeper.wait().unwrap().success(), "it was killed");
    }

    #[test]
    fn what_a_dead_run_left_is_cleared_and_what_a_living_one_has_is_not() {
        if !can_bear_a_lab() {
            return;
        }
        let mut dead = Command::new("true").spawn().unwrap();
        dead.wait().unwrap();
        // Labs that begin at this moment clear what is left too, but not under this prefix.
        let prefix = "jltry";
        let family_of = |maker: u32| Family(format!("{prefix}{maker}-0"));
        let left = Namespace::new(&family_of(dead.id()), "left");
        let living = Namespace::new(&family_of(std::process::id()), "living");
        let mut sleeper = sleeper(&left);
        remove_leftovers_of(prefix);
        assert!(!is_there(left.name()) && is_there(living.name()));
        assert!(!sleeper.wait().unwrap().success(), "it was killed");
    }
}
