//! How parts are probed, with stand-ins; how the lines at the end read, and that they come last.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::Part;
use super::closing::{Lack, lines};
use super::probe::Unfit;
use super::row::Judgement;
use super::table::ROWS;

const LONG: Duration = Duration::from_secs(60);

fn stand_in(folder: &Path, name: &str, script: &str) {
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// Why a stand-in for nginx does not fit.
fn unfit(script: &str, patience: Duration) -> String {
    let folder = tempfile::tempdir().unwrap();
    stand_in(folder.path(), "nginx", script);
    let found = Part::Nginx.row().find(folder.path().as_os_str(), patience);
    found.expect_err("the stand-in does not fit").to_string()
}

#[test]
fn a_part_that_fits_is_its_program() {
    let folder = tempfile::tempdir().unwrap();
    stand_in(folder.path(), "nginx", "echo nginx version: nginx/1.22.1 >&2");
    let found = Part::Nginx.row().find(folder.path().as_os_str(), LONG);
    assert_eq!(found, Ok(folder.path().join("nginx")));
}

#[test]
fn each_kind_of_unfitness_has_its_reason() {
    for (script, reason) in [
        ("echo nginx version: nginx/1.2.3", "found 1.2.3"),
        ("echo nginx version: nginx/99.0", "found 99.0"),
        ("echo nginx/1.22.1; exit 1", "broken: exit status: 1, prints \"nginx/1.22.1\""),
        (
            "echo no library >&2; echo; exit 3",
            "broken: exit status: 3, prints \"no library\"",
        ),
        ("kill -SEGV $$", "broken: signal: 11 (SIGSEGV), prints \"\""),
        ("echo '%PDF-1.7'", "broken: prints \"%PDF-1.7\""),
        ("echo nginx version: nginx/new", "broken: prints \"nginx version: nginx/new\""),
        ("printf '\\033[2J\\377'", "broken: prints \"\\u{1b}[2J\u{fffd}\""),
        ("", "broken: prints \"\""),
    ] {
        assert_eq!(unfit(script, LONG), reason, "{script}");
    }
}

#[test]
fn a_part_that_hangs_is_killed_with_what_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let alive = folder.path().join("alive");
    let script = format!("(while :; do echo >> {}; done) & wait", alive.display());
    assert_eq!(
        unfit(&script, Duration::from_millis(300)),
        "broken: does not end within 300ms"
    );
    let size = || std::fs::metadata(&alive).map_or(0, |file| file.len());
    let before = size();
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(size(), before, "what it started goes on");
}

#[test]
fn a_program_that_is_missing_or_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let find = || Part::Nginx.row().find(folder.path().as_os_str(), LONG);
    assert_eq!(find(), Err(Unfit::Missing));
    let program = folder.path().join("nginx");
    std::fs::write(&program, "#!/no/such/interpreter\n").unwrap();
    assert_eq!(find(), Err(Unfit::Missing), "nobody may run it");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let Err(Unfit::Broken(reason)) = find() else {
        panic!("it fits")
    };
    assert!(reason.starts_with("does not start: No such file"), "{reason}");
}

#[test]
fn a_package_that_its_python_lacks_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let traceback = "echo \"ModuleNotFoundError: No module named 'moto'\" >&2; exit 1";
    stand_in(folder.path(), "python3", traceback);
    let found = Part::Moto.row().find(folder.path().as_os_str(), LONG);
    assert_eq!(found, Err(Unfit::Missing));
}

#[test]
fn the_first_program_of_the_search_path_decides() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    stand_in(first.path(), "nginx", "echo nginx/0.5");
    stand_in(second.path(), "nginx", "echo nginx/1.22.1");
    let both = std::env::join_paths([first.path(), second.path()]).unwrap();
    let found = Part::Nginx.row().find(&both, LONG);
    assert_eq!(found, Err(Unfit::Version("0.5".to_owned())));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn versions_are_read_as_programs_write_them() {
    let other = |version: &str| Judgement::OtherVersion(version.to_owned());
    for (part, printed, judgement) in [
        (
            Part::AwsCli,
            "aws-cli/1.45.11 Python/3.11.7 Linux/6.1 botocore/1.43.11",
            Judgement::Fits,
        ),
        (
            Part::AwsCli,
            "aws-cli/2.15.0 Python/3.11.6 Linux/6.1 exe/x86_64",
            other("2.15.0"),
        ),
        (
            Part::Chromium,
            "Chromium 140.0.7339.80 built on Debian GNU/Linux 12",
            Judgement::Fits,
        ),
        (
            Part::CloudInit,
            "/usr/lib/python3/dist-packages/cloudinit/main.py 22.4.2",
            Judgement::Fits,
        ),
        (
            Part::DockerCompose,
            "docker-compose version 1.29.2, build unknown",
            Judgement::Fits,
        ),
        (Part::DockerCompose, "Docker Compose version v2.24.5", Judgement::Fits),
        (
            Part::DockerCompose,
            "docker-compose version 1.8.0, build f3628c7",
            other("1.8.0"),
        ),
        (Part::Git, "git version 2.39.5 (Apple Git-154)", Judgement::Fits),
        (Part::Ip, "ip utility, iproute2-6.1.0, libbpf 1.1.2", Judgement::Fits),
        (Part::Ip, "BusyBox v1.36.1 multi-call binary.", Judgement::Garbage),
        (
            Part::MariaDb,
            "mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu",
            Judgement::Fits,
        ),
        (
            Part::MariaDbClient,
            "mariadb  Ver 15.1 Distrib 10.11.19-MariaDB, for debian-linux-gnu",
            Judgement::Fits,
        ),
        (
            Part::MariaDbClient,
            "mariadb from 11.8.2-MariaDB, client 15.2 for debian-linux-gnu",
            Judgement::Fits,
        ),
        (Part::Nft, "nftables v0.9.0 (Fearless Fosdick)", other("0.9.0")),
        (
            Part::OpenSsl,
            "OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19)",
            Judgement::Fits,
        ),
        (Part::OpenSsl, "OpenSSL 1.1.1w  11 Sep 2023", other("1.1.1")),
        (Part::OpenSsl, "LibreSSL 3.3.6", Judgement::Garbage),
        (Part::Ping, "ping from iputils 20221126", Judgement::Fits),
        (Part::Python, "Python 3.10.12", Judgement::Fits),
        (Part::Python, "Python 3.9.2", other("3.9.2")),
        (Part::Ssh, "OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19", Judgement::Fits),
        (
            Part::Sshd,
            "unknown option -- V\nOpenSSH_7.4p1, OpenSSL 1.0.2k-fips",
            other("7.4"),
        ),
    ] {
        assert_eq!(part.row().judge(printed), judgement, "{part:?}: {printed}");
    }
}

#[test]
fn the_installer_knows_every_part_by_its_name_and_version() {
    let installer = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/install")).unwrap();
    let others = installer.lines().find_map(|line| line.strip_prefix("others=(")).unwrap();
    let others: Vec<&str> = others.trim_end_matches(')').split(' ').collect();
    for (part, row) in ROWS {
        let is_known = installer.contains(&format!("'{} ", row.name)) || others.contains(&row.name);
        assert!(is_known, "{part:?}: {}", row.name);
    }
    for (part, package) in [
        (Part::Moto, "server]"),
        (Part::Boto3, "boto3"),
        (Part::AwsCli, "awscli"),
        (Part::MiniStack, "ministack"),
    ] {
        let wanted = part.row().wanted();
        let (name, version) = wanted.split_once(' ').unwrap();
        let pin = format!("{package}=={version}'");
        assert!(installer.contains(&pin), "{name}: .ci/install does not pin {pin}");
    }
}

#[test]
fn the_last_line_counts_what_was_not_run() {
    let lack = |name: &str, tests| Lack {
        name: name.to_owned(),
        mend: format!(".ci/install {name}"),
        tests,
    };
    let lacks = BTreeMap::from([
        ("mariadb >=10.11,<13 (not found)".to_owned(), lack("mariadb", 9)),
        ("mariadb (broken: prints \"\")".to_owned(), lack("mariadb", 1)),
        ("moto 5.2.5 (found 5.2.1)".to_owned(), lack("moto", 1)),
    ]);
    let expected = "not run: 1 test, for want of mariadb (broken: prints \"\"). To mend it: .ci/install mariadb\n\
                    not run: 9 tests, for want of mariadb >=10.11,<13 (not found). To mend it: .ci/install mariadb\n\
                    not run: 1 test, for want of moto 5.2.5 (found 5.2.1). To mend it: .ci/install moto\n\
                    239 of the suite's 250 tests ran; 11 not run, for want of outside parts: mariadb (10), moto (1); .ci/install installs every part\n";
    let none = BTreeMap::new();
    assert_eq!(lines(&lacks, &none, Some(250)), expected);
    let last = "11 not run, for want of outside parts: mariadb (10), moto (1); .ci/install installs every part\n";
    assert!(lines(&lacks, &none, None).ends_with(&format!("\n{last}")));

    let left = BTreeMap::from([("X=all cargo test", 2)]);
    let both = lines(&lacks, &left, Some(250));
    assert!(
        both.starts_with("not run: 2 tests, left to a command of their own: X=all cargo test\n"),
        "{both}"
    );
    assert!(
        both.contains("237 of the suite's 250 tests ran; 2 left to a command of their own; 11 not run, for"),
        "{both}"
    );
    let alone = lines(&BTreeMap::new(), &left, Some(250));
    assert!(
        alone.ends_with("\n248 of the suite's 250 tests ran; 2 left to a command of their own\n"),
        "{alone}"
    );
}

/// This very binary, told to run a test of cloud-init's and one that is ignored, on a machine without any part.
fn on_a_bare_machine() -> Command {
    let mut suite = Command::new(std::env::current_exe().unwrap());
    suite
        .args(["--exact", "hosts::cloud_init_takes_what_the_hosts_are_told"])
        .arg("matrix::torn_writes::a_writer_that_never_ends")
        .env("PATH", "")
        .env("JALON_CI_TOOLS", "/nonexistent")
        .env_remove("CI");
    suite
}

#[test]
fn a_bare_machine_passes_and_is_told_last_what_was_not_run() {
    let run = on_a_bare_machine().output().unwrap();
    let printed = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{printed}");
    let (results, end) = printed.split_once("not run: ").unwrap();
    assert!(
        results.contains("test result: ok. 1 passed; 0 failed; 1 ignored"),
        "{printed}"
    );
    assert_eq!(
        end,
        "1 test, for want of cloud-init >=22.4,<27 (not found). To mend it: .ci/install cloud-init\n\
         0 of the suite's 1 test ran; 1 not run, for want of outside parts: cloud-init (1); .ci/install installs every part\n"
    );
}

#[test]
fn what_is_not_run_fails_where_everything_is_installed() {
    let run = on_a_bare_machine().env("CI", "true").output().unwrap();
    let printed = String::from_utf8(run.stdout).unwrap();
    assert!(!run.status.success(), "{printed}");
    let reason = "not run, which fails under CI=true: cloud-init >=22.4,<27 (not found); to mend it: .ci/install cloud-init";
    assert!(printed.contains(reason), "{printed}");
}
