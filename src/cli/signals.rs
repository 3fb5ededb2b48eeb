//! Signals: the first asks the run to stop, the second ends it at once. Either way nothing is lost.

use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};

use super::exit_code::SIGNALLED;
use crate::ui;
use crate::walkthrough::{Interruption, StopReason};

/// Watches for Ctrl-C, SIGTERM and a closed terminal from now on.
pub(super) fn watch(interruption: &Arc<Interruption>) {
    for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
        // Without a handler the system's own one ends the process, which is safe at any time.
        let Ok(mut signals) = signal(kind) else {
            continue;
        };
        let interruption = Arc::clone(interruption);
        let number = kind.as_raw_value();
        tokio::spawn(async move {
            while signals.recv().await.is_some() {
                if matches!(interruption.reason(), Some(StopReason::Signal(_))) {
                    ui::TerminalState::restore_saved();
                    std::process::exit(i32::from(SIGNALLED) + number);
                }
                interruption.stop(StopReason::Signal(number));
                ui::note_line("Stopping: calls under way are finished and recorded. Once more to leave at once.");
            }
        });
    }
}
