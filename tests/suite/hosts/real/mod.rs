//! Hosts that nobody simulated: `JALON_HOSTS=real cargo test --test suite -- hosts::real`.
//!
//! Two kinds of them, both of Debian 13's packages, with a real database, and reached by jalon's own code over OpenSSH:
//!
//! - an *engine*: a file system, process table and network of its own on this machine's kernel, with sshd, Docker and Compose. Up in
//!   seconds; here the application's images are built and its containers run.
//! - a *machine*: QEMU in software, with a kernel, systemd and cloud-init of its own and 1 GiB of memory. It boots by the user data that
//!   jalon sends.
//!
//! Everything is in a network namespace that ends with the test. Its one way out is slirp4netns, for the packages of apt and pip.
//!
//! It takes root and what `.ci/real-hosts --install` installs. The first run makes a host's files with `.ci/real-hosts`; later ones find
//! them in `~/.cache/jalon-real-hosts` (`JALON_REAL_HOSTS` names another folder). Left untried: Alpine, whose images are on a registry
//! alone. The base images have the names that the Dockerfiles ask for, and Debian's packages: glibc for musl, Python 3.13 for 3.12, and
//! nginx 1.26 for 1.28, without its image's entry point.

mod engine;
mod ground;
mod machine;
mod names;

mod alike;
mod boots;
mod first_boots;
mod images;
mod upgrades;

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use bytes::Bytes;
use jalon::hosts::{AppLanguage, AppSettings, AppSource, Deployed, HostError, Hosts, MySqlLogin, OpenSsh, UploadFile, prepare};

use crate::support::{AUTHORITIES, AWKWARD_PASSWORD, MariaDb, app_folder};

/// The host of the application, in each `ssh_config` here.
const APP_HOST: &str = "app-host";
/// The port of the application.
const PORT: u16 = 5085;

/// The bundled application, as the program holds it.
fn sample() -> AppSource {
    let mut files = Vec::new();
    collect(&app_folder(), &app_folder(), &mut files);
    files.sort_by(|one: &UploadFile, other| one.path.cmp(&other.path));
    AppSource::Bundle(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<UploadFile>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "__pycache__") {
            collect(root, &path, files);
        } else if path.is_file() {
            files.push(UploadFile {
                path: path.strip_prefix(root).unwrap().display().to_string(),
                content: Bytes::from(std::fs::read(&path).unwrap()),
                mode: 0o644,
            });
        }
    }
}

/// What the application has to know of the database.
fn settings(login: &MySqlLogin) -> AppSettings {
    AppSettings {
        database_host: login.host.clone(),
        database_port: login.port,
        database: login.database.clone(),
        user: login.user.clone(),
        password: login.password.clone(),
        secret_key: "0123456789abcdef0123456789abcdef".to_owned().into(),
        port: PORT,
        time_zone: "Europe/Paris".to_owned(),
        language: AppLanguage::Browser,
    }
}

/// How to log in to the database at an address.
fn login(host: &str, port: u16) -> MySqlLogin {
    MySqlLogin {
        host: host.to_owned(),
        port,
        user: "admin".to_owned(),
        password: AWKWARD_PASSWORD.to_owned().into(),
        database: "crew".to_owned(),
    }
}

/// Lets the application trust the database's own certificate, as if it were an authority's that has just been fetched: nothing is asked of AWS.
async fn trust(ssh: &OpenSsh, database: &MariaDb) {
    let certificate = std::fs::read(database.certificate()).unwrap();
    let keep = format!("mkdir -p app/.trust && cat > {AUTHORITIES}");
    assert!(ssh.run(APP_HOST, &keep, &certificate).await.unwrap().is_success());
}

/// The way of the step `app`: images first, then the settings.
async fn deploy(hosts: &Hosts, source: AppSource, settings: &AppSettings) -> Result<Deployed, HostError> {
    let prepared = prepare(hosts, APP_HOST, source).await?;
    jalon::hosts::deploy(hosts, APP_HOST, prepared, settings).await
}

/// Prints how long something took, for docs/PERFORMANCE.md.
fn took(what: &str, began: Instant) {
    let _ = writeln!(std::io::stdout(), "{what}: {:.1} s", began.elapsed().as_secs_f64());
}
