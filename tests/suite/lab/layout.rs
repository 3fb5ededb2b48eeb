//! The lab as tests use it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::account::{Account, Host};
use super::describe::Aws;
use super::ground::can_bear_a_lab;
use super::hosts::{Files, Services};
use super::internet::{Internet, USER_ADDRESS};
use super::namespace::{Family, Namespace};
use super::packets::{Packets, Place};
use super::plan::Plan;
use super::{filters, routers};
use crate::support::{Jalon, Run};

/// So fast that what is asked for is there: jalon itself waits in real time.
pub const SPEED: &str = "10000";

/// A sandbox, its network, and the machine of the person, until it is dropped.
pub struct Lab {
    // In the order in which they go: nobody is left in a namespace that is removed.
    laid: Option<Laid>,
    sandbox: Child,
    _internet: Internet,
    /// `internet` and `user`.
    edge: BTreeMap<String, Namespace>,
    files: Files,
    family: Family,
    url: String,
    jalon: Jalon,
}

/// What was laid out of an account.
struct Laid {
    account: Account,
    _services: Vec<Services>,
    namespaces: BTreeMap<String, Namespace>,
}

impl Lab {
    /// A lab in which a whole walk has been walked; `None`, and said so, where there can be none.
    pub fn laid_out() -> Option<Self> {
        let mut lab = Self::empty()?;
        lab.walk();
        lab.follow();
        Some(lab)
    }

    /// The same, for tests that change nothing: one for all that run at this time.
    pub fn shared() -> Option<Arc<Self>> {
        static SHARED: Mutex<Weak<Lab>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        let lab = shared.upgrade().or_else(|| Self::laid_out().map(Arc::new))?;
        *shared = Arc::downgrade(&lab);
        Some(lab)
    }

    /// A lab around an empty account.
    pub fn empty() -> Option<Self> {
        if !can_bear_a_lab() {
            return None;
        }
        let (family, jalon) = (Family::new(), Jalon::new());
        let folder = jalon.folder().join("lab");
        std::fs::create_dir(&folder).unwrap();
        let (internet, edge) = Internet::new(&family, &folder);
        let files = Files::in_folder(&folder, &internet.authorities);
        let (sandbox, url) = serve_sandbox(&edge["user"], &files, &jalon);
        let endpoint = [
            ("JALON_ENDPOINT_URL", url.as_str()),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
        ];
        let jalon = endpoint
            .into_iter()
            .fold(jalon, |jalon, (name, value)| jalon.with(name, value));
        Some(Self {
            laid: None,
            sandbox,
            _internet: internet,
            edge,
            files,
            family,
            url,
            jalon,
        })
    }

    /// Runs the real binary on the person's machine.
    pub fn jalon(&self, arguments: &[&str]) -> Run {
        self.run(self.command(arguments))
    }

    /// The command, for more to be set before [`Lab::run`].
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.jalon.command(arguments)
    }

    /// Runs a command on the person's machine, to its end.
    pub fn run(&self, mut command: Command) -> Run {
        self.edge["user"].takes(&mut command, &self.files.of_machine());
        Run::of(command.output().unwrap())
    }

    /// A file of the deployment.
    pub fn kept(&self, name: &str) -> std::path::PathBuf {
        self.jalon.kept(name)
    }

    /// The folder of the served sandbox.
    pub fn served_folder(&self) -> std::path::PathBuf {
        self.jalon.folder().join(".jalon/.served/sandbox")
    }

    /// Walks the whole walk, which mends what it finds broken. Only the person's own address is trusted.
    pub fn walk(&self) -> Run {
        let trusted = format!("app-host.trusted-cidrs={USER_ADDRESS}/32");
        // The defaults, said aloud: a walk that has lost its memory takes a missing route for the answer that there be none.
        let routes = ["--set", "nat-gateway.subnets=all", "--set", "peering.tables=all"];
        // One that has lost its memory has to hear that the account's things are its own.
        let walk = ["walk", "--yes", "--take-over", "--set", &trusted];
        self.jalon(&[&walk[..], &routes].concat()).ends_with(0)
    }

    /// Asks AWS something, or changes something there, from the person's machine.
    pub fn aws<T: Send, F: Future<Output = T>>(&self, ask: impl FnOnce(Aws) -> F + Send) -> T {
        self.edge["user"].inside(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(ask(Aws::at(&self.url)))
        })
    }

    /// Reads the account and lays its network out anew.
    pub fn follow(&mut self) {
        let account = self.settled_account();
        self.take_up();
        self.laid = Some(self.lay(account));
    }

    /// The account as it is laid out.
    pub fn account(&self) -> &Account {
        &self.laid.as_ref().expect("a lab that is laid out").account
    }

    /// Sends packets from everybody to everybody.
    pub fn packets(&self) -> Packets {
        let laid = self.laid.as_ref().expect("a lab that is laid out");
        let mut namespaces: BTreeMap<String, &Namespace> = BTreeMap::new();
        for host in &laid.account.hosts {
            namespaces.insert(host.name.clone(), &laid.namespaces[&host.name]);
        }
        for place in [Place::Internet, Place::User] {
            namespaces.insert(place.name().to_owned(), &self.edge[place.name()]);
        }
        Packets::sent(&laid.account, &namespaces)
    }

    /// Two listings of the account that agree: AWS's lists lag.
    fn settled_account(&self) -> Account {
        self.aws(|aws| async move {
            let mut last = aws.account().await;
            for _ in 0..50 {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                let next = aws.account().await;
                if next == last {
                    return next;
                }
                last = next;
            }
            panic!("the account does not settle: {last:?}")
        })
    }

    /// Takes the account's network away. The Internet and the person's machine stay.
    fn take_up(&mut self) {
        let Some(laid) = self.laid.take() else { return };
        // What is gone with a namespace is gone a moment later: the names are needed at once.
        let gateways = 0..laid.account.gateways.len();
        let wires: String = gateways
            .map(|index| format!("link del {}\n", routers::internet_interface(index)))
            .collect();
        self.edge["internet"].ip(&wires);
    }

    fn lay(&self, account: Account) -> Laid {
        let mut plan = Plan::default();
        plan.router("internet");
        routers::plan_routers(&mut plan, &account);
        for host in &account.hosts {
            plan.host(&host.name);
            routers::put_into_subnet(
                &mut plan,
                account.subnet(&host.interface.subnet),
                &host.name,
                host.interface.private,
            );
            plan.rules(&host.name, &filters::security_groups(&account, host));
        }
        let namespaces = plan.lay(&self.family, &self.edge);
        self.files.name_hosts(&account);
        let services = self.serve(&account.hosts, &namespaces);
        Laid {
            account,
            _services: services,
            namespaces,
        }
    }

    fn serve(&self, hosts: &[Host], namespaces: &BTreeMap<String, Namespace>) -> Vec<Services> {
        let key = std::fs::read_to_string(self.kept("id_ed25519.pub")).unwrap_or_default();
        let start = |host: &Host| Services::of(host, &namespaces[&host.name], &self.files, &key);
        let mut services: Vec<Services> = hosts.iter().map(start).collect();
        for (host, services) in hosts.iter().zip(&mut services) {
            services.are_ready(host, &namespaces[&host.name]);
        }
        services
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        self.take_up();
        let _ = self.sandbox.kill();
        let _ = self.sandbox.wait();
    }
}

/// Serves the sandbox on the loopback of the person's machine.
fn serve_sandbox(user: &Namespace, files: &Files, jalon: &Jalon) -> (Child, String) {
    let mut command = jalon.command(&["sandbox", "serve", "--port", "0", "--sandbox-speed", SPEED]);
    user.takes(&mut command, &files.of_machine());
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null());
    let mut sandbox = command.spawn().unwrap();
    let mut url = String::new();
    BufReader::new(sandbox.stdout.take().unwrap()).read_line(&mut url).unwrap();
    (sandbox, url.trim().to_owned())
}
