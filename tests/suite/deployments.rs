//! The application on its host over real SSH: from the sample to a repository and back, and what never ends.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use jalon::aws::Clock;
use jalon::hosts::{AppLanguage, AppSettings, AppSource, HostCommand, HostError, UploadFile, deploy, prepare};

use crate::support::{AUTHORITIES, Part, SshHosts, problem};

fn file(path: &str, content: &str) -> UploadFile {
    UploadFile {
        path: path.to_owned(),
        content: Bytes::from(content.to_owned()),
        mode: 0o644,
    }
}

fn sample() -> AppSource {
    AppSource::Bundle(vec![
        file("compose.yaml", "services: {}\n"),
        file("Dockerfile", "FROM scratch\n"),
        file("crew/start.py", "pass\n"),
    ])
}

/// A repository with files of the same names as the sample's.
fn repository(git: &Path) -> (tempfile::TempDir, AppSource) {
    let theirs = tempfile::tempdir().unwrap();
    fs::write(theirs.path().join("Dockerfile"), "FROM theirs\n").unwrap();
    fs::write(theirs.path().join("compose.yaml"), "services: {theirs: {build: .}}\n").unwrap();
    let author = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
    for arguments in [
        &["init", "--quiet", "--initial-branch=main"][..],
        &["add", "."],
        &[&author[..], &["commit", "--quiet", "-m", "first"]].concat(),
    ] {
        let done = Command::new(git).current_dir(theirs.path()).args(arguments).output().unwrap();
        assert!(done.status.success(), "{done:?}");
    }
    let source = AppSource::Repository {
        url: theirs.path().display().to_string(),
        reference: "main".to_owned(),
    };
    (theirs, source)
}

#[tokio::test]
async fn from_the_sample_to_a_repository_and_back_each_has_its_own_files_alone() {
    let Some(git) = Part::Git.or_not_run() else { return };
    let Some(server) = SshHosts::start() else { return };
    server.app.links(&git);
    server.app.program("docker", "#!/bin/sh\ntrue\n");
    let hosts = server.hosts();
    let app = server.app.home().join("app");
    let text = |name: &str| fs::read_to_string(app.join(name)).ok();
    let (_theirs, repository) = repository(&git);

    prepare(&hosts, "app-host", sample()).await.unwrap();
    fs::write(app.join(".env"), "SECRET=x\n").unwrap();
    fs::write(app.join("notes"), "the person's own\n").unwrap();
    for _ in 0..2 {
        prepare(&hosts, "app-host", repository.clone()).await.unwrap();
        assert_eq!(text("Dockerfile").as_deref(), Some("FROM theirs\n"));
        assert_eq!(text("compose.yaml").as_deref(), Some("services: {theirs: {build: .}}\n"));
        assert_eq!(text("crew/start.py"), None);
    }
    prepare(&hosts, "app-host", sample()).await.unwrap();
    assert_eq!(text("Dockerfile").as_deref(), Some("FROM scratch\n"));
    assert_eq!(text("crew/start.py").as_deref(), Some("pass\n"));
    assert!(!app.join(".git").exists());
    assert_eq!(text(".env").as_deref(), Some("SECRET=x\n"), "settings stay");
    assert_eq!(text("notes").as_deref(), Some("the person's own\n"));
}

#[tokio::test]
async fn images_are_built_once_for_each_version() {
    let Some(server) = SshHosts::start() else { return };
    server
        .app
        .program("docker", "#!/bin/sh\necho \"$@\" >> ../docker-calls\ntest ! -f ../fails\n");
    let hosts = server.hosts();
    let home = server.app.home();
    let builds = || {
        let calls = fs::read_to_string(home.join("docker-calls")).unwrap();
        calls.lines().filter(|call| call.ends_with(" build")).count()
    };
    fs::write(home.join("fails"), "").unwrap();
    let error = prepare(&hosts, "app-host", sample()).await.unwrap_err();
    assert!(problem(&error.into()).contains("could not build the images on app-host"));
    fs::remove_file(home.join("fails")).unwrap();
    prepare(&hosts, "app-host", sample()).await.unwrap();
    prepare(&hosts, "app-host", sample()).await.unwrap();
    assert_eq!(builds(), 2, "the one that failed, and one that did not");
    // A file that somebody changed by hand is put back, and built of again.
    fs::write(home.join("app/Dockerfile"), "FROM elsewhere\n").unwrap();
    prepare(&hosts, "app-host", sample()).await.unwrap();
    assert_eq!(builds(), 3);
}

#[tokio::test]
async fn certificates_of_authorities_are_fetched_once_a_month_and_what_stands_in_the_way_is_told() {
    let Some(server) = SshHosts::start() else { return };
    server.app.program("docker", "#!/bin/sh\ntrue\n");
    let hosts = server.hosts();
    let home = server.app.home();
    let kept = home.join(AUTHORITIES);
    let text = || fs::read_to_string(&kept).unwrap_or_default();
    let curl = |script: &str| {
        let heading = "#!/bin/sh\necho \"$*\" >> \"$HOME/curl-calls\"\nwhile [ \"$1\" != --output ]; do shift; done\n";
        server.app.program("curl", &format!("{heading}{script}\n"));
    };
    let calls = || {
        fs::read_to_string(home.join("curl-calls"))
            .unwrap_or_default()
            .lines()
            .count()
    };
    let fetch = HostCommand::FetchAuthorities { folder: "app/.trust" };
    let fetches = async || {
        hosts
            .succeed("app-host", &fetch)
            .await
            .map_err(|error| problem(&error.into()))
    };
    let (month, year) = (Duration::from_secs(31 * 24 * 3600), Duration::from_secs(366 * 24 * 3600));
    let age = |age| {
        fs::File::options()
            .append(true)
            .open(&kept)
            .unwrap()
            .set_modified(SystemTime::now() - age)
            .unwrap()
    };

    fs::remove_file(&kept).unwrap();
    curl("echo 'curl: (6) Could not resolve host' >&2; exit 6");
    assert_eq!(
        fetches().await.unwrap_err(),
        "could not fetch the certificates of RDS's authorities on app-host: curl: (6) Could not resolve host"
    );
    curl("echo '<html>Sign in to the hotel</html>' > \"$2\"");
    assert!(fetches().await.is_err(), "another page is none: {}", text());
    assert_eq!(text(), "");

    curl("echo '-----BEGIN CERTIFICATE----- one' > \"$2\"");
    fetches().await.unwrap();
    fetches().await.unwrap();
    assert_eq!((text().trim_end(), calls()), ("-----BEGIN CERTIFICATE----- one", 3));
    age(month);
    curl("echo '-----BEGIN CERTIFICATE----- two' > \"$2\"");
    fetches().await.unwrap();
    assert_eq!((text().trim_end(), calls()), ("-----BEGIN CERTIFICATE----- two", 4));
    age(year);
    curl("exit 28");
    fetches().await.unwrap();
    assert_eq!(
        (text().trim_end(), calls()),
        ("-----BEGIN CERTIFICATE----- two", 5),
        "what is there does"
    );
}

#[tokio::test]
async fn the_database_is_checked_once_its_authorities_are_known_and_that_it_is_not_is_told() {
    let Some(server) = SshHosts::start() else { return };
    server
        .app
        .program("docker", "#!/bin/sh\ncase \"$*\" in *' ps '*) echo running;; esac\n");
    let no_way_out = "#!/bin/sh\ncase \"$*\" in *127.0.0.1*) echo 200;; *) echo 'no way out' >&2; exit 7;; esac\n";
    server.app.program("curl", no_way_out);
    let hosts = server.hosts();
    let settings = AppSettings {
        database_host: "db.example".to_owned(),
        database_port: 3306,
        database: "app".to_owned(),
        user: "admin".to_owned(),
        password: "one$two".to_owned().into(),
        secret_key: "k".repeat(32).into(),
        port: 5085,
        time_zone: "Europe/Paris".to_owned(),
        language: AppLanguage::Browser,
    };
    let deployed = async || {
        let prepared = prepare(&hosts, "app-host", sample()).await.unwrap();
        deploy(&hosts, "app-host", prepared, &settings).await.unwrap()
    };
    let has_authorities = || {
        let env = fs::read_to_string(server.app.home().join("app/.env")).unwrap();
        env.contains("DATABASE_CA=/srv/trust/rds-ca.pem\n")
    };
    let kept = server.app.home().join(AUTHORITIES);
    fs::remove_file(&kept).unwrap();
    let reason = problem(&deployed().await.unchecked_database.unwrap().into());
    assert!(reason.contains("no way out") && !has_authorities(), "{reason}");
    assert!(deployed().await.unchecked_database.is_some(), "it is told at each walk");

    fs::write(&kept, "-----BEGIN CERTIFICATE-----\n").unwrap();
    let checked = deployed().await;
    assert!(
        checked.started && checked.unchecked_database.is_none() && has_authorities(),
        "{checked:?}"
    );
    assert!(!deployed().await.started);
}

#[tokio::test]
async fn a_command_that_never_ends_is_given_up_with_what_was_being_done() {
    let Some(server) = SshHosts::start() else { return };
    server.app.program("docker", "#!/bin/sh\ntrue\n");
    prepare(&server.hosts(), "app-host", sample()).await.unwrap();
    for program in ["docker", "cloud-init", "ping"] {
        server.app.program(program, "#!/bin/sh\nexec sleep 1000\n");
    }
    let hosts = server.by(Clock::scaled(3000.0));
    let error = hosts
        .run("app-host", &HostCommand::BuildImages { folder: "app" })
        .await
        .unwrap_err();
    assert_eq!(
        problem(&error.into()),
        "could not build the images on app-host: it had not ended after 25 minutes"
    );
    let first_boot = HostCommand::FirstBoot { wait: true };
    let address = std::net::Ipv4Addr::LOCALHOST;
    for command in [first_boot, HostCommand::DockerVersion, HostCommand::Ping { address }] {
        let error = hosts.run("app-host", &command).await.unwrap_err();
        assert!(matches!(error, HostError::NoEnd { .. }), "{error}");
    }
}
