//! A machine's first boot by the user data that jalon sends, and what goes on while it runs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jalon::aws::Clock;
use jalon::hosts::{
    FIRST_BOOT_PATIENCE, HostCommand, HostError, Hosts, OpenSsh, Probe, SignUp, is_booted, wait_until_first_boot_done,
};

use super::engine::{Bounds, Engine, import_bases, said};
use super::ground::{DATABASE, ENGINE, Ground, MACHINE};
use super::machine::Machine;
use super::names::user_data;
use super::{APP_HOST, PORT, deploy, login, sample, settings, took, trust};

/// A machine in software takes several times as long as one on AWS: every wait for it is so many times as long.
const SLOWNESS: f64 = 4.0;

fn patiently(ssh: &OpenSsh) -> Hosts {
    Hosts::reached_by(Arc::new(ssh.clone()), Clock::scaled(1.0 / SLOWNESS))
}

#[tokio::test]
async fn a_machine_boots_by_the_user_data_and_serves_the_application() {
    let Some(ground) = Ground::or_not_run() else { return };
    let Some(database) = ground.database() else { return };
    let began = Instant::now();
    let mut machine = Machine::launch(&ground, &user_data());
    let ssh = ground.ssh(MACHINE, Some(ENGINE));
    let hosts = patiently(&ssh);
    machine.answers(Duration::from_secs(15 * 60));
    took("sshd answers", began);
    let early = is_booted(&hosts, APP_HOST).await;
    assert!(early.is_err(), "it is not done yet: {early:?}");

    // In the middle of it the plug is pulled.
    machine.loses_power();
    let began = Instant::now();
    wait_until_first_boot_done(&hosts, APP_HOST, FIRST_BOOT_PATIENCE)
        .await
        .unwrap();
    took("first boot", began);
    did_what_it_was_told(&ssh).await;
    for command in [HostCommand::LogIn, HostCommand::DockerVersion] {
        assert_eq!(Probe::runs(APP_HOST, command).look(&hosts).await, Ok(()));
    }
    assert_eq!(Probe::Booted { host: APP_HOST }.look(&hosts).await, Ok(()));

    a_second_one_is_reached_through_it(&ground).await;

    import_bases(&ssh).await;
    trust(&ssh, &database).await;
    let login = login(&DATABASE.to_string(), database.port());
    let began = Instant::now();
    let deployed = deploy(&hosts, sample(), &settings(&login)).await.unwrap();
    took("built and started", began);
    assert!(deployed.started);
    proves(&hosts, &login).await;

    said(&ssh, "sudo sync; (sleep 1; sudo reboot) > /dev/null 2>&1 &").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let began = Instant::now();
    machine.answers(Duration::from_secs(15 * 60));
    took("a later boot: sshd answers", began);
    wait_until_first_boot_done(&hosts, APP_HOST, FIRST_BOOT_PATIENCE)
        .await
        .unwrap();
    took("a later boot: cloud-init is done", began);
    let again = deploy(&hosts, sample(), &settings(&login)).await.unwrap();
    assert!(again.sent.is_empty(), "everything is still there: {again:?}");
    took("a later boot: the application is there", began);
    proves(&hosts, &login).await;

    a_changed_key_stops_everything(&ssh, &hosts).await;
}

async fn did_what_it_was_told(ssh: &OpenSsh) {
    assert_eq!(
        said(ssh, "cat /etc/timezone; date +%Z | tr -d '\\n'").await.lines().next(),
        Some("Europe/Paris")
    );
    assert!(said(ssh, "id -nG").await.split(' ').any(|group| group == "docker"));
    assert_eq!(said(ssh, "stat -c '%U %a' app").await, "ubuntu 755");
    assert_eq!(said(ssh, "systemctl is-enabled docker.service").await, "enabled");
    let pool = "docker network create x > /dev/null && docker network inspect x --format '{{range .IPAM.Config}}{{.Subnet}}{{end}}'; \
                docker network rm x > /dev/null";
    assert!(
        said(ssh, pool).await.starts_with("198.18."),
        "Docker's networks are not where they were told to be"
    );
    assert!(
        said(ssh, "mysql --version && git --version && docker compose version")
            .await
            .contains("Compose")
    );
}

async fn proves(hosts: &Hosts, database: &jalon::hosts::MySqlLogin) {
    let url = format!("http://{MACHINE}:{PORT}");
    let health = Probe::Page {
        url: format!("{url}/health"),
        text: "\"ok\"".to_owned(),
    };
    let deadline = Instant::now() + Duration::from_secs(300);
    while let Err(unmet) = health.look(hosts).await {
        assert!(Instant::now() < deadline, "{unmet:?}");
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    let sign_up = SignUp {
        url,
        host: APP_HOST.to_owned(),
        database: database.clone(),
    };
    assert_eq!(Probe::SignUp(sign_up).look(hosts).await, Ok(()));
}

async fn a_second_one_is_reached_through_it(ground: &Ground) {
    let _engine = Engine::start(ground, ENGINE, Bounds::default());
    let ssh = ground.ssh(MACHINE, Some(ENGINE));
    let seen = ssh.run("test-host", "echo \"$SSH_CLIENT\"; whoami", b"").await.unwrap();
    assert!(seen.is_success() && seen.stdout.ends_with("ubuntu\n"), "{seen:?}");
}

/// A machine made anew in its place has another key: nothing is tried again, not even a first boot.
async fn a_changed_key_stops_everything(ssh: &OpenSsh, hosts: &Hosts) {
    said(
        ssh,
        "sudo rm /etc/ssh/ssh_host_*; sudo ssh-keygen -A > /dev/null; sudo systemctl restart ssh",
    )
    .await;
    let changed = wait_until_first_boot_done(hosts, APP_HOST, FIRST_BOOT_PATIENCE)
        .await
        .unwrap_err();
    assert!(matches!(changed, HostError::KeyChanged { .. }), "{changed:?}");
}
