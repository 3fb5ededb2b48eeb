//! Names that somebody else has, or that are taken in another region: said, never in the way of anything else.

use std::time::Duration;

use crate::support::{Rehearsal, advice, problem};

#[tokio::test(start_paused = true)]
async fn a_bucket_that_is_anothers_or_elsewhere_stops_its_step_alone_and_no_destroy() {
    for (name, said) in [
        ("elsewhere-site", "it is in another region than us-east-1"),
        ("taken-site", "does not belong to this deployment"),
    ] {
        let rehearsal = Rehearsal::new();
        let answer = format!("site.bucket={name}");
        rehearsal.walk(Some("nat-gateway"), &[&answer]).await.unwrap();
        let refused = rehearsal.walk(Some("site"), &[&answer]).await.err().unwrap();
        let text = problem(&refused);
        assert!(text.contains(name) && text.contains(said), "{text}");
        assert!(advice(&refused).unwrap().contains("--set"), "{:?}", advice(&refused));
        // What was answered is remembered, and every other command goes on.
        rehearsal.walk(Some("nat-gateway"), &[]).await.unwrap();
        rehearsal.run("second-vpc", false).await.unwrap();
        tokio::time::sleep(Duration::from_secs(300)).await;
        rehearsal
            .walk(Some("site"), &["site.bucket=a-free-name-of-ours"])
            .await
            .unwrap();
        rehearsal.walk(Some("nat-gateway"), &[&answer]).await.unwrap();
        rehearsal.destroy(false).await.unwrap();
        assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
        // Nor where it is all that is remembered.
        let fresh = Rehearsal::new();
        fresh.walk(Some("vpc"), &[&answer]).await.unwrap();
        tokio::time::sleep(Duration::from_secs(300)).await;
        fresh.destroy(false).await.unwrap();
        assert_eq!(fresh.live_keys().await, Vec::<String>::new());
    }
}
