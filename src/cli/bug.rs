//! A bug in jalon: the report instead of a raw panic, and an exit code of its own.

use std::sync::atomic::{AtomicBool, Ordering};

use super::exit_code;
use crate::hosts::close_shared_connections;
use crate::ui;

static IS_REPORTED: AtomicBool = AtomicBool::new(false);

/// From now on a panic of any thread is reported and ends the process, in every build profile.
///
/// That is safe at any time: everything made is recorded before its answer is used.
pub(super) fn report_panics() {
    let Some(reporter) = ui::bug_reporter() else { return };
    std::panic::set_hook(Box::new(move |info| {
        if IS_REPORTED.swap(true, Ordering::SeqCst) {
            // Another thread reports its own panic and ends the process.
            loop {
                std::thread::park();
            }
        }
        ui::TerminalState::restore_modes();
        ui::show_bug(&reporter, info);
        close_shared_connections();
        end();
    }));
}

#[expect(
    clippy::exit,
    reason = "a panic that unwinds would end one task and leave the run waiting for it"
)]
fn end() -> ! {
    std::process::exit(i32::from(exit_code::BUG))
}

/// Panics where a test asks for it, with the message in `JALON_TEST_PANIC`: at once, or as soon as the file named by
/// `JALON_TEST_PANIC_WHEN` exists. Release builds have no such thing.
#[cfg(debug_assertions)]
pub(super) fn panic_as_asked(runtime: &tokio::runtime::Runtime) {
    let Ok(message) = std::env::var("JALON_TEST_PANIC") else {
        return;
    };
    match std::env::var_os("JALON_TEST_PANIC_WHEN") {
        None => runtime.block_on(panic_with(message)),
        Some(file) => drop(runtime.spawn(async move {
            while !std::path::Path::new(&file).exists() {
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
            panic_with(message).await;
        })),
    }
}

#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "a test asked for it")]
async fn panic_with(message: String) {
    panic!("{message}");
}
