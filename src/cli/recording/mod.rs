//! Recordings of walks: how long AWS took, and nothing of whose environment it was. The format is documented in docs/RECORDING.md.

mod reader;
mod times;
mod writer;

use serde::{Deserialize, Serialize};

pub(super) use reader::read;
pub(super) use writer::RecordingReporter;

/// The version of the format.
const VERSION: u32 = 1;
/// How large a recording becomes at most. Source: jalon's own choice; a walk takes about 60 KiB.
const MOST_BYTES: u64 = 4 << 20;

/// A line of a recording. Times are in seconds of the deployment's clock, `at` since the walk began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "kebab-case")]
enum Line {
    /// The first line of a file.
    Recording {
        /// The version of the format.
        version: u32,
        /// The version of the program.
        program: String,
    },
    /// A walk begins, or goes on after it was killed.
    Walk {
        /// `aws`, `endpoint` or `sandbox`.
        cloud: String,
        /// The region's code.
        region: String,
    },
    /// An attempt of a call has ended.
    Call {
        at: f64,
        /// As `ec2`.
        service: String,
        /// As `CreateVpc`.
        operation: String,
        /// Whether it changes something.
        changes: bool,
        /// How long the answer took.
        took: f64,
        /// AWS's error code, or a word where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// AWS has answered that it made something.
    Made { at: f64, kind: String },
    /// A listing held it for the first time, this long after the answer.
    Listed {
        at: f64,
        kind: String,
        /// When a listing last began that did not hold it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_yet: Option<f64>,
        by: f64,
    },
    /// It is ready, this long after the answer.
    Ready {
        at: f64,
        kind: String,
        /// When a listing last showed that it was not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_yet: Option<f64>,
        by: f64,
    },
    /// A host's first boot was waited for, so long.
    FirstBoot { at: f64, took: f64 },
    /// The walk has ended well.
    Finished { at: f64 },
    /// The recording has reached its limit, and nothing more is written.
    Full,
}
