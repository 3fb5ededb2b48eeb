//! Taking down: from every prefix of the walk, and with nothing remembered.

use jalon::steps::WALKTHROUGH;

use crate::support::Rehearsal;

#[tokio::test(start_paused = true)]
async fn every_prefix_of_the_walk_is_taken_down_whole() {
    for step in WALKTHROUGH.iter() {
        let rehearsal = Rehearsal::new();
        rehearsal.walk(Some(step.id()), &[]).await.unwrap();
        rehearsal.destroy(false).await.unwrap();
        assert_eq!(
            rehearsal.live_keys().await,
            Vec::<String>::new(),
            "left after a walk until {}",
            step.id()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_left_when_the_state_directory_is_lost() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &["site.bucket=a-name-nobody-remembers"]).await.unwrap();
    rehearsal.lose_the_state_directory();
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
    let deleted = rehearsal.mutations_since(0);
    assert!(
        deleted.contains(&"DeleteBucket".to_owned()),
        "the bucket was found by its tags"
    );
}

#[tokio::test(start_paused = true)]
async fn snapshots_are_kept_when_asked() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.destroy(true).await.unwrap();
    assert_eq!(
        rehearsal.live_keys().await,
        ["db-snapshot db-snapshot/baseline", "ebs-snapshots ebs-snapshots/baseline"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_deployment_is_walked_again_after_it_was_taken_down() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    // Client tokens of terminated instances are remembered by AWS; a new generation has new ones.
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    rehearsal.lose_the_state_directory();
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(rehearsal.live_keys().await.len() > 30);
}

#[tokio::test(start_paused = true)]
async fn taking_down_takes_no_longer_than_the_slowest_chain() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let started = tokio::time::Instant::now();
    rehearsal.destroy(false).await.unwrap();
    let took = started.elapsed().as_secs();
    assert!(took < 300, "taking down took {took} s of the sandbox's time");
}
