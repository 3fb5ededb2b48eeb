//! The application's images and containers, by the commands that jalon sends.

use std::time::Instant;

use jalon::hosts::{HostCommand, OpenSsh, Probe, SignUp, prepare};
use serde_json::Value;

use super::engine::{Bounds, Engine, said};
use super::ground::{DATABASE, ENGINE, Ground};
use super::{APP_HOST, PORT, deploy, login, sample, settings, took, trust};
use crate::support::{MariaDb, Visitor};

/// An address of the application's.
fn url(path: &str) -> String {
    format!("http://{ENGINE}:{PORT}{path}")
}

#[tokio::test]
async fn the_sample_does_what_is_promised_within_one_gibibyte() {
    let Some(ground) = Ground::or_not_run() else { return };
    let Some(database) = ground.database() else { return };
    // As much as a t3.micro has, and without swap.
    let bounds = Bounds {
        memory: 1 << 30,
        ..Bounds::default()
    };
    let (_engine, ssh) = Engine::with_bases(&ground, bounds).await;
    trust(&ssh, &database).await;
    let hosts = ground.hosts(ENGINE, None);
    let login = login(&DATABASE.to_string(), database.port());
    let settings = settings(&login);

    let began = Instant::now();
    let prepared = prepare(&hosts, APP_HOST, sample()).await.unwrap();
    took("images built", began);
    let began = Instant::now();
    let deployed = jalon::hosts::deploy(&hosts, APP_HOST, prepared, &settings).await.unwrap();
    took("containers started", began);
    assert!(
        deployed.started && deployed.sent.iter().any(|path| path == ".env"),
        "{deployed:?}"
    );
    let began = Instant::now();
    let again = deploy(&hosts, sample(), &settings).await.unwrap();
    took("looked at again", began);
    assert!(!again.started && again.sent.is_empty(), "{again:?}");

    let page = |path: &str, text: &str| Probe::Page {
        url: url(path),
        text: text.to_owned(),
    };
    let sign_up = SignUp {
        url: url(""),
        host: APP_HOST.to_owned(),
        database: login.clone(),
    };
    for probe in [
        Probe::runs(APP_HOST, HostCommand::DockerVersion),
        page("/", ""),
        page("/health", "\"ok\""),
        Probe::SignUp(sign_up),
    ] {
        assert_eq!(probe.look(&hosts).await, Ok(()));
    }
    somebody_signs_up_and_logs_out(&database);
    containers_can_do_little(&ssh).await;
    containers_come_back(&ssh).await;
    said(&ssh, "cd app && docker compose down").await;
    assert_eq!(said(&ssh, "docker ps --all --quiet").await, "");
    let build = HostCommand::BuildImages { folder: "app" };
    let began = Instant::now();
    hosts.succeed(APP_HOST, &build).await.unwrap();
    took("built again, all cached", began);
    said(&ssh, "echo '# another version' >> app/crew/start.py").await;
    let began = Instant::now();
    hosts.succeed(APP_HOST, &build).await.unwrap();
    took("built again, other code", began);
    let began = Instant::now();
    let deployed = deploy(&hosts, sample(), &settings).await.unwrap();
    took("the sample's own code again", began);
    assert!(deployed.started, "what was taken down is started: {deployed:?}");
    assert_eq!(page("/health", "\"ok\"").look(&hosts).await, Ok(()));
}

fn somebody_signs_up_and_logs_out(database: &MariaDb) {
    let ada = Visitor::at(&url(""));
    assert_eq!(ada.sign_up("ada", "ada@example.org", "correct horse & staple").status, 303);
    assert_eq!(database.query("SELECT username FROM crew.users"), "ada");
    let crew = ada.get("/users");
    assert!(crew.status == 200 && crew.body.contains("Welcome aboard, ada."), "{crew:?}");
    assert_eq!(ada.post("/logout", &[("csrf_token", crew.token())]).status, 303);
    assert_eq!(ada.get("/users").status, 303, "logged out, and still let in");
}

/// What the compose file takes away from containers is taken away.
async fn containers_can_do_little(ssh: &OpenSsh) {
    for service in ["app", "nginx"] {
        let inside = |line: &str| format!("cd app && docker compose exec -T {service} sh -c '{line}'");
        let status = said(ssh, &inside("cat /proc/1/status")).await;
        let of = |name: &str| {
            status
                .lines()
                .find_map(|line| line.strip_prefix(name))
                .unwrap()
                .trim()
                .to_owned()
        };
        assert_eq!(of("CapEff:"), "0000000000000000", "{service}");
        assert_eq!(of("CapBnd:"), "0000000000000000", "{service}");
        assert_eq!(of("NoNewPrivs:"), "1", "{service}");
        assert!(!of("Uid:").split_whitespace().any(|uid| uid == "0"), "{service} is root");
        let written = said(
            ssh,
            &inside("echo x 2>&1 > /srv/x || touch /x 2>&1; touch /tmp/x && echo tmp; true"),
        )
        .await;
        assert!(
            written.contains("Read-only") && written.ends_with("tmp"),
            "{service}: {written}"
        );
    }
    let python = "cd app && docker compose exec -T app python -c 'import crew, pip'";
    let tried = ssh.run(APP_HOST, python, b"").await.unwrap();
    assert!(tried.stderr.contains("No module named 'pip'"), "{tried:?}");
    let inspected = said(ssh, "docker image inspect app-app").await;
    let inspected: Value = serde_json::from_str(&inspected).unwrap();
    assert_eq!(inspected[0]["Config"]["User"], "crew");
    assert!(
        !inspected.to_string().contains("mysql"),
        "settings are in the image: {inspected}"
    );
}

/// Killed from outside, each container starts again, and visitors are served again.
async fn containers_come_back(ssh: &OpenSsh) {
    for service in ["app", "nginx"] {
        let process = format!("docker inspect --format '{{{{.State.Pid}}}}' app-{service}-1");
        let before = said(ssh, &process).await;
        said(ssh, &format!("sudo kill -9 {before}")).await;
        let healthy = format!(
            "for second in $(seq 90); do state=$(docker inspect --format '{{{{.State.Pid}}}} {{{{.State.Health.Status}}}}' app-{service}-1); \
             case \"$state\" in '{before} '*|*' starting'|*' unhealthy') sleep 1;; *) echo \"$state\"; exit 0;; esac; done; exit 1"
        );
        let after = said(ssh, &healthy).await;
        assert!(after.ends_with(" healthy"), "{service}: {after}");
        assert_eq!(Visitor::at(&url("")).get("/health").status, 200, "{service}");
    }
}
