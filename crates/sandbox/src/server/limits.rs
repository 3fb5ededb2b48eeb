//! What the served sandbox takes, so that no client can use up its memory, its connections or its time.

use std::time::Duration;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// Limits of a served sandbox. `docs/SANDBOX.md` lists them.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at once; more wait until one ends, and idle ones are closed for them.
    pub connections: usize,
    /// Bytes of an object or a part in one request.
    pub object: usize,
    /// Bytes of any other body.
    pub message: usize,
    /// Bytes of a body without credentials.
    pub anonymous: usize,
    /// Bytes of all bodies that are being received, what [`Limits::small`] leaves out aside.
    pub memory: usize,
    /// Bytes up to which a body, or an answer, does not count as large.
    pub small: usize,
    /// Large answers at once.
    pub large_answers: usize,
    /// How long the head of a request may take, and a connection be idle.
    pub head: Duration,
    /// How long a body may take, [`Limits::slowest`] aside, and an answer not be taken.
    pub patience: Duration,
    /// Bytes a second: a body may take longer by the time that it takes at this speed.
    pub slowest: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            object: 256 * MIB,
            message: 4 * MIB,
            anonymous: 64 * KIB,
            memory: 512 * MIB,
            small: MIB,
            large_answers: 4,
            head: Duration::from_secs(30),
            patience: Duration::from_secs(60),
            slowest: 16 * KIB,
        }
    }
}

impl Limits {
    /// The memory for large bodies, in KiB.
    pub(super) fn memory_kib(&self) -> usize {
        self.memory / KIB
    }

    /// How long a body may have taken of which this much has arrived.
    pub(super) fn time_for(&self, received: usize) -> Duration {
        self.patience + Duration::from_secs((received / self.slowest.max(1)) as u64)
    }
}
