//! The real binary, sent a real SIGKILL at every request of its walk and of its destruction: the next command ends whole, as the
//! endpoint itself tells.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::sync::{Mutex, OnceLock};

use jalon::checkpoint::{Folder, StateFile, read_state};

use super::{Ended, share_of, try_all_in_real_time};
use crate::support::{Endpoint, Holdings, Jalon, Moto, Proxy, ServedSandbox, SigKill, holdings};

/// So fast that everything is ready at the first look: the program itself waits in real time.
const SPEED: [&str; 2] = ["--sandbox-speed", "2000"];
const WALK: [&str; 2] = ["walk", "--yes"];
const DESTROY: [&str; 2] = ["destroy", "--yes"];

/// An endpoint of its own behind a proxy, used by one case after the other as long as each leaves it as it was.
struct Account {
    proxy: Proxy,
    server: Box<dyn Endpoint + Send>,
    /// What was there before any walk, such as a default VPC.
    given: Holdings,
}

/// What an undisturbed walk and destruction do, and what the walk leaves.
struct Undisturbed {
    walk: usize,
    destruction: usize,
    held: Vec<String>,
}

/// A kind of endpoint, and the accounts that wait for their next case.
struct Endpoints {
    start: fn() -> Option<Box<dyn Endpoint + Send>>,
    undisturbed: OnceLock<Undisturbed>,
    idle: Mutex<Vec<Account>>,
}

impl Account {
    fn of(server: Box<dyn Endpoint + Send>) -> Self {
        let given = holdings(&server.url());
        Self {
            proxy: Proxy::to(&server.url()),
            server,
            given,
        }
    }

    /// What was added to what was given.
    fn held(&self) -> Vec<String> {
        let held = holdings(&self.server.url());
        let added = held.into_iter().filter(|(id, _)| !self.given.contains_key(id));
        let mut lines: Vec<String> = added.map(|(_, line)| line).collect();
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
    fn started_by(start: fn() -> Option<Box<dyn Endpoint + Send>>) -> Self {
        Self {
            start,
            undisturbed: OnceLock::new(),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Lends an account to one case. One that a case fails in is not used again.
    fn lend<T>(&self, case: impl FnOnce(&Account) -> T) -> T {
        let idle = self.idle.lock().unwrap().pop();
        let account = idle.unwrap_or_else(|| Account::of((self.start)().expect("it started before")));
        let result = case(&account);
        self.idle.lock().unwrap().push(account);
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

    fn walks(&self, of: &str, share: usize) {
        let cases = share_of(moments(self.undisturbed().walk), share);
        try_all_in_real_time(&format!("SIGKILLs of the walk against {of}"), &cases, |kill| {
            self.lend(|account| is_walked_on(account, self.undisturbed(), kill))
        });
    }

    fn destructions(&self, of: &str, share: usize) {
        let cases = share_of(moments(self.undisturbed().destruction), share);
        try_all_in_real_time(&format!("SIGKILLs of the destruction against {of}"), &cases, |kill| {
            self.lend(|account| is_taken_down_further(account, kill))
        });
    }
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
    assert_eq!(account.held(), undisturbed.held, "what the account holds");
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

fn state(jalon: &Jalon) -> Option<StateFile> {
    read_state(&Folder::at(jalon.folder().join(".jalon/demo")), "demo").unwrap()
}

fn sandboxes() -> Endpoints {
    Endpoints::started_by(|| Some(Box::new(ServedSandbox::start_with(&SPEED))))
}

/// With one moto server that is ready; `None`, and said so, without moto.
fn motos() -> Option<Endpoints> {
    let motos = Endpoints::started_by(|| Some(Box::new(Moto::start()?)));
    let first = Account::of((motos.start)()?);
    motos.idle.lock().unwrap().push(first);
    Some(motos)
}

#[test]
fn a_walk_killed_at_any_request_is_walked_on_in_the_served_sandbox() {
    sandboxes().walks("the served sandbox", 24);
}

#[test]
fn a_destruction_killed_at_any_request_is_gone_on_with_in_the_served_sandbox() {
    sandboxes().destructions("the served sandbox", 24);
}

#[test]
fn a_walk_killed_at_any_request_is_walked_on_in_moto() {
    if let Some(motos) = motos() {
        motos.walks("moto", 12);
    }
}

#[test]
fn a_destruction_killed_at_any_request_is_gone_on_with_in_moto() {
    if let Some(motos) = motos() {
        motos.destructions("moto", 12);
    }
}
