//! The report of a bug in jalon: what broke, where, and how to report it. Its reader may publish it, so it shows no value.

use std::any::Any;
use std::fmt;
use std::fs::File;
use std::io::{IsTerminal, Write};
use std::os::fd::AsFd;
use std::panic::{Location, PanicHookInfo};

use color_eyre::config::{HookBuilder, PanicHook, Theme};
use color_eyre::section::PanicMessage;

use super::accessible::is_accessible;
use super::attention;
use super::hidden_values::{hide_values, shorten_source};
use super::style::Stream;
use super::text::{width, wrap};

/// Where bugs are reported; empty while the package names no repository.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
const SHOW_CURSOR: &str = "\x1b[?25h";

/// Makes reports of panics: with the calls that led there when `RUST_BACKTRACE` is set, and never with arguments or environment.
pub fn bug_reporter() -> Option<PanicHook> {
    let hooks = HookBuilder::blank()
        .add_default_filters()
        .display_env_section(false)
        .theme(Theme::new())
        .panic_message(Message)
        .panic_section(advice(REPOSITORY))
        .try_into_hooks();
    hooks.ok().map(|(panics, _)| panics)
}

/// Shows the report of a panic, from within the panic: no lock is taken, since the thread that broke may hold any.
pub fn show_bug(reporter: &PanicHook, info: &PanicHookInfo<'_>) {
    let stderr = std::io::stderr();
    // A progress bar or a question may stand on the line.
    let (before, after) = match stderr.is_terminal() {
        true if is_accessible() => ("\r\n", String::new()),
        true => ("\r\n", format!("{SHOW_CURSOR}{}", attention::clearing())),
        false => ("", String::new()),
    };
    let report = format!("{before}{}\n{after}", without_home(&reporter.panic_report(info).to_string()));
    if let Ok(stderr) = stderr.as_fd().try_clone_to_owned() {
        // Where nobody reads stderr, the exit code remains.
        let _ = File::from(stderr).write_all(report.as_bytes());
    }
}

/// The part of a report that says what broke.
struct Message;

impl PanicMessage for Message {
    fn display(&self, info: &PanicHookInfo<'_>, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thread = std::thread::current();
        out.write_str(&description(
            &message_of(info.payload()),
            info.location(),
            thread.name().unwrap_or("without a name"),
        ))
    }
}

/// What broke, where, and in which program.
fn description(message: &str, location: Option<&Location<'_>>, thread: &str) -> String {
    let heading = format!("{} ", Stream::Err.bad("error:").bold());
    let problem = wrap(&format!("a bug in jalon stopped it: {message}"), width(), &heading, "       ");
    let place = location.map_or("unknown".to_owned(), |location| {
        let (file, line) = (shorten_source(location.file()), location.line());
        format!("{file}:{line}:{}", location.column())
    });
    format!(
        "{problem}\n\n  at       {place}\n  thread   {thread}\n  program  jalon {} for {} on {}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

/// The message of a panic. One that the compiler knew holds no value; one that was put together may hold any.
fn message_of(payload: &dyn Any) -> String {
    match (payload.downcast_ref::<&'static str>(), payload.downcast_ref::<String>()) {
        (Some(constant), _) => (*constant).to_owned(),
        (None, Some(composed)) => hide_values(composed),
        (None, None) => "a panic without a message".to_owned(),
    }
}

/// What to do after a bug.
fn advice(repository: &str) -> String {
    let place = match repository {
        "" => String::new(),
        repository => format!(" at {repository}/issues"),
    };
    let resume = "Everything made so far is recorded: run the same command again to resume.";
    let report = format!(
        "Please report the bug{place}, with this text. … stands for a value that was left out, so that no secret is in it. With RUST_BACKTRACE=1 in the \
         environment the text also shows the calls that led there."
    );
    format!("{}\n{}", wrap(resume, width(), "", ""), wrap(&report, width(), "", ""))
}

/// Paths under the person's home folder name the person.
fn without_home(report: &str) -> String {
    match std::env::home_dir() {
        Some(home) if home.components().count() > 1 => report.replace(&home.display().to_string(), "~"),
        _ => report.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_the_repository_where_there_is_one() {
        assert!(advice("https://example.com/jalon").contains("Please report the bug at https://example.com/jalon/issues, with"));
        assert!(advice("").contains("Please report the bug, with this text."));
    }

    #[test]
    fn only_messages_that_were_put_together_have_values_to_hide() {
        assert_eq!(message_of(&"the key \"main\" is missing"), "the key \"main\" is missing");
        assert_eq!(
            message_of(&"the key \"main\" is missing".to_owned()),
            "the key \"…\" is missing"
        );
        assert_eq!(message_of(&7), "a panic without a message");
    }
}
