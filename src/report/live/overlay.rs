//! The picture of what was read last, with what events have told since.

use super::progress::{Presence, Progress};
use crate::picture::{Picture, State};

/// Puts what a run has told into a picture.
pub(super) fn overlay(picture: &mut Picture, progress: &Progress) {
    for vpc in &mut picture.vpcs {
        vpc.state = told(progress, &vpc.id, vpc.state);
        for subnet in &mut vpc.subnets {
            subnet.state = told(progress, &subnet.id, subnet.state);
        }
    }
    for thing in &mut picture.things {
        thing.state = told(progress, &thing.id, thing.state);
    }
}

/// How something stands. What differs from what is wanted, and what is others', events don't tell.
fn told(progress: &Progress, id: &str, read: State) -> State {
    match (progress.things.get(id), read) {
        (Some(Presence::There), State::Planned | State::Paused) => State::Built,
        (Some(Presence::Gone), State::Built | State::Differs | State::Paused) => State::Planned,
        (Some(Presence::Stopped), State::Built) => State::Paused,
        (_, read) => read,
    }
}
