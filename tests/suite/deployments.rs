//! The application on its host over real SSH: from the sample to a repository and back, and what never ends.

use std::fs;
use std::path::Path;
use std::process::Command;

use bytes::Bytes;
use jalon::aws::Clock;
use jalon::hosts::{AppSource, HostCommand, HostError, UploadFile, prepare};

use crate::support::{Part, SshHosts, problem};

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
