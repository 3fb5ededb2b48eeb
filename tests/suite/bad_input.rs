//! Bad input: each gets a clear message, its exit code, and loses nothing.

use std::os::unix::process::CommandExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{Jalon, Run, write_private};

#[track_caller]
fn says(run: Run, code: i32, texts: &[&str]) {
    let run = run.ends_with(code);
    let told = run.stderr_line();
    for text in texts {
        assert!(told.contains(text), "\"{text}\" is not said:\n{}", run.stderr);
    }
}

#[test]
fn no_credentials() {
    let jalon = Jalon::new();
    let started = Instant::now();
    let run = jalon.run(&["walk", "--yes", "--region", "us-east-1"]);
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "it took {:?} to find out",
        started.elapsed()
    );
    says(
        run,
        1,
        &["could not ask AWS whose credentials these are", "aws configure", "--sandbox"],
    );
    assert!(!jalon.kept("state.json").exists());
}

#[test]
fn no_region_or_no_name_of_one() {
    let jalon = Jalon::new();
    says(
        jalon.run(&["walk", "--yes"]),
        2,
        &["no region is known", "--region us-east-1"],
    );
    says(
        jalon.run(&["walk", "--yes", "--sandbox", "--region", "useast1"]),
        2,
        &["\"useast1\" is not the name of a region", "us-east-1"],
    );
}

#[test]
fn more_zones_than_the_region_has() {
    let jalon = Jalon::new();
    let run = jalon.run(&[
        "walk",
        "--sandbox",
        "--yes",
        "--region",
        "us-west-1",
        "--set",
        "vpc.availability-zones=3",
    ]);
    says(
        run,
        2,
        &[
            "vpc.availability-zones",
            "us-west-1 has 2 availability zones that offer t3.micro, and 3 are wanted",
        ],
    );
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
}

#[test]
fn unknown_steps() {
    let jalon = Jalon::new();
    let told = ["there is no step databse", "did you mean database?", "nat-gateway"];
    says(jalon.run(&["run", "databse", "--sandbox"]), 2, &told);
    says(jalon.run(&["walk", "--until", "databse", "--sandbox", "--yes"]), 2, &told);
    let told = ["nothing here is called \"databse\"", "did you mean `jalon explain database`?"];
    says(jalon.run(&["explain", "databse"]), 2, &told);
}

#[test]
fn no_terminal_and_no_yes() {
    let jalon = Jalon::new();
    says(jalon.run(&["walk", "--sandbox"]), 2, &["no terminal", "--yes"]);
    says(jalon.run(&["run", "vpc", "--sandbox"]), 2, &["no terminal", "--yes"]);
    says(jalon.run(&["destroy", "--sandbox"]), 2, &["no terminal", "--yes"]);
}

#[test]
fn answers_files_that_cannot_be_used() {
    let jalon = Jalon::new();
    let walk = |text: &str| {
        write_private(jalon.folder().join("answers.toml"), text);
        jalon.run(&["walk", "--sandbox", "--yes", "--answers", "answers.toml"])
    };
    says(walk("[vpc\n"), 2, &["answers.toml can't be used: line 1"]);
    says(
        walk("[vpc]\ncird = \"10.0.0.0/16\"\n"),
        2,
        &["no question has the key vpc.cird", "did you mean vpc.cidr?"],
    );
    says(
        walk("[vpc]\navailability-zones = \"two\"\n"),
        2,
        &["vpc.availability-zones", "a whole number between 2 and 3"],
    );
    says(
        walk("[database]\npassword = \"short\"\n"),
        2,
        &["database.password", "8 to 41 characters"],
    );
    says(walk("vpc = 1\n"), 2, &["\"vpc\" has to be a table"]);
    says(
        jalon.run(&["walk", "--sandbox", "--yes", "--answers", "none.toml"]),
        2,
        &[
            "the answers file none.toml can't be used: there is no such file",
            "`jalon init` writes a file",
        ],
    );
    std::fs::create_dir(jalon.folder().join("folder")).unwrap();
    says(
        jalon.run(&["plan", "--sandbox", "--answers", "folder"]),
        2,
        &["the answers file folder can't be used: it is a folder"],
    );
}

#[test]
fn state_files_that_cannot_be_used_are_left_as_they_are() {
    for (text, told) in [
        ("{\"format\": 1, \"deploy", "is damaged"),
        ("", "is damaged"),
        ("{\"format\": 99}", "has format 99"),
        ("{\"version\": 4, \"serial\": 1}", "is not the state of this deployment"),
    ] {
        let jalon = Jalon::new();
        std::fs::create_dir_all(jalon.kept("")).unwrap();
        write_private(jalon.kept("state.json"), text);
        says(jalon.run(&["walk", "--sandbox", "--yes"]), 1, &[told, "next:"]);
        assert_eq!(std::fs::read_to_string(jalon.kept("state.json")).unwrap(), text);
    }
}

#[test]
fn another_deployments_state_file() {
    let jalon = Jalon::new();
    jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "vpc", "--deployment", "other"])
        .ends_with(0);
    std::fs::create_dir_all(jalon.kept("")).unwrap();
    std::fs::copy(jalon.folder().join(".jalon/other/state.json"), jalon.kept("state.json")).unwrap();
    says(jalon.run(&["status"]), 1, &["it belongs to the deployment other"]);
}

#[test]
fn a_deployment_made_elsewhere() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    says(
        jalon.run(&["walk", "--yes", "--region", "eu-west-1"]),
        2,
        &["us-east-1", "eu-west-1", "--deployment"],
    );
}

#[test]
fn a_state_directory_that_is_a_file() {
    let jalon = Jalon::new();
    std::fs::write(jalon.folder().join(".jalon"), "").unwrap();
    says(
        jalon.run(&["walk", "--sandbox", "--yes"]),
        1,
        &["could not write", "--state-dir"],
    );
}

#[test]
fn another_run_holding_the_lock() {
    let jalon = Jalon::new();
    let mut first = jalon.start(&["walk", "--sandbox", "--yes", "--sandbox-speed", "20"]);
    let deadline = Instant::now() + Duration::from_secs(20);
    while !jalon.kept("state.json").exists() {
        assert!(Instant::now() < deadline, "the first run did not begin");
        std::thread::sleep(Duration::from_millis(20));
    }
    let pid = first.id().to_string();
    says(
        jalon.run(&["walk", "--yes"]),
        1,
        &[&format!("process {pid} is already at work"), &format!("kill -INT {pid}")],
    );
    first.kill().unwrap();
    first.wait().unwrap();
    jalon.run(&["walk", "--yes"]).ends_with(0);
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
}

#[test]
fn a_port_in_use() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    says(
        Jalon::new().run(&["sandbox", "serve", "--port", &port]),
        1,
        &[&port, "--port 0"],
    );
}

#[test]
fn accounts_that_cannot_be() {
    let jalon = Jalon::new();
    for (option, value, texts) in [
        ("--account", "free", &["paid, free-plan, learner-lab"][..]),
        ("--deny", "RunInstances", &["ec2:RunInstances"][..]),
        ("--expire-after", "90", &["90s"][..]),
        ("--quota", "vpc=1", &["no quota named \"vpc\"", "vpcs, elastic-ips"][..]),
        ("--quota", "vpcs=many", &["vpcs=1"][..]),
    ] {
        says(jalon.run(&["sandbox", "serve", option, value]), 2, texts);
    }
}

#[test]
fn names_and_urls_that_cannot_be() {
    let jalon = Jalon::new();
    for name in ["Demo", "a/b", "..", "-a", "a--b", ""] {
        says(
            jalon.run(&["steps", &format!("--deployment={name}")]),
            2,
            &["can't be a deployment's name"],
        );
    }
    says(
        jalon.run(&["status", "--endpoint-url", "localhost"]),
        2,
        &["is not the URL of an endpoint"],
    );
    jalon.run(&["status", "--sandbox-speed", "0"]).ends_with(2);
    jalon.run(&["plan", "--detailed-exitcode", "--no-such-option"]).ends_with(1);
}

#[test]
fn a_password_in_use_is_not_replaced_by_another() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "database"]).ends_with(0);
    let kept = std::fs::read_to_string(jalon.kept("secrets.json")).unwrap();
    write_private(jalon.folder().join("a.toml"), "[database]\npassword = \"another-one-99\"\n");
    let run = jalon.run(&["walk", "--yes", "--answers", "a.toml"]);
    assert!(!run.stderr.contains("another-one-99"));
    says(run, 2, &["database.password", "would be lost"]);
    assert_eq!(std::fs::read_to_string(jalon.kept("secrets.json")).unwrap(), kept);
}

#[test]
fn output_nobody_can_write_is_no_success() {
    let jalon = Jalon::new();
    let mut init = jalon.command(&["init", "-"]);
    init.stdout(tempfile::tempfile().unwrap()).stderr(Stdio::null());
    // SAFETY: system calls, which may be made between fork and exec.
    unsafe {
        init.pre_exec(|| {
            let nothing = libc::rlimit {
                rlim_cur: 0,
                rlim_max: 0,
            };
            libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
            match libc::setrlimit(libc::RLIMIT_FSIZE, &raw const nothing) {
                0 => Ok(()),
                _ => Err(std::io::Error::last_os_error()),
            }
        });
    }
    assert_eq!(init.status().unwrap().code(), Some(1));
}

#[test]
fn killed_walks_are_gone_on_with_and_end_whole() {
    let whole = Jalon::new();
    whole.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let count = |jalon: &Jalon| {
        jalon
            .run(&["status", "--output", "json"])
            .ends_with(0)
            .stdout
            .matches("\"key\"")
            .count()
    };
    let expected = count(&whole);
    for milliseconds in [300, 700, 1200] {
        let jalon = Jalon::new();
        let mut walk = jalon.start(&["walk", "--sandbox", "--yes", "--sandbox-speed", "200"]);
        std::thread::sleep(Duration::from_millis(milliseconds));
        // SIGKILL: nothing of the process gets to say goodbye.
        walk.kill().unwrap();
        walk.wait().unwrap();
        jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
        jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
        assert_eq!(count(&jalon), expected, "killed after {milliseconds} ms");
    }
}
