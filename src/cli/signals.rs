//! Signals: the first asks the run to stop, the second ends it at once. Either way nothing is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::signal::unix::{SignalKind, signal};

use super::exit_code::SIGNALLED;
use crate::ui;
use crate::walkthrough::{Interruption, StopReason};

/// Watches for Ctrl-C, SIGTERM and a closed terminal from now on.
pub(super) fn watch(interruption: &Arc<Interruption>) {
    let count = Arc::new(AtomicUsize::new(0));
    for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
        // Without a handler the system's own one ends the process, which is safe at any time.
        let Ok(mut signals) = signal(kind) else {
            continue;
        };
        let (interruption, count) = (Arc::clone(interruption), Arc::clone(&count));
        let number = kind.as_raw_value();
        tokio::spawn(async move {
            while signals.recv().await.is_some() {
                if count.fetch_add(1, Ordering::Relaxed) > 0 {
                    leave_at_once(number);
                }
                interruption.stop(StopReason::Signal(number));
                ui::note_line("Stopping: calls under way are finished and recorded. Once more to leave at once.");
            }
        });
    }
}

/// Everything made is recorded before its answer is used, so that leaving is safe at any time.
#[expect(
    clippy::disallowed_methods,
    reason = "the person asked twice; nothing else ends a run whose tasks hang"
)]
fn leave_at_once(signal: i32) {
    ui::TerminalState::restore_saved();
    std::process::exit(i32::from(SIGNALLED) + signal);
}
