//! Hosts are stored with the rest, and passwords are not.

use super::*;
use crate::BootState;
use crate::commits::Commits;
use crate::store;

/// Everything that is stored in a directory, as text.
fn stored(directory: &Path) -> String {
    let files = std::fs::read_dir(directory).unwrap();
    files
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned())
        .collect()
}

#[tokio::test]
async fn hosts_are_stored_and_reloaded_and_no_password_is() {
    tokio::time::pause();
    let directory = tempfile::tempdir().unwrap();
    let lab = Lab::at(directory.path()).await;
    let (host, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    upload(&session, &environment(&login, PASSWORD)).await;
    session
        .write("notes.txt", 0o644, format!("password: {PASSWORD}\n").as_bytes())
        .await
        .unwrap();
    session
        .write("url.txt", 0o644, environment(&login, PASSWORD).as_bytes())
        .await
        .unwrap();
    session.compose_up("app").await.unwrap();
    assert_eq!(session.mysql(&login, "SELECT 1").await.unwrap(), "1");
    let fingerprint = session.host_key_fingerprint();
    drop(session);
    lab.close().await;
    let text = stored(directory.path());
    assert!(text.contains("hosts.files") && text.contains("hosts.applications"));
    for secret in [PASSWORD, &PASSWORD.replace('-', "%2D")] {
        assert!(!text.contains(secret), "a password is stored");
    }
    let client = Client(Simulator::open(super::super::options(Some(directory.path()), Latencies::default())).unwrap());
    let session = client.0.log_in(&super::login(host.public.unwrap(), &[])).await.unwrap();
    assert_eq!(session.host_key_fingerprint(), fingerprint);
    assert_eq!(session.first_boot(false).await.unwrap().status, BootState::Done);
    assert_eq!(session.get(PORT, "/health").await.unwrap(), 200);
    assert_eq!(session.mysql(&login, "SELECT 1").await.unwrap(), "1");
}

#[tokio::test]
async fn a_sandbox_that_is_only_read_takes_no_changes_on_hosts() {
    tokio::time::pause();
    let directory = tempfile::tempdir().unwrap();
    let lab = Lab::at(directory.path()).await;
    let (host, _) = lab.front_host("").await;
    lab.close().await;
    let mut options = super::super::options(Some(directory.path()), Latencies::default());
    options.read_only = true;
    let reader = Simulator::open(options).unwrap();
    let session = reader.log_in(&super::login(host.public.unwrap(), &[])).await.unwrap();
    let refused = session.write("a", 0o644, b"x").await.unwrap_err();
    assert!(refused.to_string().contains("reading only"), "{refused}");
    assert_eq!(session.file("a").await.unwrap(), None);
}

#[tokio::test]
async fn instances_of_an_earlier_version_booted_long_ago() {
    tokio::time::pause();
    let directory = tempfile::tempdir().unwrap();
    let lab = Lab::at(directory.path()).await;
    let (host, _) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    lab.close().await;
    // What the version before stored: no table of hosts, and no password of a database.
    let loaded = store::load(directory.path()).unwrap();
    let rows = loaded.rows.into_iter().filter(|(table, ..)| !table.starts_with("hosts."));
    let rows: Vec<store::StoredRow> = rows
        .map(|(table, id, mut value)| {
            if let Some(fields) = value
                .as_mut()
                .and_then(|value| value.as_object_mut())
                .filter(|_| table == "rds.instances")
            {
                fields.remove("password");
                fields.remove("next_password");
            }
            (table, id, value)
        })
        .collect();
    let earlier = tempfile::tempdir().unwrap();
    let recorded = loaded.recorded;
    let (store, _) = store::Store::open(earlier.path(), loaded.identity, recorded).unwrap();
    let mut commits = Commits::into(store);
    commits.close(&store::Line { recorded, rows }, earlier.path()).unwrap();
    drop(commits);
    let client = Client(Simulator::open(super::super::options(Some(earlier.path()), Latencies::default())).unwrap());
    let session = client.0.log_in(&super::login(host.public.unwrap(), &[])).await.unwrap();
    assert_eq!(session.first_boot(false).await.unwrap().status, BootState::Done);
    assert!(session.docker_version().await.is_ok());
    assert_eq!(session.mysql(&login, "SELECT 1").await.unwrap(), "1", "any password will do");
    let answer = client.ec2("StopInstances", &[("InstanceId.1", &host.id)]).await;
    answer.unwrap();
    pass(60).await;
    client.ec2("StartInstances", &[("InstanceId.1", &host.id)]).await.unwrap();
    pass(60).await;
    let shown = client.ec2("DescribeInstances", &[("InstanceId.1", &host.id)]).await.unwrap();
    let address = field(&shown, "ipAddress").parse().unwrap();
    let session = client.0.log_in(&super::login(address, &[])).await.unwrap();
    assert!(session.docker_version().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn without_latencies_nothing_on_hosts_takes_time() {
    let lab = Lab::with(Client::in_memory(Latencies::zero())).await;
    let login = lab.with_database().await;
    let start = tokio::time::Instant::now();
    let host = lab.launch(&lab.public, &lab.front, PACKAGES).await;
    let session = lab.log_in(&host).await.unwrap();
    assert_eq!(session.first_boot(true).await.unwrap().status, BootState::Done);
    upload(&session, &environment(&login, PASSWORD)).await;
    session.compose_up("app").await.unwrap();
    session
        .write("app/.env", 0o600, environment(&login, "Wrong-Password-1").as_bytes())
        .await
        .unwrap();
    assert!(session.compose_up("app").await.is_err());
    assert_eq!(start.elapsed(), Duration::ZERO);
}
