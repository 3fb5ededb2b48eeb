//! Hosts over real SSH: logging in through a jump, uploads, first boots, changed keys, and the application's deployment.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::Duration;

use bytes::Bytes;
use jalon::aws::Clock;
use jalon::hosts::{
    AppLanguage, AppSettings, AppSource, CloudInit, Deployed, FIRST_BOOT_PATIENCE, HostCommand, HostError, Hosts, UploadFile,
    prepare, render_cloud_init, upload, wait_until_first_boot_done,
};

use crate::support::{Part, SshHosts, advice, problem, search_path};

#[cfg(target_os = "linux")]
mod real;
#[cfg(target_os = "linux")]
mod shared;

const DONE: &str = "#!/bin/sh\necho '{\"status\": \"done\", \"errors\": []}'\n";

fn file(path: &str, content: &str, mode: u32) -> UploadFile {
    UploadFile {
        path: path.to_owned(),
        content: Bytes::from(content.to_owned()),
        mode,
    }
}

#[tokio::test]
async fn the_test_host_is_reached_through_the_app_host_alone() {
    let Some(mut hosts) = SshHosts::start() else { return };
    let ssh = hosts.ssh();
    let said = ssh.run("test-host", "cat; exit 3", b"hello").await.unwrap();
    assert_eq!((said.code, said.stdout.as_str()), (Some(3), "hello"));
    hosts.app.stop();
    let error = ssh.run("test-host", "true", b"").await.unwrap_err();
    assert!(matches!(error, HostError::Unreachable { .. }), "{error}");
    assert!(error.to_string().contains("Connection refused"), "{error}");
}

#[tokio::test]
async fn an_upload_sends_what_differs_and_removes_what_is_no_longer_wanted() {
    let Some(hosts) = SshHosts::start() else { return };
    let ssh = hosts.hosts();
    let home = hosts.app.home();
    let first = [
        file("a.txt", "one", 0o644),
        file("sub/b.sh", "#!/bin/sh\n", 0o755),
        file(".env", "SECRET=x", 0o600),
    ];
    let uploaded = upload(&ssh, "app-host", "app", &first, &[]).await.unwrap();
    assert_eq!(uploaded.sent, ["a.txt", "sub/b.sh", ".env"]);
    let mode = |path: &str| fs::metadata(home.join("app").join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("a.txt"), mode("sub/b.sh"), mode(".env")), (0o644, 0o755, 0o600));

    assert!(upload(&ssh, "app-host", "app", &first, &[]).await.unwrap().is_nothing());

    fs::write(home.join("app/theirs"), "not ours").unwrap();
    fs::set_permissions(home.join("app/.env"), fs::Permissions::from_mode(0o644)).unwrap();
    let second = [file("a.txt", "two", 0o644), file(".env", "SECRET=x", 0o600)];
    let uploaded = upload(&ssh, "app-host", "app", &second, &[]).await.unwrap();
    assert_eq!(
        (uploaded.sent, uploaded.removed),
        (vec!["a.txt".to_owned(), ".env".to_owned()], vec!["sub/b.sh".to_owned()])
    );
    assert_eq!(fs::read_to_string(home.join("app/a.txt")).unwrap(), "two");
    assert_eq!(mode(".env"), 0o600);
    assert!(!home.join("app/sub/b.sh").exists() && home.join("app/theirs").exists());
}

#[tokio::test]
async fn a_host_that_dies_in_the_middle_of_an_upload_is_sent_the_rest_later() {
    let Some(hosts) = SshHosts::start() else { return };
    let ssh = hosts.hosts();
    let large = "x".repeat(3_000_000);
    let before = [file("a.txt", "old", 0o644)];
    upload(&ssh, "app-host", "app", &before, &[]).await.unwrap();

    // The session ends as soon as something has arrived.
    hosts.app.program(
        "tar",
        "#!/bin/sh\nhead -c 2000 >/dev/null\necho half > half\nkill -9 $SESSION\n",
    );
    let files = [file("a.txt", "new", 0o644), file("large", &large, 0o644)];
    let error = upload(&ssh, "app-host", "app", &files, &[]).await.unwrap_err();
    assert!(matches!(error, HostError::Unreachable { .. }), "{error}");
    let app = hosts.app.home().join("app");
    assert_eq!(
        fs::read_to_string(app.join("a.txt")).unwrap(),
        "old",
        "a file is never half new"
    );

    hosts.app.without_program("tar");
    let uploaded = upload(&ssh, "app-host", "app", &files, &[]).await.unwrap();
    assert_eq!(uploaded.sent, ["a.txt", "large"]);
    assert_eq!(fs::read_to_string(app.join("large")).unwrap(), large);
    assert!(!app.join(".jalon-incoming").exists());
    assert!(upload(&ssh, "app-host", "app", &files, &[]).await.unwrap().is_nothing());
}

#[tokio::test]
async fn a_changed_host_key_is_a_hard_stop_that_says_what_to_do() {
    let Some(mut hosts) = SshHosts::start() else { return };
    let ssh = hosts.ssh();
    ssh.run("app-host", "true", b"").await.unwrap();
    hosts.app.stop();
    hosts.app.new_host_key();
    hosts.app.start();
    hosts.app.program("cloud-init", DONE);
    // Not even a wait for the first boot tries again.
    let error = wait_until_first_boot_done(&hosts.hosts(), "app-host", FIRST_BOOT_PATIENCE)
        .await
        .unwrap_err();
    assert!(matches!(error, HostError::KeyChanged { .. }), "{error}");
    // Through the jump, it is the same stop.
    let error = ssh.run("test-host", "true", b"").await.unwrap_err();
    assert!(matches!(error, HostError::KeyChanged { .. }), "{error}");

    let advice = advice(&error.into()).unwrap();
    let command = advice.split('`').nth(1).unwrap();
    let mut words = command.split(' ');
    let mut advised = Command::new(words.next().unwrap());
    let done = advised.args(words).env("PATH", search_path()).output().unwrap();
    assert!(done.status.success(), "{command}: {done:?}");
    ssh.run("test-host", "true", b"").await.unwrap();
}

#[tokio::test]
async fn a_host_that_boots_late_is_waited_for() {
    let Some(mut hosts) = SshHosts::start() else { return };
    hosts.app.stop();
    let started_at = hosts.app.home().join("asked");
    // Its first answer is that it is still at it.
    let script = format!(
        "#!/bin/sh\nif [ -f {0} ]; then echo '{{\"status\": \"done\", \"errors\": []}}'; else touch {0}; \
         echo '{{\"status\": \"running\", \"errors\": []}}'; fi\n",
        started_at.display()
    );
    hosts.app.program("cloud-init", &script);
    let waiting = hosts.by(Clock::scaled(20.0));
    let (booted, ()) = tokio::join!(wait_until_first_boot_done(&waiting, "app-host", FIRST_BOOT_PATIENCE), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        hosts.app.start();
    });
    booted.unwrap();
}

#[tokio::test]
async fn a_host_that_never_comes_is_given_up_with_what_stood_in_the_way() {
    let Some(mut hosts) = SshHosts::start() else { return };
    hosts.app.stop();
    let error = wait_until_first_boot_done(&hosts.by(Clock::scaled(2000.0)), "app-host", FIRST_BOOT_PATIENCE)
        .await
        .unwrap_err();
    let error = error.into();
    let text = problem(&error);
    assert!(
        text.contains("has not finished its first boot after 1") && text.contains("refused"),
        "{text}"
    );
}

#[tokio::test]
async fn a_first_boot_that_failed_is_told_with_its_module_and_the_end_of_its_log() {
    let Some(hosts) = SshHosts::start() else { return };
    hosts.app.program(
        "cloud-init",
        "#!/bin/sh\necho '{\"status\": \"error\", \"errors\": [\"(scripts-user, RuntimeError(Runparts: 1 failures))\"]}'\nexit 1\n",
    );
    hosts.app.program(
        "sudo",
        "#!/bin/sh\necho \"$@\" > asked\necho 'E: Unable to locate package docker.io'\n",
    );
    let error = wait_until_first_boot_done(&hosts.hosts(), "app-host", FIRST_BOOT_PATIENCE)
        .await
        .unwrap_err();
    let error = error.into();
    let text = problem(&error);
    assert!(
        text.contains("(scripts-user, RuntimeError") && text.contains("Unable to locate package"),
        "{text}"
    );
    let advice = advice(&error).unwrap();
    assert!(advice.contains("jalon ssh app-host"), "{advice}");
}

#[tokio::test]
async fn the_log_of_a_first_boot_shows_what_failed_early() {
    let Some(hosts) = SshHosts::start() else { return };
    // The same program, on a log of the test's.
    hosts
        .app
        .program("sudo", "#!/bin/sh\n[ \"$2\" = awk ] && exec awk \"$3\" log\n");
    let early = "log_util.py[WARNING]: Running module write-files failed\n";
    let log = format!("{early}{}finished\n", "Setting up a package\n".repeat(40));
    fs::write(hosts.app.home().join("log"), log).unwrap();
    let said = hosts.hosts().succeed("app-host", &HostCommand::BootLog).await.unwrap();
    assert!(said.starts_with(early) && said.ends_with("package\nfinished\n"), "{said}");
    assert_eq!(said.lines().count(), 16, "{said}");
}

/// An application and what it has to know.
struct Deployment {
    source: AppSource,
    settings: AppSettings,
}

async fn deploy(hosts: &Hosts, wanted: &Deployment) -> Result<Deployed, HostError> {
    let prepared = prepare(hosts, "app-host", wanted.source.clone()).await?;
    jalon::hosts::deploy(hosts, "app-host", prepared, &wanted.settings).await
}

fn deployment(port: u16, password: &str, files: Vec<UploadFile>) -> Deployment {
    Deployment {
        source: AppSource::Bundle(files),
        settings: AppSettings {
            database_host: "db.example".to_owned(),
            database_port: 3306,
            database: "app".to_owned(),
            user: "admin".to_owned(),
            password: password.to_owned().into(),
            secret_key: "k".repeat(32).into(),
            port,
            time_zone: "Europe/Paris".to_owned(),
            language: AppLanguage::Browser,
        },
    }
}

/// Docker's stand-in: it notes what it is asked, and answers as `compose` does.
fn docker(hosts: &SshHosts, up: &str) {
    let script = format!(
        "#!/bin/sh\necho \"$@\" >> ../docker-calls\ncase \"$*\" in\n*' up '*) {up};;\n*' ps '*) echo 'running healthy'; echo 'running ';;\n\
         *' logs '*) echo 'app-1 | cannot log in with one$two';;\nesac\n"
    );
    hosts.app.program("docker", &script);
}

fn ups(hosts: &SshHosts) -> usize {
    let calls = fs::read_to_string(hosts.app.home().join("docker-calls")).unwrap();
    calls.lines().filter(|call| call.contains(" up ")).count()
}

/// Answers every request with 200, for as long as the test runs.
fn answering() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            use std::io::{Read, Write};
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
    });
    port
}

#[tokio::test]
async fn an_application_is_deployed_once_and_again_when_it_or_a_secret_changes() {
    let Some(curl) = Part::Curl.or_not_run() else { return };
    let Some(hosts) = SshHosts::start() else { return };
    hosts.app.links(&curl);
    docker(&hosts, "true");
    let (ssh, port) = (hosts.hosts(), answering());
    let files = |text: &str| vec![file("compose.yaml", text, 0o644)];
    let first = deploy(&ssh, &deployment(port, "one$two", files("services: {}\n")))
        .await
        .unwrap();
    assert_eq!((first.started, first.sent.len()), (true, 2));
    let env = hosts.app.home().join("app/.env");
    assert_eq!(fs::metadata(&env).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(fs::read_to_string(&env).unwrap().contains("DB_PASS='one$two'\n"));

    let again = deploy(&ssh, &deployment(port, "one$two", files("services: {}\n")))
        .await
        .unwrap();
    assert_eq!((again.started, ups(&hosts)), (false, 1), "a second deployment does nothing");

    let changed = deploy(&ssh, &deployment(port, "one$two", files("services: {app: {}}\n")))
        .await
        .unwrap();
    assert_eq!(changed.sent, ["compose.yaml"]);
    let changed = deploy(&ssh, &deployment(port, "three", files("services: {app: {}}\n")))
        .await
        .unwrap();
    assert_eq!((changed.sent, ups(&hosts)), (vec![".env".to_owned()], 3));
    // No secret is on a command line.
    let calls = fs::read_to_string(hosts.app.home().join("docker-calls")).unwrap();
    assert!(!calls.contains("one$two") && !calls.contains("three"), "{calls}");
}

#[tokio::test]
async fn containers_that_do_not_come_up_are_told_with_their_log_and_tried_again() {
    let Some(curl) = Part::Curl.or_not_run() else { return };
    let Some(hosts) = SshHosts::start() else { return };
    hosts.app.links(&curl);
    docker(&hosts, "echo 'container app-1 is unhealthy' >&2; exit 1");
    let (ssh, port) = (hosts.hosts(), answering());
    let wanted = deployment(port, "one$two", vec![file("compose.yaml", "services: {}\n", 0o644)]);
    let error = problem(&deploy(&ssh, &wanted).await.unwrap_err().into());
    assert!(error.contains("could not start the containers on app-host"), "{error}");
    assert!(
        error.contains("app-1 is unhealthy") && error.contains("cannot log in with ***"),
        "{error}"
    );
    docker(&hosts, "true");
    assert!(
        deploy(&ssh, &wanted).await.unwrap().started,
        "what was sent but never ran is started"
    );
}

#[tokio::test]
async fn a_repository_with_a_dockerfile_alone_gets_a_compose_file() {
    let Some(curl) = Part::Curl.or_not_run() else { return };
    let Some(git) = Part::Git.or_not_run() else { return };
    let Some(hosts) = SshHosts::start() else { return };
    hosts.app.links(&curl);
    hosts.app.links(&git);
    docker(&hosts, "true");
    let theirs = tempfile::tempdir().unwrap();
    fs::write(theirs.path().join("Dockerfile"), "FROM scratch\nEXPOSE 8080/tcp\n").unwrap();
    let run_git = |arguments: &[&str]| {
        let done = Command::new(&git)
            .current_dir(theirs.path())
            .args(arguments)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    let commit = || {
        run_git(&["add", "."]);
        let author = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        run_git(&[&author[..], &["commit", "--quiet", "-m", "another"]].concat());
    };
    run_git(&["init", "--quiet", "--initial-branch=main"]);
    commit();
    let mut wanted = deployment(answering(), "one", Vec::new());
    wanted.source = AppSource::Repository {
        url: theirs.path().display().to_string(),
        reference: "main".to_owned(),
    };
    let ssh = hosts.hosts();
    assert!(deploy(&ssh, &wanted).await.unwrap().started);
    let compose = fs::read_to_string(hosts.app.home().join("app/compose.jalon.yaml")).unwrap();
    assert!(compose.contains("ports: [\"${APP_PORT}:8080\"]"), "{compose}");
    assert!(
        !deploy(&ssh, &wanted).await.unwrap().started,
        "the same commit is not started again"
    );
    fs::write(theirs.path().join("more"), "x").unwrap();
    commit();
    assert!(deploy(&ssh, &wanted).await.unwrap().started, "a new commit is");
}

#[test]
fn cloud_init_takes_what_the_hosts_are_told() {
    let Some(cloud_init) = Part::CloudInit.or_not_run() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for docker in [true, false] {
        let document = render_cloud_init(&CloudInit {
            time_zone: "Europe/Paris",
            docker,
            expires_at: "2026-11-27T17:00:00Z".parse().ok(),
        });
        assert!(document.len() < 16 * 1024);
        let path = folder.path().join("user-data");
        fs::write(&path, &document).unwrap();
        let checked = Command::new(&cloud_init)
            .args(["schema", "--config-file"])
            .arg(&path)
            .output()
            .unwrap();
        let said = format!(
            "{}{}",
            String::from_utf8_lossy(&checked.stdout),
            String::from_utf8_lossy(&checked.stderr)
        );
        assert!(checked.status.success() && !said.contains("deprecat"), "{said}\n{document}");
    }
}
