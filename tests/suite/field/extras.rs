//! What accounts have whatever their kind: GuardDuty, zones at the edge, an organization without RDS, and another clock than this machine's.

use std::time::Duration;

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{Filter, LocationType};
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::StepPlan;
use jalon_sandbox::{Account, Extra};
use tokio::time::Instant;

use crate::support::{Endpoint, Jalon, Rehearsal, ServedSandbox, advice, problem};

fn account_with(extras: &[Extra]) -> Account {
    Account {
        extras: extras.iter().copied().collect(),
        ..Account::default()
    }
}

/// The services of the endpoints in the account.
async fn endpoints(ec2: &Client) -> Vec<String> {
    let listed = ec2.describe_vpc_endpoints().send().await.unwrap();
    let services = listed.vpc_endpoints().iter().filter_map(|endpoint| endpoint.service_name());
    services.map(str::to_owned).collect()
}

#[tokio::test(start_paused = true)]
async fn guardduty_guards_each_vpc_with_hosts_and_nothing_of_it_is_left() {
    let rehearsal = Rehearsal::with_account(account_with(&[Extra::GuardDuty]));
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let ec2 = session.aws().ec2();
    let guarded = endpoints(ec2).await;
    let of_guardduty = guarded.iter().filter(|service| service.ends_with(".guardduty-data"));
    assert_eq!(of_guardduty.count(), 2, "{guarded:?}");
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(StepPlan::is_settled), "{plans:?}");
    rehearsal.destroy(false).await.unwrap();
    let left = rehearsal.simulator.ground_truth();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(start_paused = true)]
async fn no_subnet_is_in_a_local_zone_or_a_wavelength_zone() {
    let rehearsal = Rehearsal::with_account(account_with(&[Extra::LocalZones, Extra::WavelengthZones]));
    let ec2 = rehearsal.aws().ec2().clone();
    let of_type = Filter::builder().name("instance-type").values("t3.medium").build();
    let offerings = ec2
        .describe_instance_type_offerings()
        .location_type(LocationType::AvailabilityZone);
    let offerings = offerings.filters(of_type).send().await.unwrap();
    let offering: Vec<&str> = offerings
        .instance_type_offerings()
        .iter()
        .filter_map(|offering| offering.location())
        .collect();
    for edge in ["us-east-1-atl-1a", "us-east-1-wl1-bos-wlz-1"] {
        assert!(offering.contains(&edge), "{offering:?}");
    }
    rehearsal.walk(Some("second-vpc"), &[]).await.unwrap();
    let subnets = ec2.describe_subnets().send().await.unwrap();
    assert!(subnets.subnets().len() > 4, "{subnets:?}");
    for subnet in subnets.subnets() {
        let zone = subnet.availability_zone().unwrap();
        assert_eq!(zone.len(), "us-east-1a".len(), "a subnet is in {zone}");
    }
}

#[tokio::test(start_paused = true)]
async fn zones_at_the_edge_are_shown_to_those_who_have_opted_in_and_to_who_asks_for_all() {
    let rehearsal = Rehearsal::with_account(account_with(&[Extra::LocalZones]));
    let ec2 = rehearsal.aws().ec2().clone();
    let shown = |all: bool| {
        let ec2 = ec2.clone();
        async move {
            let zones = ec2
                .describe_availability_zones()
                .all_availability_zones(all)
                .send()
                .await
                .unwrap();
            let zones = zones.availability_zones.unwrap_or_default().into_iter();
            let status = zones.map(|zone| (zone.zone_name.unwrap(), zone.opt_in_status.unwrap().as_str().to_owned()));
            status.filter(|(name, _)| name.len() > "us-east-1a".len()).collect::<Vec<_>>()
        }
    };
    let local = ("us-east-1-atl-1a".to_owned(), "opted-in".to_owned());
    let wavelength = ("us-east-1-wl1-bos-wlz-1".to_owned(), "not-opted-in".to_owned());
    assert_eq!(shown(false).await, std::slice::from_ref(&local));
    assert_eq!(shown(true).await, [local, wavelength]);
}

#[tokio::test(start_paused = true)]
async fn an_organization_without_rds_is_told_as_such_and_the_walk_goes_on_once_it_lifts_that() {
    let rehearsal = Rehearsal::with_account(account_with(&[Extra::NoRds]));
    let began = Instant::now();
    let error = rehearsal.walk(None, &[]).await.err().unwrap();
    let said = format!("{}\n{}", problem(&error), advice(&error).unwrap_or_default());
    for part in ["AccessDenied", "service control policy", "rds:"] {
        assert!(said.contains(part), "\"{part}\" is missing in: {said}");
    }
    assert!(began.elapsed() < Duration::from_secs(30), "it took {:?}", began.elapsed());
    rehearsal.simulator.change_account(|account| account.extras.clear());
    let session = rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(session.steps().count(), WALKTHROUGH.count());
}

#[test]
fn a_sandbox_whose_clock_is_another_refuses_as_aws_does_and_says_by_how_much() {
    for (skew, told) in [("25m", "minutes behind AWS's"), ("-2h", "ahead of AWS's")] {
        let sandbox = ServedSandbox::start_with(&["--clock-skew", skew]);
        let said = sandbox.jalon().run(&["walk", "--yes"]).ends_with(1).stderr_line();
        assert!(said.contains(told), "{skew}: {said}");
        let rehearsed = Jalon::new();
        let walk = ["walk", "--yes", "--sandbox", "--clock-skew", skew];
        let said = rehearsed.run(&walk).ends_with(1).stderr_line();
        assert!(said.contains(told), "{skew}: {said}");
    }
    let nearly = ServedSandbox::start_with(&["--clock-skew", "4m"]);
    nearly.jalon().run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
}
