//! Deployments that earlier versions made: their state files load, what is recorded is theirs without a question, and their tags are read.

use std::time::Duration;

use aws_sdk_ec2::types::Tag;
use jalon::resources::Kind;
use jalon::walkthrough::StepPlan;
use serde_json::Value;

use crate::support::Rehearsal;

/// Long enough for AWS to list everything with its tags, and for no record to be young.
const LATER: Duration = Duration::from_secs(300);

/// A whole deployment, its internet gateways tagged as versions before format 3 did. In `format` 1 there were no deployment ids either.
async fn made_by_an_earlier_version(format: u64) -> Rehearsal {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let ec2 = session.aws().ec2().clone();
    let gateways = session.inventory(|inventory| inventory.of(Kind::InternetGateway).to_vec());
    assert_eq!(gateways.len(), 2);
    for gateway in gateways {
        let name = gateway.key().unwrap().name().to_owned();
        let key = Tag::builder().key("jalon:resource").value(format!("igw/{name}")).build();
        let call = ec2.create_tags().resources(&gateway.id).tags(key);
        call.send().await.unwrap();
    }
    if format == 1 {
        let everything = ec2.describe_tags().send().await.unwrap();
        let ids = everything.tags().iter().filter(|tag| tag.key() == Some("jalon:id"));
        let ids: Vec<String> = ids.filter_map(|tag| tag.resource_id().map(str::to_owned)).collect();
        assert!(ids.len() > 20, "{ids:?}");
        let call = ec2.delete_tags().set_resources(Some(ids));
        call.tags(Tag::builder().key("jalon:id").build()).send().await.unwrap();
    }
    let state = rehearsal.kept("state.json").unwrap();
    let mut state: Value = serde_json::from_str(&state.replace("internet-gateway/", "igw/")).unwrap();
    state["format"] = format.into();
    if format == 1 {
        state.as_object_mut().unwrap().remove("id");
    }
    let text = serde_json::to_vec(&state).unwrap();
    rehearsal.folder().replace("state.json", &text).unwrap();
    tokio::time::sleep(LATER).await;
    rehearsal
}

#[tokio::test(start_paused = true)]
async fn what_an_earlier_version_made_is_walked_on_without_a_question_and_gets_todays_tags() {
    for format in [1, 2] {
        let rehearsal = made_by_an_earlier_version(format).await;
        let before = rehearsal.calls();
        rehearsal.walk(None, &[]).await.unwrap();
        let changed = rehearsal.mutations_since(before);
        assert!(
            changed.iter().all(|operation| operation.contains("Tag")),
            "{format}: {changed:?}"
        );
        let state = rehearsal.kept("state.json").unwrap();
        assert!(!state.contains("igw/"), "{state}");
        assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
        tokio::time::sleep(LATER).await;
        let tags = rehearsal.aws().ec2().describe_tags().send().await.unwrap();
        let keys: Vec<&str> = tags.tags().iter().filter_map(|tag| tag.value()).collect();
        assert!(
            keys.contains(&"internet-gateway/ai") && keys.contains(&"internet-gateway/main"),
            "{keys:?}"
        );
        assert!(!keys.iter().any(|key| key.starts_with("igw/")), "{keys:?}");
        rehearsal.destroy(false).await.unwrap();
        assert!(
            rehearsal.simulator.ground_truth().is_empty(),
            "{:?}",
            rehearsal.simulator.ground_truth()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_an_earlier_version_made_is_found_by_its_tags_alone() {
    let rehearsal = made_by_an_earlier_version(2).await;
    rehearsal.lose_the_state_directory();
    rehearsal.take_over();
    rehearsal.destroy(false).await.unwrap();
    assert!(
        rehearsal.simulator.ground_truth().is_empty(),
        "{:?}",
        rehearsal.simulator.ground_truth()
    );
}
