//! When AWS's own waits end, told by the world itself: what a client can only find out by asking again and again.
//!
//! The benchmarks measure against it how late a client knows.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::world::World;
use super::{ec2, rds};

/// The moments of one thing that takes time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moments {
    /// The kind, as EC2's tag specifications name it; `db-instance` and `db-snapshot` beside those.
    pub kind: &'static str,
    /// Its id, or its name where that is its identity.
    pub id: String,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// When AWS made it.
    pub made: Timestamp,
    /// From when on it can be used; `None` while that hangs on another call, as with a peering that is not accepted.
    pub usable: Option<Timestamp>,
    /// From when on it is gone, once its deletion was asked for.
    pub gone: Option<Timestamp>,
}

/// Of everything that has been asked for and takes time.
pub fn take(world: &World) -> Vec<Moments> {
    let mut moments = ec2::moments::take(&world.ec2);
    moments.extend(rds::moments(&world.rds));
    moments
}
