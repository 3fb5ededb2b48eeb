//! Boots: how long they take, what they need, and how they fail.

use super::*;
use crate::{BootState, HostError};

#[tokio::test(start_paused = true)]
async fn a_first_boot_with_packages_takes_longer_and_brings_docker() {
    let lab = Lab::new().await;
    for (user_data, least, most) in [("", 20, 60), (PACKAGES, 90, 240)] {
        let host = lab.launch(&lab.public, &lab.front, user_data).await;
        let start = tokio::time::Instant::now();
        pass(60).await;
        let session = lab.log_in(&host).await.unwrap();
        if !user_data.is_empty() {
            assert_eq!(session.first_boot(false).await.unwrap().status, BootState::Running);
            let missing = HostError::Failed("bash: line 1: docker: command not found".to_owned());
            assert_eq!(session.docker_version().await, Err(missing));
        }
        let booted = session.first_boot(true).await.unwrap();
        assert_eq!((booted.status, booted.errors.len()), (BootState::Done, 0));
        let took = start.elapsed().as_secs();
        // Pending takes 8.5 to 11.5 s before, and the wait looks four times a second.
        assert!(took <= (most + 14).max(62) && took + 1 >= least + 8, "{took}");
        let session = lab.log_in(&host).await.unwrap();
        assert_eq!(session.docker_version().await.is_ok(), !user_data.is_empty());
        assert!(session.boot_log().await.unwrap().contains("finished at"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_first_boot_without_a_way_out_installs_no_packages() {
    let lab = Lab::new().await;
    let (jump, _) = lab.front_host("").await;
    let inner = lab.launch(&lab.private, &lab.inside, PACKAGES).await;
    pass(60).await;
    let session = lab.log_in_through(&jump, &inner).await.unwrap();
    let booted = session.first_boot(true).await.unwrap();
    assert_eq!(booted.status, BootState::Error);
    let [error] = booted.errors.as_slice() else {
        panic!("{booted:?}");
    };
    assert!(
        error.starts_with("('package-update-upgrade-install', PackageInstallerError(\"Failed to install"),
        "{error}"
    );
    assert!(session.docker_version().await.is_err());
    assert!(session.boot_log().await.unwrap().contains("Failed to fetch"));
    let without = lab.launch(&lab.private, &lab.inside, "#cloud-config\ntimezone: UTC\n").await;
    pass(60).await;
    let session = lab.log_in_through(&jump, &without).await.unwrap();
    assert_eq!(
        session.first_boot(true).await.unwrap().status,
        BootState::Done,
        "it needs none"
    );
}

#[tokio::test(start_paused = true)]
async fn a_way_out_that_opens_before_the_boot_ends_is_early_enough() {
    let lab = Lab::new().await;
    lab.ok(
        "DeleteRoute",
        &[("RouteTableId", &lab.table), ("DestinationCidrBlock", "0.0.0.0/0")],
    )
    .await;
    let host = lab.launch(&lab.public, &lab.front, PACKAGES).await;
    pass(60).await;
    lab.route(&lab.table, "GatewayId", &lab.gateway).await;
    pass(300).await;
    let session = lab.log_in(&host).await.unwrap();
    // A way that is lost later changes nothing.
    assert_eq!(session.first_boot(false).await.unwrap().status, BootState::Done);
}

#[tokio::test(start_paused = true)]
async fn a_first_boot_is_judged_by_the_network_at_its_end() {
    let lab = Lab::new().await;
    let host = lab.launch(&lab.public, &lab.front, PACKAGES).await;
    pass(400).await;
    // Nobody has asked in the meantime, and the network changes only now.
    lab.ok(
        "DeleteRoute",
        &[("RouteTableId", &lab.table), ("DestinationCidrBlock", "0.0.0.0/0")],
    )
    .await;
    let read = lab.client.0.hosts();
    let read = read.iter().find(|read| read.instance == host.id).unwrap();
    assert_eq!(read.first_boot.status, BootState::Done);
}

#[tokio::test(start_paused = true)]
async fn an_injected_failure_ends_the_first_boot_in_its_module() {
    let lab = Lab::new().await;
    for module in ["package_update_upgrade_install", "scripts_user"] {
        lab.client.0.inject_next(format!("first-boot:{module}").parse().unwrap(), 1);
        let (_, session) = lab.front_host(PACKAGES).await;
        let booted = session.first_boot(false).await.unwrap();
        assert_eq!(booted.status, BootState::Error);
        let named = module.replace('_', "-");
        assert!(booted.errors[0].starts_with(&format!("('{named}', ")), "{booted:?}");
        assert!(session.docker_version().await.is_err());
    }
    let (_, session) = lab.front_host(PACKAGES).await;
    assert_eq!(
        session.first_boot(false).await.unwrap().status,
        BootState::Done,
        "only the next one fails"
    );
}

#[tokio::test(start_paused = true)]
async fn a_first_boot_can_be_without_an_end() {
    let lab = Lab::new().await;
    lab.client.0.inject_next("first-boot:never-ends".parse().unwrap(), 1);
    let host = lab.launch(&lab.public, &lab.front, PACKAGES).await;
    pass(60).await;
    let session = lab.log_in(&host).await.unwrap();
    let waited = tokio::time::timeout(Duration::from_secs(7200), session.first_boot(true)).await;
    assert!(waited.is_err(), "{waited:?}");
    assert_eq!(session.first_boot(false).await.unwrap().status, BootState::Running);
    // A start after a stop begins it anew.
    lab.ok("StopInstances", &[("InstanceId.1", &host.id)]).await;
    assert!(matches!(session.first_boot(true).await, Err(HostError::Gone { .. })));
    pass(60).await;
    lab.ok("StartInstances", &[("InstanceId.1", &host.id)]).await;
    pass(60).await;
    let session = lab.log_in(&lab.described(&host.id).await).await.unwrap();
    assert_eq!(session.first_boot(true).await.unwrap().status, BootState::Done);
}

#[tokio::test(start_paused = true)]
async fn a_started_instance_boots_without_cloud_init() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host(PACKAGES).await;
    session.write("note", 0o600, b"kept").await.unwrap();
    lab.ok("StopInstances", &[("InstanceId.1", &host.id)]).await;
    pass(60).await;
    lab.ok("StartInstances", &[("InstanceId.1", &host.id)]).await;
    pass(12).await;
    let host = lab.described(&host.id).await;
    let start = tokio::time::Instant::now();
    let session = loop {
        match lab.log_in(&host).await {
            Ok(session) => break session,
            Err(LoginFailure::ConnectionRefused { .. }) => pass(1).await,
            Err(other) => panic!("{other}"),
        }
    };
    let took = start.elapsed().as_secs_f64();
    assert!((6.0..24.0).contains(&took), "{took}");
    assert_eq!(session.first_boot(false).await.unwrap().status, BootState::Done);
    assert!(session.docker_version().await.unwrap().starts_with("28."));
    assert!(session.file("note").await.unwrap().is_some());
    assert_eq!(
        session.file("note").await.unwrap().unwrap().text,
        None,
        "nobody else may read it"
    );
}
