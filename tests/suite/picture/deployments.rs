//! Pictures of walked deployments: whole, half-built, paused, broken, with other people's things in them.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::types::InstanceType;
use jalon::picture::{Arrangement, Picture, State, svg, text};
use jalon::resources::Kind;
use jalon::ui::picture_of;
use jalon::walkthrough::{Session, read_drawing};

use super::command::is_documented;
use super::judge;
use crate::reach::broken::{Broken, from_everywhere};
use crate::support::Rehearsal;

/// The pictures that docs/PICTURE.md shows.
const DOCUMENTED: [&str; 2] = ["half_built", "missing_route"];

/// The picture of a deployment once AWS lists what was done last. It is kept as SVG for who wants to look at it: `pictures/` in Cargo's folder
/// for tests' files.
async fn drawn(rehearsal: &Rehearsal, set: &[&str], name: &str) -> Picture {
    tokio::time::sleep(Duration::from_secs(30)).await;
    let picture = picture_now(rehearsal, set).await;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    std::fs::create_dir_all(&folder).unwrap();
    for (arrangement, form) in [(Arrangement::Wide, ""), (Arrangement::Tall, "-tall")] {
        judge(&picture, arrangement).unwrap();
        let document = svg(&picture, arrangement);
        std::fs::write(folder.join(format!("{name}{form}.svg")), &document).unwrap();
        if arrangement == Arrangement::Wide && DOCUMENTED.contains(&name) {
            is_documented(name, &document);
        }
    }
    // Which host is made first is chance, and with it go ids and addresses.
    let filters = vec![(r"-[0-9a-f]{17}", "-ID"), (r"\b(198\.51\.100|10\.\d+\.\d+)\.\d\b", "${1}.N")];
    insta::with_settings!({ snapshot_path => "../snapshots", filters => filters }, {
        insta::assert_snapshot!(format!("picture_{name}"), told(&picture));
    });
    picture
}

/// Somebody deletes the policy that lets anybody read the website.
pub async fn close_the_website(rehearsal: &Rehearsal) {
    let session = rehearsal.session(&[]).await.unwrap();
    let bucket = session.inventory(|inventory| inventory.of(Kind::Bucket)[0].id.clone());
    session.aws().s3().delete_bucket_policy().bucket(bucket).send().await.unwrap();
}

/// The picture of a deployment as AWS lists it now.
pub async fn picture_now(rehearsal: &Rehearsal, set: &[&str]) -> Picture {
    let session: Arc<Session> = rehearsal.session(set).await.unwrap();
    let answers = Arc::new(session.planned_answers().await.unwrap());
    picture_of(&read_drawing(&session, &answers).await.unwrap())
}

/// The picture in box characters, and why paths are as they are.
fn told(picture: &Picture) -> String {
    let mut told = text(picture);
    for (number, edge) in (1..).zip(&picture.edges) {
        if !edge.reason().is_empty() || !edge.via.is_empty() {
            told.push_str(&format!("{number}: via {:?}: {}\n", edge.via, edge.reason()));
        }
    }
    for thing in picture.things.iter().filter(|thing| !thing.remarks.is_empty()) {
        told.push_str(&format!("{}: {}\n", thing.id, thing.remarks.join("; ")));
    }
    for subnet in picture
        .vpcs
        .iter()
        .flat_map(|vpc| &vpc.subnets)
        .filter(|subnet| !subnet.remarks.is_empty())
    {
        told.push_str(&format!("{}: {}\n", subnet.id, subnet.remarks.join("; ")));
    }
    told
}

fn states(picture: &Picture) -> Vec<State> {
    let subnets = picture.vpcs.iter().flat_map(|vpc| &vpc.subnets).map(|subnet| subnet.state);
    let mut states: Vec<State> = picture.things.iter().map(|thing| thing.state).chain(subnets).collect();
    states.sort();
    states.dedup();
    states
}

#[tokio::test(start_paused = true)]
async fn before_anything_is_built_the_plan_is_drawn() {
    let picture = drawn(&Rehearsal::new(), &[], "planned").await;
    assert!(
        picture
            .things
            .iter()
            .all(|thing| thing.state == State::Planned || thing.resource_id.is_none())
    );
    assert!(picture.edges.len() > 10 && picture.edges.iter().all(|edge| !edge.is_known()));
}

#[tokio::test(start_paused = true)]
async fn a_whole_deployment_keeps_its_promises() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let picture = drawn(&rehearsal, &[], "whole").await;
    assert_eq!(states(&picture), [State::Built]);
    assert!(picture.edges.iter().all(|edge| edge.is_kept && edge.is_known()));
}

#[tokio::test(start_paused = true)]
async fn what_is_half_built_is_drawn_beside_what_will_be() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("database"), &[]).await.unwrap();
    let picture = drawn(&rehearsal, &[], "half_built").await;
    assert_eq!(states(&picture), [State::Planned, State::Built]);
}

#[tokio::test(start_paused = true)]
async fn three_zones_are_three_columns() {
    let set = ["vpc.availability-zones=3", "second-vpc.internet=nat"];
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &set).await.unwrap();
    let picture = drawn(&rehearsal, &set, "three_zones").await;
    assert_eq!(picture.vpcs[0].subnets.len(), 6);
}

#[tokio::test(start_paused = true)]
async fn the_first_network_stands_alone() {
    let set = ["vpc.s3-endpoint=false"];
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("vpc"), &set).await.unwrap();
    drawn(&rehearsal, &set, "first_step").await;
}

#[tokio::test(start_paused = true)]
async fn what_is_paused_sleeps() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.pause().await.unwrap();
    let picture = drawn(&rehearsal, &[], "paused").await;
    assert_eq!(states(&picture), [State::Built, State::Paused]);
}

#[tokio::test(start_paused = true)]
async fn a_missing_route_is_drawn_where_it_stops_the_path() {
    let broken = Broken::walked().await;
    broken.delete_route("route-table/private1", "0.0.0.0/0").await;
    let picture = drawn(broken.rehearsal(), &[], "missing_route").await;
    assert_eq!(states(&picture), [State::Built, State::Differs]);
    assert!(picture.edges.iter().any(|edge| !edge.is_kept && !edge.is_open()));
}

#[tokio::test(start_paused = true)]
async fn a_rule_too_many_is_drawn_as_a_path_that_should_be_closed() {
    let broken = Broken::walked().await;
    broken.authorize("security-group/app-host", from_everywhere("tcp", 22)).await;
    let picture = drawn(broken.rehearsal(), &[], "open_rule").await;
    assert!(picture.edges.iter().any(|edge| !edge.is_kept && edge.is_open()));
}

#[tokio::test(start_paused = true)]
async fn a_website_that_strangers_cannot_read_is_not_as_promised() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("site"), &[]).await.unwrap();
    close_the_website(&rehearsal).await;
    let picture = drawn(&rehearsal, &[], "closed_website").await;
    let edge = picture.edges.iter().find(|edge| edge.to == "bucket/site").unwrap();
    assert!(!edge.is_kept && !edge.is_open(), "{edge:?}");
}

#[tokio::test(start_paused = true)]
async fn what_others_put_there_is_named_and_thirty_groups_are_counted() {
    let broken = Broken::walked().await;
    let (ec2, vpc) = (&broken.ec2, broken.id(Kind::Vpc, "vpc/main"));
    let mut groups = Vec::new();
    for number in 0..30 {
        let create = ec2
            .create_security_group()
            .vpc_id(&vpc)
            .group_name(format!("theirs-{number}"));
        let made = create.description("theirs").send().await.unwrap();
        groups.push(made.group_id().unwrap().to_owned());
    }
    let create = ec2.create_subnet().vpc_id(&vpc).cidr_block("10.0.200.0/24");
    let subnet = create.send().await.unwrap().subnet().unwrap().subnet_id().unwrap().to_owned();
    tokio::time::sleep(Duration::from_secs(30)).await;
    let images = ec2.describe_images().owners("099720109477").send().await.unwrap();
    let image = images.images()[0].image_id().unwrap().to_owned();
    for place in [subnet, broken.id(Kind::Subnet, "subnet/public2")] {
        let run = ec2.run_instances().image_id(&image).instance_type(InstanceType::T3Micro);
        let run = run.min_count(1).max_count(1).subnet_id(place);
        run.set_security_group_ids(Some(groups[..5].to_vec())).send().await.unwrap();
    }
    let picture = drawn(broken.rehearsal(), &[], "foreign").await;
    let foreign = picture.things.iter().filter(|thing| thing.state == State::Foreign);
    let notes: Vec<&String> = foreign.flat_map(|thing| &thing.notes).collect();
    assert!(notes.len() == 2 && notes[0].ends_with("and 3 more"), "{notes:?}");
}
