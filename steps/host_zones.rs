//! The zones that hosts go into, by their numbers in the first network.

use super::hosts::{APP_HOST, TEST_HOST, instance};
use super::vpc::{self, MOST_ZONES, private_subnet, public_subnet};
use crate::locale::say;
use crate::resources::{Inventory, Key, Subnet};
use crate::walkthrough::Question;

/// The zone of the application host.
pub(super) static APP_HOST_ZONE: Question<u8> =
    question("app-host.zone", |inventory| zone_of(inventory, APP_HOST, public_subnet));

/// The zone of the private host.
pub(super) static TEST_HOST_ZONE: Question<u8> =
    question("test-host.zone", |inventory| zone_of(inventory, TEST_HOST, private_subnet));

/// A question for a zone, once something is there recovered from where it is.
pub(super) const fn question(key: &'static str, recover: fn(&Inventory) -> Option<u8>) -> Question<u8> {
    Question::new(key, || say().question_zone(), || say().question_zone_help(), |_| Some(1))
        .between(1, MOST_ZONES as u32)
        .checked(|zone, answers| match answers.get(&vpc::AVAILABILITY_ZONES) {
            Some(zones) if *zone > zones => Err(say().rule_zones(zones.to_string())),
            _ => Ok(()),
        })
        .detail()
        .lasting()
        .recovered_from(recover)
}

/// The number of the subnet that a host is in, once it is there.
fn zone_of(inventory: &Inventory, host: &'static str, subnet: fn(u8) -> Key<Subnet>) -> Option<u8> {
    let of_host = inventory.facts(&instance(host))?.subnet.as_deref()?;
    (1..=MOST_ZONES).find(|number| inventory.live(&subnet(*number)).is_some_and(|subnet| subnet.id == of_host))
}
