//! What a sandbox is like, as a command's options describe it.

use jalon_sandbox::{Account, Latencies};

use super::fault_options::SANDBOX_SEED;

/// What a sandbox is like.
pub(super) struct SandboxSettings {
    pub(super) account: Account,
    pub(super) seed: u64,
    pub(super) latencies: Latencies,
    /// The options that say so, as they are typed.
    pub(super) given: Vec<String>,
}

impl Default for SandboxSettings {
    fn default() -> Self {
        Self {
            account: Account::default(),
            seed: SANDBOX_SEED,
            latencies: Latencies::default(),
            given: Vec::new(),
        }
    }
}
