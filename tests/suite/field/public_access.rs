//! VPC Block Public Access: no path is called open that AWS closes, and none costs a call more.

use aws_sdk_ec2::types::InternetGatewayBlockMode;
use jalon::walkthrough::refuse_failed;

use crate::support::{Rehearsal, checks, problem};

async fn set_mode(rehearsal: &Rehearsal, mode: InternetGatewayBlockMode) {
    let ec2 = rehearsal.aws().ec2().clone();
    let modify = ec2.modify_vpc_block_public_access_options();
    modify.internet_gateway_block_mode(mode).send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_region_that_blocks_public_access_is_seen_and_costs_no_call() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    let verified = async |rehearsal: &Rehearsal| {
        let session = rehearsal.session(&[]).await.unwrap();
        let steps: Vec<_> = session.steps().until("app-host").unwrap();
        let before = rehearsal.calls();
        let results = checks(&session, &steps).await;
        (refuse_failed(&results), format!("{results:?}"), rehearsal.calls() - before)
    };
    let (open, _, calls) = verified(&rehearsal).await;
    open.unwrap();
    for mode in [
        InternetGatewayBlockMode::BlockIngress,
        InternetGatewayBlockMode::BlockBidirectional,
    ] {
        set_mode(&rehearsal, mode).await;
        let (closed, found, calls_then) = verified(&rehearsal).await;
        assert!(closed.is_err(), "nothing is said of the block");
        assert!(
            found.contains("PublicAccessBlocked"),
            "{}: {found}",
            problem(&closed.unwrap_err())
        );
        assert_eq!(calls_then, calls);
    }
    set_mode(&rehearsal, InternetGatewayBlockMode::Off).await;
    verified(&rehearsal).await.0.unwrap();
}
