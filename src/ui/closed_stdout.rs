//! Whether the program was started with its standard output closed (`>&-`): Rust opens `/dev/null` in its place before `main`, and data that
//! is written there counts as written.

use std::sync::atomic::{AtomicBool, Ordering};

static IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether it was. Known on Linux; elsewhere it never is.
pub(super) fn was_stdout_closed() -> bool {
    IS_CLOSED.load(Ordering::Relaxed)
}

/// The system calls what stands in this section before Rust's own start.
#[cfg(target_os = "linux")]
#[used]
#[unsafe(link_section = ".init_array")]
static AT_START: extern "C" fn() = note_closed;

#[cfg(target_os = "linux")]
extern "C" fn note_closed() {
    // SAFETY: a system call that only asks about a number.
    let flags = unsafe { libc::fcntl(libc::STDOUT_FILENO, libc::F_GETFD) };
    IS_CLOSED.store(flags == -1, Ordering::Relaxed);
}
