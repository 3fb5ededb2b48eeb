//! The served sandbox for an hour of AWS's time, under fifty clients that work, fail and misbehave: its memory and its files stay
//! bounded, no answer is wrong, and after a kill its world is whole.
//!
//!     cargo test --test suite -- --ignored --nocapture soak
//!
//! `JALON_SOAK_SECONDS` says how long it takes on this machine's clock, `JALON_SOAK_PROGRAM` names another binary.

mod client;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use self::client::{Left, SoakClient};
use self::watch::{Figures, watch};
use crate::support::{Jalon, WireClient};

const CLIENTS: usize = 50;
/// Seconds of AWS's time.
const AN_HOUR: u64 = 3600;
/// How much memory the server may have at most, in MiB, and how much it may grow in the second half.
const MOST_MEMORY: u64 = 400;
const MOST_GROWTH: u64 = 32;
/// Bytes of snapshot and journal at most.
const MOST_STORED: u64 = 32 << 20;
/// Rows of one kind that are left at most: what the clients leave, what AWS still shows, and the tokens of what is gone.
const MOST_ROWS: usize = 2_000;
/// Bodies of objects that are left at most: those of the clients' objects, and as many that wait for a sweep.
const MOST_BODIES: usize = 2 * CLIENTS * (client::OBJECTS as usize + 1) + 100;

/// A served sandbox that can be killed and started again.
struct Server {
    jalon: Jalon,
    options: Vec<String>,
    process: Option<Child>,
    url: String,
}

impl Server {
    fn start(speed: u64) -> Self {
        let options = format!("sandbox serve --port 0 --sandbox-speed {speed} --quota vpcs=1000 --quota buckets=1000");
        let mut server = Self {
            jalon: Jalon::new(),
            options: options.split(' ').map(str::to_owned).collect(),
            process: None,
            url: String::new(),
        };
        server.begin();
        server
    }

    fn begin(&mut self) {
        let options: Vec<&str> = self.options.iter().map(String::as_str).collect();
        let mut command = self.jalon.command(&options);
        if let Some(program) = std::env::var_os("JALON_SOAK_PROGRAM") {
            let mut other = Command::new(program);
            other.args(command.get_args()).current_dir(self.jalon.folder());
            command = other;
        }
        let errors = File::options().create(true).append(true).open(self.errors()).unwrap();
        let mut process = command.stdout(Stdio::piped()).stderr(errors).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.as_mut().unwrap())
            .read_line(&mut first)
            .unwrap();
        self.url = first.trim().to_owned();
        self.process = Some(process);
    }

    fn errors(&self) -> PathBuf {
        self.jalon.folder().join("stderr")
    }

    fn folder(&self) -> PathBuf {
        self.jalon.folder().join(".jalon/.served/sandbox")
    }

    fn pid(&self) -> u32 {
        self.process.as_ref().unwrap().id()
    }

    fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let ended = process.try_wait().unwrap();
            process.kill().unwrap();
            process.wait().unwrap();
            assert!(ended.is_none(), "the server has ended by itself: {ended:?}");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// What all clients did and left.
struct Worked {
    did: BTreeMap<&'static str, u64>,
    left: Vec<Left>,
    figures: Vec<Figures>,
}

fn work(server: &Server, seconds: u64) -> Worked {
    let until = Instant::now() + Duration::from_secs(seconds);
    let (url, pid, folder) = (&server.url, server.pid(), server.folder());
    let mut worked = Worked {
        did: BTreeMap::new(),
        left: Vec::new(),
        figures: Vec::new(),
    };
    std::thread::scope(|scope| {
        let watching = scope.spawn(move || watch(pid, &folder, until));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| scope.spawn(move || SoakClient::of(url, number).work(until)))
            .collect();
        for client in clients {
            let (did, left) = client.join().unwrap();
            for (what, times) in did {
                *worked.did.entry(what).or_default() += times;
            }
            worked.left.push(left);
        }
        worked.figures = watching.join().unwrap();
    });
    worked
}

#[test]
#[ignore = "takes three minutes, or as long as JALON_SOAK_SECONDS says"]
fn soak_of_an_hour_with_fifty_clients() {
    let seconds: u64 = std::env::var("JALON_SOAK_SECONDS").map_or(180, |text| text.parse().unwrap());
    let mut server = Server::start(AN_HOUR.div_ceil(seconds));
    let Worked { did, left, figures } = work(&server, seconds);
    println!(
        "{seconds} s, an hour of AWS's time; {did:?}, {} in all",
        did.values().sum::<u64>()
    );
    for figures in &figures {
        println!("{figures}");
    }
    for (what, times) in &did {
        assert!(*times > 0, "{what} was never done");
    }

    let (middle, end) = (&figures[figures.len() / 2], figures.last().unwrap());
    let most = figures.iter().map(|figures| figures.memory).max().unwrap();
    assert!(most <= MOST_MEMORY << 20, "{most} bytes of memory");
    assert!(
        end.memory <= middle.memory + (MOST_GROWTH << 20),
        "the memory grows: {figures:?}"
    );
    let stored = figures.iter().map(|figures| figures.stored).max().unwrap();
    assert!(stored <= MOST_STORED, "{stored} bytes of snapshot and journal");
    assert!(end.bodies <= MOST_BODIES, "{} bodies of objects", end.bodies);

    check_world(&server.url, &left);
    server.kill();
    for (table, rows) in watch::rows(&server.folder()) {
        println!("{rows} rows of {table}");
        assert!(rows <= MOST_ROWS, "{rows} rows of {table}");
    }
    server.begin();
    check_world(&server.url, &left);
    let said = std::fs::read_to_string(server.errors()).unwrap();
    assert!(!said.contains("panic") && !said.contains("bug"), "{said}");
}

/// The world is what the clients left, and nothing else.
fn check_world(url: &str, left: &[Left]) {
    let mut client = WireClient::of(url);
    let text = client
        .ec2("DescribeVpcs&Filter.1.Name=is-default&Filter.1.Value.1=false")
        .text();
    let shown: BTreeSet<&str> = text
        .split("<vpcId>")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('<')?.0))
        .collect();
    assert_eq!(shown, left.iter().map(|left| left.vpc.as_str()).collect());
    for left in left {
        let tags = client.ec2(&format!(
            "DescribeTags&Filter.1.Name=resource-id&Filter.1.Value.1={}",
            left.vpc
        ));
        assert_eq!(tags.field("value"), Some(left.tag.clone()), "{}", tags.text());
        for (path, body) in &left.objects {
            let answer = client.send("s3", &format!("GET {path}"), "", &[]);
            assert!(answer.status == 200 && answer.body == *body, "{path}: {}", answer.status);
        }
        for path in &left.deleted {
            assert_eq!(client.send("s3", &format!("GET {path}"), "", &[]).status, 404, "{path}");
        }
    }
    let volumes = client.ec2("DescribeVolumes").text();
    assert!(!volumes.contains("<status>available"), "{volumes}");
    let buckets = client.send("s3", "GET /", "", &[]).text();
    assert_eq!(buckets.matches("<Name>").count(), left.len(), "{buckets}");
}
