//! The checkpoint: what the program remembers of one deployment between runs, in `STATE_DIR/DEPLOYMENT/`.
//!
//! AWS, through its tags, is the truth; this is memory and speed. `state.json` holds the answers, the steps' status and every
//! resource's record; it never holds a secret. `secrets.json` holds those, apart, readable by its owner alone.

mod atomic_file;
mod error;
mod expiry;
mod folder;
mod known;
mod lock;
mod model;
mod own_file;
mod price_record;
mod put_away;
mod regular_file;
mod runs;
mod secret_text;
mod secrets;
mod shared_text;
mod site_record;
mod state_dir;
mod store;
mod talk;
mod trust;

pub use error::{CheckpointError, StateOwner};
pub use expiry::Expiry;
pub use folder::{Disk, Folder};
pub use known::{Remembered, known_deployments};
pub use lock::Lock;
pub use model::{FORMAT, LastCommand, Pause, ResourceRecord, ResourceStatus, StateFile, StepRecord, StepStatus};
pub use price_record::{KeptPrice, KeptPrices, PRICES_FILE, PriceRecord};
pub use put_away::put_away;
pub use regular_file::open_regular;
pub use runs::{RecordedEvent, RecordedRun, RunFile, RunName, RunReader, last_run, recorded_runs};
pub use secret_text::SecretText;
pub use secrets::{SECRETS_FILE, Secrets};
pub use shared_text::SharedText;
pub use site_record::{SITE_FILE, SentObject, SentObjects, SiteRecord};
pub use store::{Checkpoint, STATE_FILE, read_state};
pub use talk::{Talk, Tries};
pub use trust::{Distrust, open_to_others};
