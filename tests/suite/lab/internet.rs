//! The Internet and the machine of the person at its edge: two namespaces that stay while the account's come and go.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::listeners::Listeners;
use super::namespace::{Family, Mounts, Namespace, succeeds};
use super::packets::PORTS;
use crate::support::Part;

/// An address everybody pings.
pub const ADDRESS: Ipv4Addr = Ipv4Addr::new(1, 1, 1, 1);
/// What `checkip.amazonaws.com` resolves to.
pub const CHECK_IP: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 80);
/// The person's own public address.
pub const USER_ADDRESS: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 7);
const USER_ROUTER: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 1);

/// Its servers end when it is dropped.
pub struct Internet {
    web: Child,
    _listeners: [Listeners; 2],
    /// Certificates that every machine of the lab trusts.
    pub authorities: PathBuf,
}

impl Internet {
    /// Makes the namespaces `internet` and `user`, with a wire in between and servers on the Internet.
    pub fn new(family: &Family, folder: &Path) -> (Self, BTreeMap<String, Namespace>) {
        let internet = Namespace::new(family, "internet");
        let user = Namespace::new(family, "user");
        join(&internet, &user);
        let certificates = Certificates::new(folder);
        let web = serve_web(&internet, &certificates);
        let besides_web: Vec<u16> = PORTS.into_iter().filter(|port| *port != 443).collect();
        let this = Self {
            web,
            _listeners: [Listeners::on(&internet, &besides_web), Listeners::on(&user, &PORTS)],
            authorities: certificates.authority,
        };
        let namespaces = [("internet".to_owned(), internet), ("user".to_owned(), user)];
        (this, namespaces.into())
    }
}

impl Drop for Internet {
    fn drop(&mut self) {
        let _ = self.web.kill();
        let _ = self.web.wait();
    }
}

fn join(internet: &Namespace, user: &Namespace) {
    internet.forwards();
    let user_name = user.name();
    internet.ip(&format!(
        "address add {ADDRESS}/32 dev lo
address add {CHECK_IP}/32 dev lo
route add blackhole default
link add name user type veth peer name eth0 netns {user_name}
link set dev user up
address add {USER_ROUTER} peer {USER_ADDRESS} dev user
"
    ));
    user.ip(&format!(
        "link set dev eth0 up
address add {USER_ADDRESS} peer {USER_ROUTER} dev eth0
route add default via {USER_ROUTER}
"
    ));
}

fn serve_web(internet: &Namespace, certificates: &Certificates) -> Child {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/lab/internet.py");
    let mut python = Command::new(Part::Python.program());
    python.arg(script).args([&certificates.server, &certificates.key]);
    internet.takes(&mut python, &Mounts::default());
    let mut web = python.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(web.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n", "the Internet's web server did not start");
    web
}

/// A certificate for `checkip.amazonaws.com`, and the authority that signed it.
struct Certificates {
    authority: PathBuf,
    server: PathBuf,
    key: PathBuf,
}

impl Certificates {
    fn new(folder: &Path) -> Self {
        let made = Self {
            authority: folder.join("authority.pem"),
            server: folder.join("server.pem"),
            key: folder.join("server.key"),
        };
        let (authority, authority_key) = (text(&made.authority), text(&folder.join("authority.key")));
        openssl(&format!(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=Lab \
             -addext basicConstraints=critical,CA:TRUE -keyout {authority_key} -out {authority}"
        ));
        openssl(&format!(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=checkip.amazonaws.com \
             -addext subjectAltName=DNS:checkip.amazonaws.com -addext basicConstraints=critical,CA:FALSE \
             -CA {authority} -CAkey {authority_key} -keyout {} -out {}",
            text(&made.key),
            text(&made.server)
        ));
        made
    }
}

fn openssl(arguments: &str) {
    succeeds(Command::new(Part::OpenSsl.program()).args(arguments.split_whitespace()));
}

fn text(path: &Path) -> String {
    path.display().to_string()
}
