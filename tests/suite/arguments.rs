//! Arguments of any bytes, outputs that can't be written, and a working folder that is gone: the right reason, and never a core dump.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::Stdio;
use std::time::Duration;

use crate::support::{Jalon, Run, send_signal, system};

/// A name that is legal on most systems, and no UTF-8.
const CAFE: &[u8] = b"caf\xe9";

#[test]
fn a_state_directory_of_any_legal_name_is_used() {
    for name in [CAFE, b"my state", "caf\u{e9} \u{202e}".as_bytes(), b"100%h"] {
        let jalon = Jalon::new();
        let with = |arguments: &[&str]| {
            let mut command = jalon.command(arguments);
            Run::of(command.arg("--state-dir").arg(OsStr::from_bytes(name)).output().unwrap())
        };
        with(&["walk", "--sandbox", "--yes", "--until", "app-host"]).ends_with(0);
        with(&["status"]).ends_with(0);
        let folder = jalon.folder().join(OsStr::from_bytes(name)).join("demo");
        let config = std::fs::read(folder.join("ssh_config")).unwrap();
        let key = [folder.as_os_str().as_bytes(), b"/id_ed25519\""].concat();
        let key: Vec<u8> = key
            .iter()
            .flat_map(|byte| if *byte == b'%' { vec![b'%', b'%'] } else { vec![*byte] })
            .collect();
        assert!(
            config.windows(key.len()).any(|part| part == key),
            "{}",
            String::from_utf8_lossy(&config)
        );
        with(&["destroy", "--yes"]).ends_with(0);
    }
}

#[test]
fn what_is_advised_names_a_state_directory_of_any_bytes() {
    let jalon = Jalon::new();
    let mut command = jalon.command(&["walk", "--yes", "--set", "vpc.cidr"]);
    let run = Run::of(command.env("JALON_STATE_DIR", OsStr::from_bytes(CAFE)).output().unwrap());
    run.ends_with(2);
    let mut command = jalon.command(&["plan", "--sandbox", "--region", "us-east-9"]);
    Run::of(command.arg("--state-dir").arg(OsStr::from_bytes(CAFE)).output().unwrap()).ends_with(2);
    let mut served = jalon.command(&["sandbox", "serve", "--port", "0", "--state-dir"]);
    let child = served
        .arg(OsStr::from_bytes(CAFE))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(700));
    send_signal("TERM", child.id());
    let run = Run::of(child.wait_with_output().unwrap()).ends_with(143);
    assert!(run.stderr.contains("--state-dir $'caf\\351'"), "{}", run.stderr);
}

#[test]
fn a_state_directory_that_openssh_could_misread_is_refused() {
    for name in ["a\nProxyCommand x", "a\"b"] {
        let run = Jalon::new()
            .run(&["walk", "--sandbox", "--yes", "--state-dir", name])
            .ends_with(2);
        assert!(run.stderr.contains("can't be a state directory"), "{}", run.stderr);
    }
}

#[test]
fn an_argument_that_is_no_text_is_a_misuse() {
    for before in [
        &["walk", "--set"][..],
        &["run"],
        &["--deployment"],
        &["plan", "--detailed-exitcode", "--region"],
        &[],
    ] {
        let jalon = Jalon::new();
        let mut command = jalon.command(before);
        let output = command.arg(OsStr::from_bytes(CAFE)).output().unwrap();
        let code = if before.contains(&"--detailed-exitcode") { 1 } else { 2 };
        assert_eq!(
            output.status.code(),
            Some(code),
            "{before:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn a_crash_leaves_no_picture_of_the_memory() {
    let jalon = Jalon::new();
    let dumps = |program: &mut std::process::Command| {
        // SAFETY: a system call, which may be made between fork and exec.
        unsafe {
            program.pre_exec(|| {
                let limit = libc::rlimit {
                    rlim_cur: libc::RLIM_INFINITY,
                    rlim_max: libc::RLIM_INFINITY,
                };
                match libc::setrlimit(libc::RLIMIT_CORE, &limit) {
                    0 => Ok(()),
                    _ => Err(std::io::Error::last_os_error()),
                }
            });
        }
        let started = program
            .current_dir(jalon.folder())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = started else { return None };
        std::thread::sleep(Duration::from_millis(700));
        // SAFETY: a system call.
        unsafe { libc::kill(libc::pid_t::try_from(child.id()).unwrap(), libc::SIGABRT) };
        let status = child.wait().unwrap();
        assert_eq!(status.signal(), Some(libc::SIGABRT), "{status}");
        Some(status.core_dumped())
    };
    // Where the system dumps nothing at all, there is nothing to see.
    if dumps(system("sleep").arg("60")) == Some(true) {
        assert_eq!(dumps(&mut jalon.command(&["sandbox", "serve", "--port", "0"])), Some(false));
    }
}

/// Commands whose result is on standard output.
const PRINTING: [&[&str]; 10] = [
    &["--help"],
    &["--version"],
    &["walk", "--help"],
    &["explain", "vpc"],
    &["init", "-"],
    &["steps"],
    &["status", "--sandbox"],
    &["plan", "--sandbox", "--output", "json"],
    &["verify", "vpc"],
    &["reach", "internet", "database"],
];

fn built() -> Jalon {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "database"]).ends_with(0);
    jalon
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_a_failure() {
    let jalon = built();
    for command in PRINTING {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = Run::of(jalon.command(command).stdout(full).output().unwrap()).ends_with(1);
        let told = run.stderr_line();
        assert!(
            told.contains("the output could not be written: No space left on device"),
            "{command:?}: {told}"
        );

        let mut closed = jalon.command(command);
        // SAFETY: a system call, which may be made between fork and exec.
        unsafe {
            closed.pre_exec(|| {
                libc::close(1);
                Ok(())
            });
        }
        let run = Run::of(closed.stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap()).ends_with(1);
        assert!(
            run.stderr.contains("standard output is closed"),
            "{command:?}: {}",
            run.stderr
        );

        let mut null = jalon.command(command);
        let to_null = OpenOptions::new().read(true).write(true).open("/dev/null").unwrap();
        Run::of(null.stdout(to_null).output().unwrap());
    }
}

#[test]
fn a_reader_that_has_read_enough_is_no_failure() {
    let jalon = built();
    for command in PRINTING {
        let mut child = jalon.start(command);
        drop(child.stdout.take());
        let run = Run::of(child.wait_with_output().unwrap());
        let expected = match command[0] {
            "reach" => 3,
            _ => 0,
        };
        assert_eq!(run.code, Some(expected), "{command:?}: {}", run.stderr);
        assert!(!run.stderr.contains("could not be written"), "{command:?}: {}", run.stderr);
    }
}

#[test]
fn a_working_folder_that_is_gone_is_the_reason_given() {
    let jalon = Jalon::new();
    let gone = jalon.folder().join("gone");
    for arguments in [
        &["status"][..],
        &["list"],
        &["walk", "--sandbox", "--yes"],
        &["destroy", "--yes"],
        &["steps"],
    ] {
        std::fs::create_dir(&gone).unwrap();
        let mut command = jalon.command(arguments);
        let folder = std::ffi::CString::new(gone.as_os_str().as_bytes()).unwrap();
        command.current_dir(&gone);
        // SAFETY: system calls, which may be made between fork and exec.
        unsafe {
            command.pre_exec(move || match libc::rmdir(folder.as_ptr()) {
                0 => Ok(()),
                _ => Err(std::io::Error::last_os_error()),
            });
        }
        let run = Run::of(command.output().unwrap()).ends_with(1);
        let told = run.stderr_line();
        assert!(
            told.contains("the folder in which this command was given is gone"),
            "{arguments:?}: {told}"
        );
    }
    // Named from the root, the state directory is still there.
    std::fs::create_dir(&gone).unwrap();
    let mut command = jalon.command(&["steps", "--state-dir", "/nowhere"]);
    let folder = std::ffi::CString::new(gone.as_os_str().as_bytes()).unwrap();
    command.current_dir(&gone);
    // SAFETY: a system call, which may be made between fork and exec.
    unsafe {
        command.pre_exec(move || {
            libc::rmdir(folder.as_ptr());
            Ok(())
        });
    }
    Run::of(command.output().unwrap()).ends_with(0);
}
