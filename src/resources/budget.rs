//! How many bytes of files may be in memory while they are sent.

use std::fmt;
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many bytes are read and not yet sent at most.
const IN_FLIGHT: usize = 20 * 1024 * 1024;
/// The bytes of one permit.
const PERMIT: usize = 1024;

/// How many bytes may be in flight still.
pub(super) struct Budget(Arc<Semaphore>);

impl Default for Budget {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(IN_FLIGHT / PERMIT)))
    }
}

impl fmt::Debug for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Budget({} KiB)", self.0.available_permits())
    }
}

impl Budget {
    /// Waits until so many bytes may be read; of more than there may ever be, until nothing else is in flight. `None` never comes, as the
    /// budget is never closed.
    pub(super) async fn take(&self, bytes: u64) -> Option<OwnedSemaphorePermit> {
        let permits = bytes.div_ceil(PERMIT as u64).clamp(1, (IN_FLIGHT / PERMIT) as u64);
        let semaphore = Arc::clone(&self.0);
        semaphore
            .acquire_many_owned(u32::try_from(permits).unwrap_or(u32::MAX))
            .await
            .ok()
    }
}
