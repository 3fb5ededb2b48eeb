//! From the sample to a repository and back, disks that are full, and a network that goes away.

use std::time::{Duration, Instant};

use jalon::hosts::{AppSource, HostError, HostTask, OpenSsh, Probe};

use super::engine::{Bounds, Engine, said};
use super::ground::{DATABASE, ENGINE, Ground};
use super::{PORT, deploy, login, sample, settings, took, trust};

/// A repository of somebody's, with a Dockerfile alone; its application listens on a port of its own and needs its settings.
const REPOSITORY: &str = r#"set -e
mkdir theirs && cd theirs && git init --quiet --initial-branch=main
cat > server.py <<'END'
import http.server, os
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"theirs, at " + os.environ["DB_HOST"].encode())
http.server.HTTPServer(("", 8080), Page).serve_forever()
END
printf 'FROM python:3.12-alpine\nCOPY server.py /\nEXPOSE 8080\nCMD ["python", "/server.py"]\n' > Dockerfile
git add . && git -c user.name=x -c user.email=x@example.com commit --quiet -m first"#;

fn page(text: &str) -> Probe {
    Probe::Page {
        url: format!("http://{ENGINE}:{PORT}/"),
        text: text.to_owned(),
    }
}

/// The services that run, in their order.
async fn services(ssh: &OpenSsh) -> String {
    said(ssh, "docker ps --format '{{.Names}}' | sort | tr '\\n' ' '").await
}

#[tokio::test]
async fn a_repository_takes_the_place_of_the_sample_and_gives_it_back() {
    let Some(ground) = Ground::or_not_run() else { return };
    let Some(database) = ground.database() else { return };
    let (_engine, ssh) = Engine::with_bases(&ground, Bounds::default()).await;
    trust(&ssh, &database).await;
    let hosts = ground.hosts(ENGINE, None);
    let settings = settings(&login(&DATABASE.to_string(), database.port()));
    deploy(&hosts, sample(), &settings).await.unwrap();
    assert_eq!(services(&ssh).await, "app-app-1 app-nginx-1");

    said(&ssh, REPOSITORY).await;
    let theirs = || AppSource::Repository {
        url: "file:///home/ubuntu/theirs".to_owned(),
        reference: "main".to_owned(),
    };
    assert!(deploy(&hosts, theirs(), &settings).await.unwrap().started);
    assert_eq!(page("theirs, at 192.0.2.20").look(&hosts).await, Ok(()));
    assert_eq!(services(&ssh).await, "app-app-1", "nothing of the sample runs");
    let left = said(&ssh, "cd app && ls -A | grep -v '^.git$' | tr '\\n' ' '").await;
    for gone in ["compose.yaml", "requirements.txt", ".dockerignore", "gunicorn.conf.py"] {
        assert!(!left.contains(gone), "{gone} is left: {left}");
    }
    assert!(!deploy(&hosts, theirs(), &settings).await.unwrap().started, "the same again");
    said(
        &ssh,
        "cd theirs && sed -i 's/theirs, at/theirs still, at/' server.py && git -c user.name=x -c user.email=x@example.com commit -qam second",
    )
    .await;
    assert!(deploy(&hosts, theirs(), &settings).await.unwrap().started, "another commit");
    assert_eq!(page("theirs still, at").look(&hosts).await, Ok(()));

    assert!(deploy(&hosts, sample(), &settings).await.unwrap().started);
    assert_eq!(services(&ssh).await, "app-app-1 app-nginx-1");
    assert_eq!(page("<html").look(&hosts).await, Ok(()));
}

/// What a failed deployment was doing, and what the host said of it.
fn failure(error: HostError) -> (HostTask, String) {
    match error {
        HostError::Command { task, detail, .. } => (task, detail),
        other => panic!("another error: {other:?}"),
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_the_next_deployment_ends_whole() {
    let Some(ground) = Ground::or_not_run() else { return };
    let Some(database) = ground.database() else { return };
    let bounds = Bounds {
        disk: "900m",
        ..Bounds::default()
    };
    let (_engine, ssh) = Engine::with_bases(&ground, bounds).await;
    let hosts = ground.hosts(ENGINE, None);
    let settings = settings(&login(&DATABASE.to_string(), database.port()));

    // The folder of the application is full.
    said(
        &ssh,
        "mkdir -p app && sudo mount -t tmpfs -o size=40k,uid=1000,gid=1000 tmpfs app",
    )
    .await;
    trust(&ssh, &database).await;
    let (task, detail) = failure(deploy(&hosts, sample(), &settings).await.unwrap_err());
    assert!(
        matches!(task, HostTask::Upload { .. }) && detail.contains("No space left"),
        "{task:?}: {detail}"
    );
    assert_eq!(
        said(&ssh, "cd app && find . -name '*.py' | grep -v incoming | wc -l").await,
        "0",
        "half of it is there"
    );
    said(&ssh, "sudo mount -o remount,size=10m app").await;

    // Docker's is.
    let left = "df --output=avail -m /var/lib/docker | tail -n 1";
    said(
        &ssh,
        &format!("sudo dd if=/dev/zero of=/var/lib/docker/filler bs=1M count=$(($({left}) - 20)) 2> /dev/null"),
    )
    .await;
    let (task, detail) = failure(deploy(&hosts, sample(), &settings).await.unwrap_err());
    assert!(
        task == HostTask::BuildImages && detail.to_lowercase().contains("no space left on device"),
        "{task:?}: {detail}"
    );
    said(&ssh, "sudo rm /var/lib/docker/filler").await;
    assert!(deploy(&hosts, sample(), &settings).await.unwrap().started);
    assert_eq!(page("<html").look(&hosts).await, Ok(()));
}

#[tokio::test]
async fn a_network_that_goes_away_is_said_and_the_next_deployment_goes_on() {
    let Some(ground) = Ground::or_not_run() else { return };
    let Some(database) = ground.database() else { return };
    let (_engine, ssh) = Engine::with_bases(&ground, Bounds::default()).await;
    trust(&ssh, &database).await;
    let hosts = ground.hosts(ENGINE, None);
    let settings = settings(&login(&DATABASE.to_string(), database.port()));
    let began = Instant::now();
    let (deployed, ()) = tokio::join!(deploy(&hosts, sample(), &settings), async {
        // The images are being built then.
        tokio::time::sleep(Duration::from_secs(6)).await;
        ground.cut(ENGINE, true);
    });
    took("a network that is gone is noticed", began);
    let error = deployed.unwrap_err();
    assert!(matches!(error, HostError::Unreachable { .. }), "{error:?}");
    assert!(
        began.elapsed() < Duration::from_secs(120),
        "OpenSSH asks every 15 s whether anybody is there"
    );
    ground.cut(ENGINE, false);
    assert!(deploy(&hosts, sample(), &settings).await.unwrap().started);
    assert_eq!(page("<html").look(&hosts).await, Ok(()));
}
