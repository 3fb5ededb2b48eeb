//! The modification of a volume while it goes on, and its item in answers.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::{after, iso8601};
use crate::protocol::Element;

/// How long a modification takes until the new size can be used (estimate).
const MODIFYING: Duration = Duration::from_secs(10);
/// How long the volume is optimized then (estimate; AWS says minutes to hours).
const OPTIMIZING: Duration = Duration::from_mins(5);

/// The last modification of a volume.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Modification {
    pub(super) at: Timestamp,
    pub(super) original: Shape,
    pub(super) target: Shape,
}

/// What a modification changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Shape {
    pub(super) size: i64,
    pub(super) kind: String,
    pub(super) iops: Option<i64>,
    pub(super) throughput: Option<i64>,
}

impl Shape {
    fn fields(&self, element: Element, side: &str) -> Element {
        element
            .text(format!("{side}Size"), self.size)
            .text(format!("{side}VolumeType"), &self.kind)
            .optional(format!("{side}Iops"), self.iops)
            .optional(format!("{side}Throughput"), self.throughput)
            .text(format!("{side}MultiAttachEnabled"), false)
    }
}

impl Modification {
    fn state(&self, now: Timestamp) -> &'static str {
        let usable = after(self.at, MODIFYING);
        match now {
            now if now < usable => "modifying",
            now if now < after(usable, OPTIMIZING) => "optimizing",
            _ => "completed",
        }
    }

    /// Its item in answers.
    pub(super) fn element(&self, volume: &str, now: Timestamp, name: &str) -> Element {
        let state = self.state(now);
        let progress = match state {
            "modifying" => 0,
            "optimizing" => 50,
            _ => 100,
        };
        let element = Element::new(name).text("volumeId", volume).text("modificationState", state);
        let element = self.original.fields(self.target.fields(element, "target"), "original");
        let ended = (state == "completed").then(|| iso8601(after(after(self.at, MODIFYING), OPTIMIZING)));
        element
            .text("progress", progress)
            .text("startTime", iso8601(self.at))
            .optional("endTime", ended)
    }
}
