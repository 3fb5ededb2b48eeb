//! The real binary, sent a real SIGKILL at every request of its walk and of its destruction: the next command ends whole, as the
//! endpoint itself says.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::sync::{Mutex, OnceLock};

use jalon::checkpoint::{Folder, StateFile, read_state};

use super::{Ended, share_of, try_all_in_real_time};
use crate::support::{Endpoint, Holdings, Jalon, Moto, Proxy, ServedSandbox, SigKill, WireClient, holdings};

/// So fast that everything is ready at the first look: the program itself waits in real time.
const SPEED: [&str; 2] = ["--sandbox-speed", "10000"];
/// The cases wait more than they compute.
const AT_ONCE: usize = 4;
const WALK: [&str; 2] = ["walk", "--yes"];
const DESTROY: [&str; 2] = ["destroy", "--yes"];

/// A kind of endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sandbox,
    Moto,
}

/// An endpoint behind a proxy.
struct Account {
    kind: Kind,
    proxy: Proxy,
    server: Box<dyn Endpoint + Send>,
    /// What was there before the case, such as a default VPC.
    given: Holdings,
}

/// What an undisturbed walk and destruction do, and what the walk leaves.
struct Undisturbed {
    walk: usize,
    destruction: usize,
    held: Vec<String>,
}

/// The endpoints of one kind.
struct Endpoints {
    kind: Kind,
    undisturbed: OnceLock<Undisturbed>,
    /// Those that wait for their next case.
    idle: Mutex<Vec<Account>>,
}

impl Account {
    /// Starts one; `None`, and said so, without moto.
    fn start(kind: Kind) -> Option<Self> {
        let server: Box<dyn Endpoint + Send> = match kind {
            Kind::Sandbox => Box::new(ServedSandbox::start_with(&SPEED)),
            Kind::Moto => Box::new(Moto::start()?),
        };
        Some(Self {
            kind,
            proxy: Proxy::to(&server.url()),
            server,
            given: Holdings::new(),
        })
    }

    /// What was added to what was given.
    fn held(&self) -> Vec<String> {
        let held = holdings(&self.server.url());
        let added = held.into_iter().filter(|(id, _)| !self.given.contains_key(id));
        let mut lines: Vec<String> = added.map(|(_, line)| line).collect();
        if self.kind == Kind::Moto {
            // moto never lets go of the interfaces it makes for instances and NAT gateways.
            lines.retain(|line| line != "network-interface - -");
        }
        lines.sort();
        lines
    }

    /// Runs a command that is killed, or comes to its end before.
    fn run(&self, jalon: &Jalon, arguments: &[&str], kill: Option<SigKill>) -> Ended {
        let said = jalon.folder().join("said");
        let mut command = jalon.command(arguments);
        command.stdout(Stdio::null()).stderr(std::fs::File::create(&said).unwrap());
        let status = self.proxy.run(command, kill);
        if status.signal() == Some(libc::SIGKILL) {
            return Ended::Survived;
        }
        let said = std::fs::read_to_string(said).unwrap();
        assert_eq!(status.code(), Some(0), "{arguments:?}, which was not killed: {said}");
        Ended::Undisturbed
    }

    fn is_taken_down(&self, jalon: &Jalon) {
        jalon.run(&DESTROY).ends_with(0);
        assert_eq!(self.held(), Vec::<String>::new(), "left after the destruction");
        let state = state(jalon).map(|state| state.resources).unwrap_or_default();
        assert_eq!(state.keys().collect::<Vec<_>>(), Vec::<&String>::new(), "still recorded");
    }
}

impl Endpoints {
    /// With a first one that is ready; `None`, and said so, without moto.
    fn of(kind: Kind) -> Option<Self> {
        Some(Self {
            kind,
            undisturbed: OnceLock::new(),
            idle: Mutex::new(vec![Account::start(kind)?]),
        })
    }

    /// Lends an account to one case. One that a case fails in is not used again, and neither is a sandbox: like AWS, it remembers the
    /// client tokens of what is gone, and a deployment that begins anew looks long for what they made.
    fn lend<T>(&self, case: impl FnOnce(&Account) -> T) -> T {
        let idle = self.idle.lock().unwrap().pop();
        let mut account = idle.or_else(|| Account::start(self.kind)).expect("one started before");
        account.given = holdings(&account.server.url());
        let result = case(&account);
        if self.kind == Kind::Moto {
            forget_everything(&account.server.url());
            self.idle.lock().unwrap().push(account);
        }
        result
    }

    fn undisturbed(&self) -> &Undisturbed {
        self.undisturbed.get_or_init(|| {
            self.lend(|account| {
                let jalon = account.proxy.jalon();
                account.run(&jalon, &WALK, None);
                let walk = account.proxy.requests();
                let held = account.held();
                account.run(&jalon, &DESTROY, None);
                let destruction = account.proxy.requests();
                account.is_taken_down(&jalon);
                Undisturbed { walk, destruction, held }
            })
        })
    }

    fn walks(&self, share: usize) {
        let cases = share_of(moments(self.undisturbed().walk), share);
        try_all_in_real_time(
            &format!("SIGKILLs of the walk against {}", self.kind),
            &cases,
            AT_ONCE,
            |kill| self.lend(|account| is_walked_on(account, self.undisturbed(), kill)),
        );
    }

    fn destructions(&self, share: usize) {
        let cases = share_of(moments(self.undisturbed().destruction), share);
        try_all_in_real_time(
            &format!("SIGKILLs of the destruction against {}", self.kind),
            &cases,
            AT_ONCE,
            |kill| self.lend(|account| is_taken_down_further(account, kill)),
        );
    }
}

/// Empties a moto. It keeps what was deleted, which makes it slow, and a bucket that is made anew has the tags of the one before.
fn forget_everything(url: &str) {
    let answer = WireClient::of(url).send("moto", "POST /moto-api/reset", "", b"");
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// Every moment at which a process of so many requests is killed.
fn moments(requests: usize) -> Vec<SigKill> {
    let kinds = [SigKill::BeforeCall, SigKill::BeforeAnswer, SigKill::AfterAnswer];
    // Moment by moment, so that an even share has requests all over the run for each.
    kinds.iter().flat_map(|kind| (1..=requests).map(kind)).collect()
}

fn is_walked_on(account: &Account, undisturbed: &Undisturbed, kill: SigKill) -> Ended {
    let jalon = account.proxy.jalon();
    let ended = account.run(&jalon, &WALK, Some(kill));
    jalon.run(&WALK).ends_with(0);
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
    let (missing, extra) = differences(&undisturbed.held, account.held());
    assert!(
        missing.is_empty() && extra.is_empty(),
        "missing: {missing:#?}, there beside what should be: {extra:#?}"
    );
    let resources = state(&jalon).unwrap().resources;
    let unfinished: BTreeMap<_, _> = resources.iter().filter(|(_, record)| record.id.is_none()).collect();
    assert!(unfinished.is_empty(), "intents without an end: {unfinished:?}");
    account.is_taken_down(&jalon);
    ended
}

fn is_taken_down_further(account: &Account, kill: SigKill) -> Ended {
    let jalon = account.proxy.jalon();
    jalon.run(&WALK).ends_with(0);
    let ended = account.run(&jalon, &DESTROY, Some(kill));
    account.is_taken_down(&jalon);
    ended
}

/// What is missing of `expected`, and what is found beyond it, each as often as it is.
fn differences(expected: &[String], mut found: Vec<String>) -> (Vec<String>, Vec<String>) {
    let mut missing = expected.to_vec();
    missing.retain(|line| match found.iter().position(|other| other == line) {
        Some(at) => {
            found.remove(at);
            false
        }
        None => true,
    });
    (missing, found)
}

fn state(jalon: &Jalon) -> Option<StateFile> {
    read_state(&Folder::at(jalon.folder().join(".jalon/demo")), "demo").unwrap()
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sandbox => "the served sandbox",
            Self::Moto => "moto",
        })
    }
}

#[test]
fn a_walk_killed_at_any_request_is_walked_on_in_the_served_sandbox() {
    Endpoints::of(Kind::Sandbox).unwrap().walks(8);
}

#[test]
fn a_destruction_killed_at_any_request_is_gone_on_with_in_the_served_sandbox() {
    Endpoints::of(Kind::Sandbox).unwrap().destructions(8);
}

#[test]
fn a_walk_killed_at_any_request_is_walked_on_in_moto() {
    if let Some(motos) = Endpoints::of(Kind::Moto) {
        motos.walks(6);
    }
}

#[test]
fn a_destruction_killed_at_any_request_is_gone_on_with_in_moto() {
    if let Some(motos) = Endpoints::of(Kind::Moto) {
        motos.destructions(6);
    }
}
