//! Two resources of the deployment that claim to be the same one: the walk keeps the one in use, says which holds what, and names the
//! command that ends it.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::types::{ResourceType, Tag, TagSpecification};
use jalon::checkpoint::StateFile;
use jalon::resources::Kind;
use jalon::walkthrough::{DestroyPlan, Destruction, Error, Misuse, Session, StepPlan};

use crate::support::{Jalon, Rehearsal, advice, problem};

/// Long enough for every list to show everything.
const LISTED_AFTER: Duration = Duration::from_secs(20);

/// The tags of a create call of the deployment.
fn tags(session: &Session, of: ResourceType, key: &str) -> TagSpecification {
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    let id = session.checkpoint().read(|state| state.id.clone()).unwrap();
    let tags = TagSpecification::builder().resource_type(of);
    let tags = tags.tags(tag("Name", "demo-again")).tags(tag("jalon:deployment", "demo"));
    let tags = tags.tags(tag("jalon:id", &id)).tags(tag("jalon:resource", key));
    tags.tags(tag("jalon:step", "vpc")).build()
}

/// Makes another VPC as an interrupted walk would have made it, whose create had an outcome that nobody learned.
async fn second_vpc(session: &Session) -> String {
    let unsettled = |state: &mut StateFile| state.unsettled.insert("vpc/main".to_owned(), 1);
    session.checkpoint().update(unsettled).unwrap();
    let make = session.aws().ec2().create_vpc().cidr_block("10.0.0.0/16");
    let made = make
        .tag_specifications(tags(session, ResourceType::Vpc, "vpc/main"))
        .send()
        .await;
    made.unwrap().vpc.unwrap().vpc_id.unwrap()
}

/// Makes a subnet in a VPC as a walk would have made it.
async fn subnet_in(session: &Session, vpc: &str) {
    let make = session.aws().ec2().create_subnet().vpc_id(vpc).cidr_block("10.0.240.0/24");
    make.tag_specifications(tags(session, ResourceType::Subnet, "subnet/public9"))
        .send()
        .await
        .unwrap();
}

/// Takes one thing down, as `jalon destroy --only ID` does.
async fn take_down_only(session: &Arc<Session>, id: &str) {
    session.sweep_for_destruction().await.unwrap();
    let plan = DestroyPlan::only(session, id).unwrap();
    Destruction::run_in_part(session, &plan).await.unwrap();
}

/// The ids of the account's VPCs.
async fn vpcs(session: &Session) -> Vec<String> {
    let listed = session.aws().ec2().describe_vpcs().send().await.unwrap();
    let ids = listed.vpcs().iter().filter_map(|vpc| vpc.vpc_id().map(str::to_owned));
    ids.collect()
}

#[tokio::test(start_paused = true)]
async fn the_one_in_use_is_kept_and_the_spare_is_shown_until_it_is_taken_down() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("vpc"), &[]).await.unwrap();
    let kept = vpcs(&session).await.remove(0);
    let spare = second_vpc(&session).await;
    for lost in [false, true] {
        tokio::time::sleep(LISTED_AFTER).await;
        if lost {
            rehearsal.lose_the_state_directory();
        }
        let told = rehearsal.notices().len();
        let before = rehearsal.calls();
        rehearsal.walk(Some("vpc"), &[]).await.unwrap();
        assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new(), "lost: {lost}");
        let notices = rehearsal.notices().split_off(told).join("\n");
        for text in [
            &format!("vpc/main is there more than once. {kept} is kept: it holds "),
            " more. ",
            &format!("{spare} holds nothing and stays"),
            &format!("`jalon destroy --only {spare}`"),
        ] {
            assert!(notices.contains(text), "\"{text}\" is not said, lost: {lost}: {notices}");
        }
    }
    let session = rehearsal.session(&[]).await.unwrap();
    take_down_only(&session, &spare).await;
    assert_eq!(vpcs(&session).await, [kept]);
    let told = rehearsal.notices().len();
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(!rehearsal.notices().split_off(told).join("\n").contains("more than once"));
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_deployment_with_a_spare_is_taken_down_whole() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    second_vpc(&session).await;
    tokio::time::sleep(LISTED_AFTER).await;
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(vpcs(&session).await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn where_both_are_in_use_the_walk_says_which_holds_what_and_how_to_end_it() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("vpc"), &[]).await.unwrap();
    let first = vpcs(&session).await.remove(0);
    let second = second_vpc(&session).await;
    tokio::time::sleep(LISTED_AFTER).await;
    subnet_in(&session, &second).await;
    tokio::time::sleep(LISTED_AFTER).await;
    let before = rehearsal.calls();
    let refused = rehearsal.walk(None, &[]).await.err().unwrap();
    assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new());
    let told = problem(&refused);
    assert!(told.contains("more than one resource claims to be vpc/main"), "{told}");
    assert!(told.contains(&format!("{first} holds internet-gateway/main, ")), "{told}");
    assert!(told.contains(&format!("{second} holds subnet/public9")), "{told}");
    let advice = advice(&refused).unwrap();
    assert!(advice.contains(&format!("`jalon destroy --only {second}`")), "{advice}");

    let session = rehearsal.session(&[]).await.unwrap();
    take_down_only(&session, &second).await;
    assert_eq!(vpcs(&session).await, [first]);
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
}

#[tokio::test(start_paused = true)]
async fn only_what_is_there_can_be_taken_down() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("vpc"), &[]).await.unwrap();
    session.sweep_for_destruction().await.unwrap();
    let refused = DestroyPlan::only(&session, "vpc-0").unwrap_err();
    assert!(matches!(refused, Error::Misuse(Misuse::UnknownId { .. })), "{refused:?}");
    let gateway = session.inventory(|inventory| inventory.of(Kind::InternetGateway)[0].id.clone());
    let plan = DestroyPlan::only(&session, &gateway).unwrap();
    let ids: Vec<&str> = plan.goes.iter().map(|observed| observed.id.as_str()).collect();
    assert_eq!(ids, [gateway.as_str()]);
}

#[test]
fn one_resource_is_taken_down_by_its_id_and_made_anew_by_the_next_walk() {
    let jalon = Jalon::new();
    let deployment = ["--deployment", "mine"];
    let run = |arguments: &[&str], code: i32| jalon.run(&[arguments, &deployment].concat()).ends_with(code);
    run(&["walk", "--sandbox", "--yes", "--until", "vpc"], 0);
    let status = run(&["status", "--output", "json"], 0).stdout;
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    let of_key = |key: &str| {
        let mut all = status["resources"].as_array().unwrap().iter();
        all.find(|resource| resource["key"] == key).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let subnet = of_key("subnet/private1");
    let gone = run(&["destroy", "--yes", "--only", &subnet], 0).stderr;
    assert!(gone.contains(&subnet) && !gone.contains(&of_key("vpc/main")), "{gone}");
    run(&["plan", "vpc", "--detailed-exitcode"], 2);
    let again = run(&["walk", "--yes", "--until", "vpc"], 0).stderr;
    assert!(again.contains("mine-subnet-private1"), "{again}");
    run(&["plan", "vpc", "--detailed-exitcode"], 0);
    let unknown = run(&["destroy", "--yes", "--only", &subnet], 2).stderr;
    assert!(unknown.contains("`jalon status --deployment mine`"), "{unknown}");
}
