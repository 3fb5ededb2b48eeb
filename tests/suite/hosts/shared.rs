//! One connection to each host, which the commands of a run share: what of them logs in anew, and that nothing is left of it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use jalon::hosts::{HostAccess, HostCommand, HostError};

use crate::support::{
    Endpoint, Jalon, Running, RunningProcess, ServedSandbox, SshHosts, processes, search_path, send_signal, write_program,
};

use super::DONE;

/// The processes of OpenSSH that use this configuration.
fn of_openssh(config: &Path) -> Vec<RunningProcess> {
    let uses = format!("-F {} ", config.display());
    processes()
        .into_iter()
        .filter(|process| process.command.contains(&uses))
        .collect()
}

/// Those of them that others share.
fn masters(config: &Path) -> Vec<RunningProcess> {
    let all = of_openssh(config).into_iter();
    all.filter(|process| process.command.contains("ControlMaster=yes")).collect()
}

#[track_caller]
fn comes(what: &str, within: Duration, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < within, "{what} did not come within {within:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[tokio::test]
async fn commands_share_one_connection_and_what_is_about_the_log_in_does_not() {
    let Some(hosts) = SshHosts::start() else { return };
    hosts.app.program("cloud-init", DONE);
    let ssh = hosts.ssh();
    let said = futures_util::future::join_all((0..6).map(|_| ssh.run("app-host", "cat", b"x"))).await;
    assert!(said.into_iter().all(|said| said.unwrap().stdout == "x"));
    assert_eq!(hosts.app.log_ins(), 1);
    // Neither is its output cut off, nor its exit code another.
    let much = ssh
        .run("app-host", "head -c 3000000 /dev/zero | tr '\\0' x; exit 9", b"")
        .await;
    let much = much.unwrap();
    assert_eq!((much.stdout.len(), much.code, much.stderr.as_str()), (3_000_000, Some(9), ""));
    assert_eq!(hosts.app.log_ins(), 1);
    ssh.carry_out("app-host", &HostCommand::LogIn).await.unwrap();
    assert_eq!(hosts.app.log_ins(), 2, "that one can log in is seen by logging in");
    ssh.carry_out("app-host", &HostCommand::FirstBoot { wait: false })
        .await
        .unwrap();
    assert_eq!(hosts.app.log_ins(), 3);
    ssh.run("app-host", "true", b"").await.unwrap();
    assert_eq!(hosts.app.log_ins(), 3);
    ssh.renew("app-host");
    ssh.run("app-host", "true", b"").await.unwrap();
    assert_eq!(hosts.app.log_ins(), 4, "it may have other groups now");
    ssh.run("test-host", "true", b"").await.unwrap();
    ssh.run("test-host", "true", b"").await.unwrap();
    assert_eq!((hosts.app.log_ins(), hosts.test.log_ins()), (5, 1), "one more is the jump");
}

#[tokio::test]
async fn a_lost_connection_costs_nothing_but_another_log_in() {
    let Some(mut hosts) = SshHosts::start() else { return };
    let ssh = hosts.ssh();
    let config = hosts.config();
    let again = async || assert_eq!(ssh.run("app-host", "echo again", b"").await.unwrap().stdout, "again\n");
    // A command that comes before anybody knows of the loss logs in by itself, and one of the next shares again.
    let shares_again = async |lost: u32| {
        let begun = Instant::now();
        loop {
            again().await;
            if masters(&config).iter().any(|master| master.pid != lost) {
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(10), "each command logs in by itself");
        }
    };
    let shared = || masters(&config).pop().unwrap().pid;
    again().await;

    // It is lost under a command, which can't know whether it was carried out.
    let first = shared();
    let lost = ssh.run("app-host", "kill -9 $SESSION; sleep 5", b"").await.unwrap_err();
    assert!(matches!(lost, HostError::Unreachable { .. }), "{lost}");
    shares_again(first).await;

    // Its process is killed, and its socket stays.
    let second = shared();
    send_signal("KILL", second);
    shares_again(second).await;

    // The host is started again.
    let third = shared();
    hosts.app.stop();
    hosts.app.start();
    shares_again(third).await;
    let log_ins = hosts.app.log_ins();
    again().await;
    assert_eq!(hosts.app.log_ins(), log_ins);
}

#[tokio::test]
async fn a_host_that_lets_nobody_share_a_connection_is_logged_in_to_by_each() {
    let Some(mut hosts) = SshHosts::start() else { return };
    hosts.app.stop();
    hosts.app.configure("MaxSessions 1");
    hosts.app.start();
    let ssh = hosts.ssh();
    let said = futures_util::future::join_all((0..4).map(|_| ssh.run("app-host", "cat", b"x"))).await;
    assert!(said.into_iter().all(|said| said.unwrap().stdout == "x"));
    assert_eq!(hosts.app.log_ins(), 5, "the one that was to be shared, and each command's");
}

#[tokio::test]
async fn nothing_is_left_of_a_connection_that_nobody_shares_any_more() {
    let Some(hosts) = SshHosts::start() else { return };
    let ssh = hosts.ssh();
    ssh.run("test-host", "true", b"").await.unwrap();
    let master = masters(&hosts.config()).pop().unwrap();
    let (_, socket) = master.command.split_once("ControlPath=").unwrap();
    let socket = Path::new(socket.split_whitespace().next().unwrap());
    let folder = socket.parent().unwrap();
    assert!(socket.exists() && folder.is_dir(), "{}", socket.display());
    drop(ssh);
    assert!(!folder.exists(), "{}", folder.display());
    comes("the end of all processes", Duration::from_secs(5), || {
        of_openssh(&hosts.config()).is_empty()
    });
}

/// A deployment with a host, whose `ssh` leads to the hosts on loopback: the sandbox's addresses lead nowhere.
fn deployment(sandbox: &ServedSandbox, hosts: &SshHosts) -> Jalon {
    let jalon = sandbox.jalon();
    jalon.run(&["walk", "--yes", "--until", "app-host"]).ends_with(0);
    let (bin, temporary) = (jalon.folder().join("bin"), jalon.folder().join("tmp"));
    fs::create_dir(&bin).unwrap();
    fs::create_dir(&temporary).unwrap();
    let stand_in = format!(
        "#!/bin/sh\nshift 2\nPATH={} exec ssh -F {} \"$@\"\n",
        search_path().display(),
        hosts.config().display()
    );
    write_program(&bin.join("ssh"), &stand_in);
    hosts.app.program("cloud-init", DONE);
    let path = format!("{}:/usr/bin:/bin", bin.display());
    jalon.with("PATH", &path).with("TMPDIR", &temporary.display().to_string())
}

const VERIFY: [&str; 3] = ["verify", "app-host", "--live-hosts"];

/// Begins a verification, in the middle of whose command over the shared connection it then is.
fn in_the_middle(jalon: &Jalon, hosts: &SshHosts) -> Running {
    let asked = hosts.app.home().join("asked");
    let _ = fs::remove_file(&asked);
    let docker = format!("#!/bin/sh\ntouch {}\nsleep 5\necho 28\n", asked.display());
    hosts.app.program("docker", &docker);
    let mut running = jalon.begin(&VERIFY);
    running.wait_for("a command on the host", |_| asked.exists());
    assert_eq!(masters(&hosts.config()).len(), 1);
    running
}

fn is_nothing_left(jalon: &Jalon, hosts: &SshHosts) {
    comes("the end of all processes", Duration::from_secs(2), || {
        of_openssh(&hosts.config()).is_empty()
    });
    let left = fs::read_dir(jalon.folder().join("tmp")).unwrap().count();
    assert_eq!(left, 0, "folders of sockets");
}

#[test]
fn nothing_of_a_shared_connection_outlives_the_command_however_that_ends() {
    let Some(hosts) = SshHosts::start() else { return };
    let sandbox = ServedSandbox::start_with(&["--sandbox-speed", "3600"]);
    let jalon = deployment(&sandbox, &hosts);
    hosts.app.program("docker", "#!/bin/sh\necho 28\n");
    let run = jalon.run(&VERIFY).ends_with(0);
    assert!(run.stdout.contains("Docker runs"), "{}", run.stdout);
    is_nothing_left(&jalon, &hosts);

    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        let running = in_the_middle(&jalon, &hosts);
        running.signal(signal);
        running.end().ends_with(code);
        is_nothing_left(&jalon, &hosts);
    }

    let running = in_the_middle(&jalon, &hosts);
    running.signal("KILL");
    assert_eq!(running.end().code, None);
    // The command on the host ends by itself, and what was shared with it.
    comes("the end of all processes", Duration::from_secs(15), || {
        of_openssh(&hosts.config()).is_empty()
    });
}

#[cfg(debug_assertions)]
#[test]
fn nothing_of_a_shared_connection_outlives_a_bug() {
    let Some(hosts) = SshHosts::start() else { return };
    let sandbox = ServedSandbox::start_with(&["--sandbox-speed", "3600"]);
    let jalon = deployment(&sandbox, &hosts);
    let when = jalon.folder().join("now");
    let jalon = jalon
        .with("JALON_TEST_PANIC", "a bug")
        .with("JALON_TEST_PANIC_WHEN", &when.display().to_string());
    let running = in_the_middle(&jalon, &hosts);
    fs::write(when, "").unwrap();
    running.end().ends_with(101);
    is_nothing_left(&jalon, &hosts);
}
