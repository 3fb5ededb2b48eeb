//! `jalon sandbox serve` and `reset` as they are typed: what other clients may do to it, what it says, and what is emptied.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::support::{Endpoint, Jalon, Part, Run, ServedSandbox};

#[track_caller]
fn says(run: &Run, texts: &[&str]) {
    let told = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in texts {
        assert!(told.contains(text), "\"{text}\" is not said:\n{}", run.stderr);
    }
}

/// A sandbox served from a folder that stays, with its address.
struct Server(Child, String);

impl Server {
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        Self(child, first.trim().to_owned())
    }

    /// Ends it once it has said what it serves, and returns what it said on stderr.
    fn end(mut self) -> String {
        let mut stderr = BufReader::new(self.0.stderr.take().unwrap());
        let mut told = String::new();
        while !told.contains("Ctrl-C") {
            assert!(stderr.read_line(&mut told).unwrap() > 0, "it ended: {told}");
        }
        self.0.kill().unwrap();
        stderr.read_to_string(&mut told).unwrap();
        self.0.wait().unwrap();
        told
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const SERVE: [&str; 4] = ["sandbox", "serve", "--port", "0"];

/// Asks once and stays connected, as AWS's clients do; the status line of the answer.
fn asked(address: &str) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let form = "Action=DescribeVpcs&Version=2016-11-15";
    let authorization = "AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/ec2/aws4_request, Signature=0";
    let head = format!("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {authorization}\r\n");
    let request = format!("{head}Content-Length: {}\r\n\r\n{form}", form.len());
    stream.write_all(request.as_bytes()).unwrap();
    let mut status = [0; 15];
    let read = stream.read_exact(&mut status);
    let status = read.map_or_else(|error| error.to_string(), |()| String::from_utf8_lossy(&status).into_owned());
    (stream, status)
}

#[test]
fn a_served_sandbox_without_file_descriptors_waits_and_goes_on() {
    let jalon = Jalon::new();
    let mut command = jalon.command(&SERVE);
    // SAFETY: `setrlimit` is a system call, which may be made between fork and exec.
    unsafe {
        command.pre_exec(|| {
            let few = libc::rlimit {
                rlim_cur: 40,
                rlim_max: 40,
            };
            match libc::setrlimit(libc::RLIMIT_NOFILE, &few) {
                0 => Ok(()),
                _ => Err(std::io::Error::last_os_error()),
            }
        });
    }
    let mut server = Server::start(&mut command);
    let idle: Vec<(TcpStream, String)> = (0..100).map(|_| asked(&server.1)).collect();
    for (number, (_, status)) in idle.iter().enumerate() {
        assert_eq!(status, "HTTP/1.1 200 OK", "connection {number}");
    }
    assert!(server.0.try_wait().unwrap().is_none(), "it ended");
}

#[test]
fn serving_verbosely_shows_every_call_and_its_error() {
    let jalon = Jalon::new();
    let server = Server::start(&mut jalon.command(&[&SERVE[..], &["-v", "--deny", "ec2:CreateVpc"]].concat()));
    let client = Jalon::new().with("JALON_ENDPOINT_URL", &server.1);
    client.run(&["run", "vpc", "--yes"]).ends_with(1);
    let told = server.end();
    assert!(told.contains("? sts:GetCallerIdentity\n"), "{told}");
    assert!(told.contains("→ ec2:CreateVpc: UnauthorizedOperation\n"), "{told}");
}

#[test]
fn an_endpoint_on_this_machine_needs_neither_credentials_nor_a_region() {
    let sandbox = ServedSandbox::start();
    let jalon = Jalon::new().with("JALON_ENDPOINT_URL", &sandbox.url());
    let run = jalon.run(&["run", "vpc", "--yes", "-v"]).ends_with(0);
    says(
        &run,
        &["This endpoint is on this machine: it is given placeholders for credentials."],
    );
    let quiet = jalon.run(&["status"]).ends_with(0);
    assert!(!quiet.stderr.contains("placeholders"), "{}", quiet.stderr);
}

#[test]
fn a_served_sandbox_stays_in_its_region_and_says_so() {
    let jalon = Jalon::new();
    let there = Server::start(&mut jalon.command(&[&SERVE[..], &["--region", "eu-west-1"]].concat())).end();
    assert!(there.contains("eu-west-1"), "{there}");
    let again = Server::start(&mut jalon.command(&SERVE)).end();
    assert!(again.contains("eu-west-1"), "it is served where it is: {again}");
    let run = jalon.run(&[&SERVE[..], &["--region", "us-west-2"]].concat()).ends_with(2);
    says(
        &run,
        &[
            "the served sandbox is in eu-west-1, not in us-west-2",
            "serve it with --region eu-west-1",
            "`jalon sandbox reset --served`",
        ],
    );
    jalon.run(&["sandbox", "reset", "--served", "--yes"]).ends_with(0);
    let environment = Server::start(jalon.command(&SERVE).env("AWS_REGION", "us-west-2")).end();
    assert!(
        environment.contains("us-west-2"),
        "a new one is in the region of its clients: {environment}"
    );
    says(
        &jalon.run(&[&SERVE[..], &["--region", "mars-1"]].concat()).ends_with(2),
        &["mars-1"],
    );
}

#[test]
fn a_reset_empties_what_it_names_and_asks_before_more() {
    let jalon = Jalon::new();
    says(
        &jalon.run(&["sandbox", "reset"]).ends_with(2),
        &["there is no deployment demo here"],
    );
    let server = Server::start(&mut jalon.command(&SERVE));
    let client = Jalon::new().with("JALON_ENDPOINT_URL", &server.1);
    client.run(&["run", "vpc", "--yes"]).ends_with(0);
    server.end();
    jalon.run(&["run", "vpc", "--sandbox", "--yes"]).ends_with(0);

    let typo = jalon.run(&["sandbox", "reset", "--deployment", "typo"]).ends_with(2);
    says(
        &typo,
        &[
            "no deployment typo has a sandbox of its own here",
            "`jalon sandbox reset --served`",
        ],
    );
    jalon.run(&["sandbox", "reset"]).ends_with(0);
    let refused = jalon.run(&["sandbox", "reset", "--served"]).ends_with(2);
    says(&refused, &["there is no terminal to confirm on", "add --yes"]);
    let kept = |served: bool| {
        let server = Server::start(&mut jalon.command(&SERVE));
        let status = Jalon::new().with("JALON_ENDPOINT_URL", &server.1).run(&["list"]);
        assert_eq!(status.stdout.contains("demo"), served, "{}{}", status.stdout, status.stderr);
    };
    kept(true);
    jalon.run(&["sandbox", "reset", "--served", "--yes"]).ends_with(0);
    kept(false);
}

#[test]
fn a_speed_that_no_walk_keeps_up_with_is_refused() {
    let run = Jalon::new()
        .run(&["walk", "--sandbox", "--yes", "--sandbox-speed", "20000"])
        .ends_with(2);
    says(&run, &["between 0.001 and 10000"]);
    let fastest = [
        "run",
        "nat-gateway",
        "--with-needs",
        "--sandbox",
        "--yes",
        "--sandbox-speed",
        "10000",
    ];
    Jalon::new().run(&fastest).ends_with(0);
}

#[test]
fn a_pipe_in_place_of_the_served_world_is_named() {
    let jalon = Jalon::new();
    let sandbox = jalon.folder().join(".jalon/.served/sandbox");
    std::fs::create_dir_all(&sandbox).unwrap();
    let made = Command::new("mkfifo").arg(sandbox.join("world.json")).status().unwrap();
    assert!(made.success());
    let run = jalon.run(&SERVE).ends_with(1);
    says(&run, &["world.json is a pipe where a file of the sandbox belongs"]);
}

/// The commands of docs/SANDBOX.md for a second terminal, as they stand there.
#[test]
fn the_documented_second_terminal_runs_as_written() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/SANDBOX.md")).unwrap();
    let (_, part) = page.split_once("## Other clients").unwrap();
    let lines: Vec<&str> = part
        .lines()
        .skip_while(|line| !line.starts_with("    "))
        .take_while(|line| line.starts_with("    "))
        .map(str::trim)
        .collect();
    assert!(lines[0].starts_with("jalon sandbox serve") && lines.len() == 3, "{lines:?}");
    let sandbox = ServedSandbox::start();
    let jalon = Jalon::new();
    for line in &lines[1..] {
        let has_cli = line.contains(" aws ");
        if has_cli && Part::AwsCli.or_not_run().is_none() {
            continue;
        }
        let line = line.replace("http://127.0.0.1:4599", &sandbox.url());
        let line = line.replace(" aws ", &format!(" {} ", Part::AwsCli.program().display()));
        jalon.run_line(&line).ends_with(0);
    }
}
