//! Files and repositories.

use super::*;
use crate::HostError;

#[tokio::test(start_paused = true)]
async fn files_have_a_digest_and_a_mode_and_a_text_where_others_may_read_it() {
    let lab = Lab::new().await;
    let (_, session) = lab.front_host("").await;
    session.write("app/page.html", 0o644, b"hello").await.unwrap();
    let file = session.file("/home/ubuntu/app/page.html").await.unwrap().unwrap();
    assert_eq!((file.mode, file.text.as_deref()), (0o644, Some("hello")));
    assert_eq!(
        file.sha256,
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    );
    session.write("app/page.html", 0o600, b"hello").await.unwrap();
    assert_eq!(session.file("app/page.html").await.unwrap().unwrap().text, None);
    session.write("app/large", 0o644, &vec![b'x'; (64 << 10) + 1]).await.unwrap();
    assert_eq!(session.file("app/large").await.unwrap().unwrap().text, None);
    session.write("app/.env", 0o644, b"APP_PORT=1\n").await.unwrap();
    assert_eq!(session.file("app/.env").await.unwrap().unwrap().text, None);
    session.remove("app/large").await.unwrap();
    assert_eq!(session.file("app/large").await.unwrap(), None);
    session.remove("app").await.unwrap();
    session.remove("app").await.unwrap();
    assert_eq!(session.file("app/.env").await.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn files_go_with_their_instance() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host("").await;
    session.write("a", 0o644, b"x").await.unwrap();
    lab.ok("TerminateInstances", &[("InstanceId.1", &host.id)]).await;
    pass(2 * 3600).await;
    assert!(lab.client.0.hosts().is_empty());
    let mut state = crate::locked(&lab.client.0.shared.state);
    let left: Vec<&str> = state
        .world
        .hosts
        .tables()
        .into_iter()
        .filter(|(_, table)| table.changes().unwrap().iter().any(|(_, row)| row.is_some()))
        .map(|(name, _)| name)
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(start_paused = true)]
async fn a_checkout_needs_a_way_out_and_a_repository() {
    let lab = Lab::new().await;
    let (jump, session) = lab.front_host("").await;
    let url = "https://git.example/somebody/site";
    let commit = session.checkout("app", url, "main").await.unwrap();
    assert_eq!(commit.len(), 40);
    assert_eq!(session.checkout("app", url, "main").await.unwrap(), commit);
    assert_ne!(session.checkout("app", url, "other").await.unwrap(), commit);
    assert_eq!(session.checkout("app", url, &commit).await.unwrap(), commit);
    assert!(session.file("app/Dockerfile").await.unwrap().is_some());
    let missing = session.checkout("app", "https://git.example/somebody/missing", "main").await;
    assert!(
        matches!(&missing, Err(HostError::Failed(words)) if words.contains("not found")),
        "{missing:?}"
    );
    let inner = lab.launch(&lab.private, &lab.inside, "").await;
    pass(60).await;
    let session = lab.log_in_through(&jump, &inner).await.unwrap();
    let unreachable = session.checkout("app", "https://u:p@git.example/x", "main").await;
    let words = unreachable.unwrap_err().to_string();
    assert!(words.contains("unable to access 'https://git.example/x/'"), "{words}");
}
