//! While a person waits and looks elsewhere: progress in the terminal's tab and in the taskbar (OSC 9;4), and the terminal's bell when it
//! is worth looking again. Only on a terminal, and never where it isn't wanted.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use anstyle_progress::{TermProgress, TermProgressStatus, supports_term_progress};

use super::accessible::is_accessible;

const BELL: &str = "\x07";
/// Several waits that end together ring once.
const BETWEEN_BELLS: Duration = Duration::from_secs(1);

/// After how long a wait the bell rings; not set, or `None`, it never does, and there is no progress either.
static AFTER: OnceLock<Option<Duration>> = OnceLock::new();
static BUSY: Mutex<Busy> = Mutex::new(Busy {
    since: None,
    last_bell: None,
    shown: None,
});
/// Whether progress stands in the tab: known without a lock, for a panic.
static IS_SHOWN: AtomicBool = AtomicBool::new(false);
static IS_OVER: AtomicBool = AtomicBool::new(false);

struct Busy {
    /// Since when the person has had nothing to do.
    since: Option<Instant>,
    last_bell: Option<Instant>,
    shown: Option<Progress>,
}

/// How far the work is, as the tab shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// So many percent are done.
    Percent(u8),
    /// The same, and a question waits.
    Asking(u8),
}

/// From now on the bell rings after a wait of this long; `None`: nothing is to draw attention.
pub fn notify_after(after: Option<Duration>) {
    let _ = AFTER.set(after.filter(|_| std::io::stderr().is_terminal()));
    busy().since = Some(Instant::now());
}

fn after() -> Option<Duration> {
    AFTER.get().copied().flatten()
}

fn busy() -> std::sync::MutexGuard<'static, Busy> {
    BUSY.lock().unwrap_or_else(PoisonError::into_inner)
}

fn write(text: &str) {
    let mut stderr = std::io::stderr().lock();
    // A terminal that is gone needs nothing.
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

impl Busy {
    /// Whether a bell is due after a wait of this long.
    fn is_bell_due(&mut self, waited: Duration, after: Duration, now: Instant) -> bool {
        let is_quiet = self.last_bell.is_none_or(|last| now.duration_since(last) >= BETWEEN_BELLS);
        let is_due = waited >= after && is_quiet;
        if is_due {
            self.last_bell = Some(now);
        }
        is_due
    }
}

/// Something that was waited for is there, or gone.
pub(super) fn wait_ended(waited: Duration) {
    let is_due = after().is_some_and(|after| busy().is_bell_due(waited, after, Instant::now()));
    if is_due {
        write(BELL);
    }
}

/// A question comes up: whoever has waited for it may look elsewhere.
pub(super) fn question_waits() {
    let since = busy().since.take();
    wait_ended(since.map(|since| since.elapsed()).unwrap_or_default());
}

/// The question is answered.
pub(super) fn question_answered() {
    busy().since = Some(Instant::now());
}

/// The command is over.
pub fn command_ended() {
    question_waits();
}

/// Whether the tab takes progress: the terminal has to know the sequence, and a screen reader gets none.
pub(super) fn shows_progress() -> bool {
    static SHOWS: OnceLock<bool> = OnceLock::new();
    *SHOWS.get_or_init(|| after().is_some() && !is_accessible() && supports_term_progress(std::io::stderr().is_terminal()))
}

/// Shows how far the work is, in the tab; `None` takes it away.
pub(super) fn show_progress(progress: Option<Progress>) {
    if !shows_progress() || IS_OVER.load(Ordering::SeqCst) {
        return;
    }
    let mut busy = busy();
    if busy.shown == progress {
        return;
    }
    busy.shown = progress;
    IS_SHOWN.store(progress.is_some(), Ordering::SeqCst);
    write(&sequence(progress));
    // The end may have come meanwhile.
    if IS_OVER.load(Ordering::SeqCst) {
        write(&clearing());
    }
}

fn sequence(progress: Option<Progress>) -> String {
    let shown = match progress {
        None => TermProgress::remove(),
        Some(Progress::Percent(percent)) => TermProgress::start().percent(percent),
        Some(Progress::Asking(percent)) => TermProgress::none().status(TermProgressStatus::Paused).percent(percent),
    };
    shown.to_string()
}

/// What takes progress out of the tab for good, if any stands there. No lock is taken.
pub(super) fn clearing() -> String {
    IS_OVER.store(true, Ordering::SeqCst);
    match IS_SHOWN.swap(false, Ordering::SeqCst) {
        true => sequence(None),
        false => String::new(),
    }
}

/// Takes progress out of the tab for good.
pub(super) fn clear() {
    let clearing = clearing();
    if !clearing.is_empty() {
        write(&clearing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn idle() -> Busy {
        Busy {
            since: None,
            last_bell: None,
            shown: None,
        }
    }

    const HALF_A_MINUTE: Duration = Duration::from_secs(30);

    #[test]
    fn the_bell_rings_after_a_long_wait_only() {
        let now = Instant::now();
        assert!(idle().is_bell_due(HALF_A_MINUTE, HALF_A_MINUTE, now));
        assert!(!idle().is_bell_due(Duration::from_secs(29), HALF_A_MINUTE, now));
    }

    #[test]
    fn waits_that_end_together_ring_once() {
        let (mut busy, now) = (idle(), Instant::now());
        assert!(busy.is_bell_due(HALF_A_MINUTE, HALF_A_MINUTE, now));
        assert!(!busy.is_bell_due(HALF_A_MINUTE, HALF_A_MINUTE, now + Duration::from_millis(900)));
        assert!(busy.is_bell_due(HALF_A_MINUTE, HALF_A_MINUTE, now + BETWEEN_BELLS));
    }

    #[test]
    fn progress_is_written_as_terminals_read_it() {
        assert_eq!(sequence(Some(Progress::Percent(40))), "\x1b]9;4;1;40\x1b\\");
        assert_eq!(sequence(Some(Progress::Asking(40))), "\x1b]9;4;4;40\x1b\\");
        assert_eq!(sequence(None), "\x1b]9;4;0;\x1b\\");
    }
}
