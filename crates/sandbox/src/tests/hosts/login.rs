//! Logging in: from where, with what, and when.

use super::*;
use crate::HostError;

#[tokio::test(start_paused = true)]
async fn only_a_trusted_address_logs_in() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host("").await;
    assert!(session.host_key_fingerprint().starts_with("SHA256:"));
    assert_eq!(session.host_key_fingerprint().len(), "SHA256:".len() + 43);
    let address = host.public.unwrap();
    let stranger = Login {
        from: STRANGER,
        ..login(address, &[])
    };
    let (took, refused) = seconds(lab.client.0.log_in(&stranger)).await;
    assert_eq!(refused.unwrap_err(), LoginFailure::TimedOut { address });
    assert!((10.0..10.1).contains(&took), "{took}");
    let (took, _) = seconds(lab.log_in(&host)).await;
    assert!((0.5..=1.0).contains(&took), "{took}");
    let rule = (host.public.unwrap(), format!("{ME}/32"));
    lab.permit("RevokeSecurityGroupIngress", &lab.front, "tcp", 22, &rule.1).await;
    assert_eq!(
        lab.log_in(&host).await.unwrap_err(),
        LoginFailure::TimedOut { address: rule.0 }
    );
}

#[tokio::test(start_paused = true)]
async fn no_login_before_sshd_answers_and_the_key_is_installed() {
    let lab = Lab::new().await;
    let host = lab.launch(&lab.public, &lab.front, "").await;
    let address = host.public.unwrap();
    let mut seen = Vec::new();
    let start = tokio::time::Instant::now();
    let session = loop {
        let outcome = lab.log_in(&host).await;
        let kind = match &outcome {
            Ok(_) => "in",
            Err(LoginFailure::TimedOut { .. }) => "pending",
            Err(LoginFailure::ConnectionRefused { .. }) => "refused",
            Err(_) => "denied",
        };
        if seen.last() != Some(&kind) {
            seen.push(kind);
        }
        if let Ok(session) = outcome {
            break session;
        }
        pass(1).await;
    };
    let took = start.elapsed().as_secs();
    assert_eq!(seen, ["pending", "refused", "denied", "in"]);
    assert!((8 + 15 + 5..12 + 30 + 5 + 12).contains(&took), "{took}");
    assert_eq!(session.instance(), host.id);
    let wrong_user = Login {
        user: "root".to_owned(),
        ..login(address, &[])
    };
    let user = "root".to_owned();
    let denied = LoginFailure::PermissionDenied { address, user };
    assert_eq!(lab.client.0.log_in(&wrong_user).await.unwrap_err(), denied);
    let wrong_key = Login {
        public_key: KEY.replace("HR4f", "HR4e"),
        ..login(address, &[])
    };
    let denied = lab.client.0.log_in(&wrong_key).await.unwrap_err();
    assert!(denied.to_string().contains("Permission denied (publickey)"), "{denied}");
}

#[tokio::test(start_paused = true)]
async fn the_key_is_the_one_of_the_launch() {
    let lab = Lab::new().await;
    let (host, _) = lab.front_host("").await;
    lab.ok("DeleteKeyPair", &[("KeyName", "key")]).await;
    lab.log_in(&host).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_private_host_is_reached_through_the_jump_and_only_with_the_rules() {
    let lab = Lab::new().await;
    let (jump, _) = lab.front_host("").await;
    let inner = lab.launch(&lab.private, &lab.inside, "").await;
    pass(60).await;
    let session = lab.log_in_through(&jump, &inner).await.unwrap();
    assert_eq!(session.instance(), inner.id);
    let address = inner.private;
    let directly = lab.client.0.log_in(&login(address, &[])).await;
    assert_eq!(directly.unwrap_err(), LoginFailure::TimedOut { address });
    lab.permit("RevokeSecurityGroupIngress", &lab.inside, "-1", 0, &lab.front)
        .await;
    let closed = lab.log_in_through(&jump, &inner).await;
    assert_eq!(closed.unwrap_err(), LoginFailure::TimedOut { address });
    let (session, address) = (lab.log_in(&jump).await.unwrap(), jump.public.unwrap());
    assert!(!session.ping(inner.private).await.unwrap());
    lab.ok("StopInstances", &[("InstanceId.1", &jump.id)]).await;
    let gone = lab.log_in_through(&jump, &inner).await;
    assert_eq!(gone.unwrap_err(), LoginFailure::TimedOut { address });
}

#[tokio::test(start_paused = true)]
async fn a_session_ends_with_its_host() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host("").await;
    session.write("a", 0o644, b"x").await.unwrap();
    lab.ok("StopInstances", &[("InstanceId.1", &host.id)]).await;
    let gone = HostError::Gone {
        instance: host.id.clone(),
    };
    assert_eq!(session.file("a").await, Err(gone.clone()));
    assert_eq!(session.write("a", 0o644, b"y").await, Err(gone.clone()));
    pass(60).await;
    lab.ok("StartInstances", &[("InstanceId.1", &host.id)]).await;
    pass(60).await;
    assert_eq!(session.first_boot(false).await, Err(gone), "it is another boot");
    let again = lab.log_in(&lab.described(&host.id).await).await.unwrap();
    assert_eq!(again.file("a").await.unwrap().unwrap().text.as_deref(), Some("x"));
}

#[tokio::test(start_paused = true)]
async fn hosts_have_keys_of_their_own_which_can_change() {
    let lab = Lab::new().await;
    let (one, session) = lab.front_host("").await;
    let (_, other) = lab.front_host("").await;
    assert_ne!(session.host_key_fingerprint(), other.host_key_fingerprint());
    lab.client.0.change_host_key(&one.id);
    let changed = lab.log_in(&one).await.unwrap();
    assert_ne!(changed.host_key_fingerprint(), session.host_key_fingerprint());
    let read = lab.client.0.hosts();
    assert!(read.iter().any(|host| host.host_key == changed.host_key()));
}

#[tokio::test(start_paused = true)]
async fn a_session_goes_on_whatever_the_rules_become_and_ends_with_the_machine_or_its_jump() {
    let lab = Lab::new().await;
    let (jump, outer) = lab.front_host("").await;
    let inner = lab.launch(&lab.private, &lab.inside, "").await;
    pass(60).await;
    let session = outer.log_in_to(&login(inner.private, &[])).await.unwrap();
    lab.permit("RevokeSecurityGroupIngress", &lab.inside, "-1", 0, &lab.front)
        .await;
    lab.permit("RevokeSecurityGroupIngress", &lab.front, "tcp", 22, &format!("{ME}/32"))
        .await;
    assert!(lab.log_in(&jump).await.is_err() && outer.log_in_to(&login(inner.private, &[])).await.is_err());
    assert!(outer.is_open() && session.is_open());
    session.first_boot(false).await.unwrap();
    lab.client.0.change_host_key(&jump.id);
    assert!(!outer.is_open(), "another machine is in its place");
    assert!(!session.is_open(), "and nothing goes through it");
    let instance = inner.id;
    assert_eq!(session.first_boot(false).await, Err(HostError::Gone { instance }));
}

#[tokio::test(start_paused = true)]
async fn docker_is_for_who_logs_in_after_the_boot_that_adds_them_to_its_group() {
    let lab = Lab::new().await;
    let host = lab.launch(&lab.public, &lab.front, PACKAGES).await;
    pass(60).await;
    let early = lab.log_in(&host).await.unwrap();
    early.first_boot(true).await.unwrap();
    let refused = early.docker_version().await.unwrap_err();
    assert!(refused.to_string().contains("permission denied"), "{refused}");
    let refused = early.compose_build("app").await.unwrap_err();
    assert!(refused.to_string().contains("no configuration file"), "{refused}");
    upload(&early, "").await;
    let refused = early.compose_build("app").await.unwrap_err();
    assert!(refused.to_string().contains("permission denied"), "{refused}");
    let late = lab.log_in(&host).await.unwrap();
    late.docker_version().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_belongs_to_one_command_takes_its_time_once() {
    let lab = Lab::new().await;
    let (_, session) = lab.front_host("").await;
    let (took, command) = seconds(session.begin_command()).await;
    assert!((0.09..0.11).contains(&took), "{took}");
    let (took, _) = seconds(async {
        command.file("a").await.unwrap();
        command.write("a", 0o644, b"x").await.unwrap();
    })
    .await;
    assert!(took < 0.001, "{took}");
    let (took, _) = seconds(session.file("a")).await;
    assert!((0.09..0.11).contains(&took), "{took}");
}

/// Clients ask from tasks of their own.
#[tokio::test(start_paused = true)]
async fn everything_on_a_host_can_be_done_from_another_task() {
    let lab = Lab::new().await;
    let (host, _) = lab.front_host("").await;
    let simulator = lab.client.0.clone();
    let address = host.public.unwrap();
    let done = tokio::spawn(async move {
        let session = simulator.log_in(&login(address, &[])).await.unwrap();
        session.write("a", 0o644, b"x").await.unwrap();
        session.boot_log().await.unwrap();
        let _: Result<String, HostError> = session.checkout("app", "https://git.example/x", "main").await;
        let _: Result<(), HostError> = session.compose_up("app").await;
        simulator.connects(ME, &address.to_string(), 22).await
    });
    assert!(done.await.unwrap());
}
