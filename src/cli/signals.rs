//! Signals: the first asks the run to stop, the second ends it at once. Either way nothing is lost.

use std::sync::Arc;

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::exit_code::SIGNALLED;
use crate::ui;
use crate::walkthrough::{Interruption, StopReason};

/// Watches for Ctrl-C, SIGTERM and a closed terminal from now on.
///
/// The watch has a thread of its own: a run whose every thread waits for somebody to read what it says can still be ended.
pub(super) fn watch(interruption: &Arc<Interruption>) {
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
    std::thread::spawn(move || runtime.block_on(heed(signals, &interruption)));
}

async fn heed([mut interrupt, mut terminate, mut hangup]: [Option<Signal>; 3], interruption: &Interruption) {
    let mut asked = false;
    loop {
        let kind = tokio::select! {
            () = next(&mut interrupt) => SignalKind::interrupt(),
            () = next(&mut terminate) => SignalKind::terminate(),
            () = next(&mut hangup) => SignalKind::hangup(),
        };
        let number = kind.as_raw_value();
        if asked {
            leave_at_once(number);
        }
        asked = true;
        interruption.stop(StopReason::Signal(number));
        // Where nobody reads what is said, saying it may take for ever.
        std::thread::spawn(|| {
            ui::interjection("Stopping: calls under way are finished and recorded. Once more to leave at once.")
        });
    }
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

/// Everything made is recorded before its answer is used, so that leaving is safe at any time.
#[expect(clippy::exit, reason = "the person asked twice; nothing else ends a run whose tasks hang")]
fn leave_at_once(signal: i32) {
    let (restored, done) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        ui::TerminalState::restore_saved();
        restored.send(())
    });
    // A terminal that takes nothing any more must not hold up the end.
    let _ = done.recv_timeout(std::time::Duration::from_millis(200));
    std::process::exit(i32::from(SIGNALLED) + signal);
}
