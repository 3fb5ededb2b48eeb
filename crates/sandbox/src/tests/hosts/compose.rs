//! Containers on a host.

use super::*;
use crate::{Container, HostError};

fn words<T: std::fmt::Debug>(outcome: Result<T, HostError>) -> String {
    match outcome {
        Err(HostError::Failed(words)) => words,
        other => panic!("{other:?}"),
    }
}

fn container(name: &str, state: &str, health: &str) -> Container {
    Container {
        name: name.to_owned(),
        state: state.to_owned(),
        health: health.to_owned(),
    }
}

#[tokio::test(start_paused = true)]
async fn an_application_with_the_right_password_is_built_and_healthy() {
    let lab = Lab::new().await;
    let (_, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    upload(&session, &environment(&login, PASSWORD)).await;
    let (took, up) = seconds(session.compose_up("app")).await;
    up.unwrap();
    assert!((71.0..=330.0).contains(&took), "{took}");
    let expected = [
        container("app-app-1", "running", "healthy"),
        container("app-nginx-1", "running", "healthy"),
    ];
    assert_eq!(session.containers("app").await.unwrap(), expected);
    assert_eq!(session.get(PORT, "/health").await.unwrap(), 200);
    assert!(words(session.get(8080, "/").await).contains("curl: (7)"));
    let count = "SELECT COUNT(*) FROM users WHERE username = \"x\"";
    assert_eq!(session.mysql(&login, count).await.unwrap(), "0", "it has made its table");
    let (took, again) = seconds(session.compose_up("app")).await;
    again.unwrap();
    assert!((4.0..10.5).contains(&took), "nothing has changed: {took}");
    session.write("app/crew/pages.py", 0o644, b"# another").await.unwrap();
    let (took, changed) = seconds(session.compose_up("app")).await;
    changed.unwrap();
    assert!((21.0..67.0).contains(&took), "{took}");
    assert!(session.compose_log("app").await.unwrap().contains("Listening at"));
}

#[tokio::test(start_paused = true)]
async fn a_start_after_a_build_only_starts() {
    let lab = Lab::new().await;
    let (_, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    upload(&session, &environment(&login, PASSWORD)).await;
    let (took, built) = seconds(session.compose_build("app")).await;
    built.unwrap();
    assert!((60.0..=301.0).contains(&took), "{took}");
    assert_eq!(session.containers("app").await.unwrap(), []);
    let (took, up) = seconds(session.compose_up("app")).await;
    up.unwrap();
    assert!((11.0..26.0).contains(&took), "{took}");
}

#[tokio::test(start_paused = true)]
async fn an_application_that_cannot_log_in_is_unhealthy_and_says_why() {
    let lab = Lab::new().await;
    let (_, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    upload(&session, &environment(&login, "Wrong-Password-1")).await;
    session.compose_build("app").await.unwrap();
    let (took, up) = seconds(session.compose_up("app")).await;
    assert_eq!(words(up), "dependency failed to start: container app-app-1 is unhealthy");
    assert!((150.0..160.0).contains(&took), "{took}");
    assert!(
        session
            .compose_log("app")
            .await
            .unwrap()
            .contains("Access denied for user 'admin'")
    );
    let expected = [
        container("app-app-1", "running", "unhealthy"),
        container("app-nginx-1", "created", ""),
    ];
    assert_eq!(session.containers("app").await.unwrap(), expected);
    assert!(words(session.get(PORT, "/").await).contains("curl: (7)"));
    lab.permit("RevokeSecurityGroupIngress", &lab.database, "tcp", 3306, &lab.front)
        .await;
    session
        .write("app/.env", 0o600, environment(&login, PASSWORD).as_bytes())
        .await
        .unwrap();
    words(session.compose_up("app").await);
    assert!(
        session
            .compose_log("app")
            .await
            .unwrap()
            .contains("Can't connect to MySQL server")
    );
    lab.allow(&lab.database, "tcp", 3306, &lab.front).await;
    session.compose_up("app").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_application_waits_for_a_database_that_opens_in_time() {
    let lab = Lab::new().await;
    let (_, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    upload(&session, &environment(&login, PASSWORD)).await;
    session.compose_build("app").await.unwrap();
    lab.permit("RevokeSecurityGroupIngress", &lab.database, "tcp", 3306, &lab.front)
        .await;
    let (started, ()) = tokio::join!(session.compose_up("app"), async {
        pass(60).await;
        lab.allow(&lab.database, "tcp", 3306, &lab.front).await;
    });
    started.unwrap();
}

#[tokio::test(start_paused = true)]
async fn compose_needs_docker_a_file_and_a_way_to_the_registry() {
    let lab = Lab::new().await;
    let (jump, session) = lab.front_host("").await;
    assert!(words(session.compose_up("app").await).contains("docker: command not found"));
    let (_, session) = lab.front_host("#cloud-config\npackages: [docker.io]\n").await;
    assert!(words(session.compose_up("app").await).contains("docker compose"));
    let (_, session) = lab.front_host(PACKAGES).await;
    assert!(words(session.compose_up("app").await).contains("no configuration file provided"));
    session.write("app/compose.yaml", 0o644, COMPOSE.as_bytes()).await.unwrap();
    assert!(words(session.compose_up("app").await).contains("env file /home/ubuntu/app/.env not found"));
    lab.ok(
        "DeleteRoute",
        &[("RouteTableId", &lab.table), ("DestinationCidrBlock", "0.0.0.0/0")],
    )
    .await;
    session.write("other/compose.yml", 0o644, COMPOSE.as_bytes()).await.unwrap();
    assert!(words(session.compose_build("other").await).contains("i/o timeout"));
    drop(jump);
}

#[tokio::test(start_paused = true)]
async fn an_image_build_can_fail_or_stall() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host(PACKAGES).await;
    session.write("app/compose.yaml", 0o644, COMPOSE.as_bytes()).await.unwrap();
    for (failure, expected) in [("pull-limit", "toomanyrequests"), ("no-memory", "exit code: 137")] {
        lab.client.0.inject_next(format!("image-build:{failure}").parse().unwrap(), 1);
        let said = words(session.compose_build("app").await);
        assert!(said.contains(expected), "{said}");
    }
    lab.client.0.inject_next("image-build:stalls".parse().unwrap(), 1);
    let stalled = tokio::time::timeout(Duration::from_secs(3600), session.compose_build("app")).await;
    assert!(stalled.is_err(), "{stalled:?}");
    let (cut, _) = tokio::join!(session.compose_build("app"), async {
        pass(10).await;
        lab.ok("StopInstances", &[("InstanceId.1", &host.id)]).await
    });
    assert!(matches!(cut, Err(HostError::Gone { .. })), "{cut:?}");
}

#[tokio::test(start_paused = true)]
async fn containers_start_again_with_their_host() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    upload(&session, &environment(&login, PASSWORD)).await;
    session.compose_up("app").await.unwrap();
    lab.ok("StopInstances", &[("InstanceId.1", &host.id)]).await;
    pass(60).await;
    lab.ok("StartInstances", &[("InstanceId.1", &host.id)]).await;
    pass(60).await;
    let session = lab.log_in(&lab.described(&host.id).await).await.unwrap();
    assert_eq!(
        session.containers("app").await.unwrap()[0],
        container("app-app-1", "running", "healthy")
    );
    assert_eq!(session.get(PORT, "/").await.unwrap(), 200);
}
