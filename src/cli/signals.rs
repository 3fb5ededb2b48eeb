//! Signals: the first asks the run to stop, and ends it soon whatever it does; the second ends it at once. Either way nothing is lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::exit_code::SIGNALLED;
use crate::hosts::close_shared_connections;
use crate::locale::say;
use crate::ui;
use crate::walkthrough::{Interruption, StopReason};

/// How long a run that is asked to stop may take. Calls under way end sooner; what goes beyond waits for a disk, for a pipe that nobody
/// reads or writes, or for another process.
const ENDS_WITHIN: Duration = Duration::from_secs(6);
/// How long saying something may hold up the end: where nobody reads, it may take for ever.
const SAYING: Duration = Duration::from_millis(500);

/// Who says how the run ended: the run itself, or the watch over it.
static IS_ENDING: AtomicBool = AtomicBool::new(false);

/// Lets the run end by itself and say how. Where the watch has begun to end it, this waits for that.
pub(super) fn begin_to_end() {
    if IS_ENDING.swap(true, Ordering::SeqCst) {
        loop {
            std::thread::park();
        }
    }
}

/// Watches for Ctrl-C, SIGTERM and a closed terminal from now on; `say_stopped` says that the run was stopped, where it does not itself.
///
/// The watch has a thread of its own: a run whose every thread waits for somebody to read what it says can still be ended.
pub(super) fn watch(interruption: &Arc<Interruption>, say_stopped: impl FnOnce(StopReason) + Send + 'static) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    // Without a handler the system's own one ends the process, which is safe at any time.
    let Ok(runtime) = runtime else { return };
    let hangup_is_ignored = is_ignored(SignalKind::hangup());
    let signals = {
        let _entered = runtime.enter();
        [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()].map(|kind| match kind {
            // `nohup` means it.
            _ if kind == SignalKind::hangup() && hangup_is_ignored => None,
            _ => signal(kind).ok(),
        })
    };
    let interruption = Arc::clone(interruption);
    std::thread::spawn(move || runtime.block_on(heed(signals, &interruption, say_stopped)));
}

async fn heed(
    mut signals: [Option<Signal>; 3],
    interruption: &Interruption,
    say_stopped: impl FnOnce(StopReason) + Send + 'static,
) {
    let first = any(&mut signals).await;
    interruption.stop(StopReason::Signal(first));
    // Nobody waits for it.
    std::thread::spawn(|| ui::interjection(&say().note_stopping()));
    tokio::select! {
        second = any(&mut signals) => leave(second, ui::TerminalState::restore_saved),
        () = tokio::time::sleep(ENDS_WITHIN) => {}
    }
    let is_said = IS_ENDING.swap(true, Ordering::SeqCst);
    leave(first, move || {
        if !is_said {
            say_stopped(StopReason::Signal(first));
        }
        ui::TerminalState::restore_saved();
    })
}

/// The number of the next signal.
async fn any([interrupt, terminate, hangup]: &mut [Option<Signal>; 3]) -> i32 {
    let kind = tokio::select! {
        () = next(interrupt) => SignalKind::interrupt(),
        () = next(terminate) => SignalKind::terminate(),
        () = next(hangup) => SignalKind::hangup(),
    };
    kind.as_raw_value()
}

async fn next(signals: &mut Option<Signal>) {
    match signals {
        Some(signals) => drop(signals.recv().await),
        None => std::future::pending().await,
    }
}

/// Whether whoever started this process has it ignore a signal. Known where the system has a `/proc` (Linux); elsewhere none is.
fn is_ignored(kind: SignalKind) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (kind.as_raw_value() - 1) & 1 == 1)
}

/// Everything made is recorded before its answer is used, so that leaving is safe at any time. A terminal that takes nothing any more must
/// not hold up the end.
#[expect(
    clippy::exit,
    reason = "the person asked twice, or a thread waits for what may never come; nothing else ends such a run"
)]
fn leave(signal: i32, last_words: impl FnOnce() + Send + 'static) -> ! {
    close_shared_connections();
    let (said, done) = mpsc::channel();
    std::thread::spawn(move || {
        last_words();
        said.send(())
    });
    let _ = done.recv_timeout(SAYING);
    std::process::exit(i32::from(SIGNALLED) + signal);
}
