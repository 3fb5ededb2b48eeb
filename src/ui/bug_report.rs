//! The report of a bug in jalon: what broke, where, and how to report it. Its reader may publish it, so it shows no value.

use std::any::Any;
use std::fmt;
use std::fs::File;
use std::io::{IsTerminal, Write};
use std::os::fd::AsFd;
use std::panic::{Location, PanicHookInfo};

use color_eyre::config::{HookBuilder, PanicHook, Theme};
use color_eyre::section::PanicMessage;
use console::measure_text_width;

use super::accessible::is_accessible;
use super::attention;
use super::hidden_values::{hide_values, shorten_source};
use super::style::Stream;
use super::text::{width, wrap};
use crate::locale::say;

/// Where bugs are reported; empty while the package names no repository.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
const SHOW_CURSOR: &str = "\x1b[?25h";

/// Makes reports of panics: with the calls that led there when `RUST_BACKTRACE` is set, and never with arguments or environment.
pub fn bug_reporter() -> Option<PanicHook> {
    let hooks = HookBuilder::blank()
        .add_default_filters()
        .display_env_section(false)
        .theme(Theme::new())
        .panic_message(Message::new())
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

/// What stands in the words of a report until its value is known.
const LATER: &str = "\u{e000}";

/// The part of a report that says what broke. Its words are read beforehand: a panic takes no lock, not even that of a catalogue.
struct Message {
    heading: String,
    stopped: String,
    labels: [String; 3],
    program: String,
    unnamed_thread: String,
    unknown_place: String,
    without_message: String,
}

impl Message {
    fn new() -> Self {
        let say = say();
        let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
        Self {
            heading: say.heading_error(),
            stopped: say.bug_stopped(LATER),
            labels: [say.bug_place(), say.bug_thread(), say.bug_program()],
            program: say.bug_program_is(env!("CARGO_PKG_VERSION"), system, processor),
            unnamed_thread: say.bug_unnamed_thread(),
            unknown_place: say.bug_unknown_place(),
            without_message: say.bug_without_message(),
        }
    }

    /// What broke, where, and in which program.
    fn description(&self, message: &str, location: Option<&Location<'_>>, thread: Option<&str>) -> String {
        let heading = format!("{} ", Stream::Err.bad(&self.heading).bold());
        let indent = " ".repeat(measure_text_width(&heading));
        let problem = wrap(&self.stopped.replace(LATER, message), width(), &heading, &indent);
        let place = location.map_or_else(
            || self.unknown_place.clone(),
            |location| {
                let (file, line) = (shorten_source(location.file()), location.line());
                format!("{file}:{line}:{}", location.column())
            },
        );
        let values = [place.as_str(), thread.unwrap_or(&self.unnamed_thread), &self.program];
        let widest = self
            .labels
            .iter()
            .map(|label| measure_text_width(label))
            .max()
            .unwrap_or_default();
        let lines = self.labels.iter().zip(values).map(|(label, value)| {
            let gap = " ".repeat(widest - measure_text_width(label) + 2);
            format!("\n  {label}{gap}{value}")
        });
        format!("{problem}\n{}", lines.collect::<String>())
    }
}

impl PanicMessage for Message {
    fn display(&self, info: &PanicHookInfo<'_>, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = message_of(info.payload());
        let message = message.as_deref().unwrap_or(&self.without_message);
        out.write_str(&self.description(message, info.location(), std::thread::current().name()))
    }
}

/// The message of a panic. One that the compiler knew holds no value; one that was put together may hold any.
fn message_of(payload: &dyn Any) -> Option<String> {
    match (payload.downcast_ref::<&'static str>(), payload.downcast_ref::<String>()) {
        (Some(constant), _) => Some((*constant).to_owned()),
        (None, Some(composed)) => Some(hide_values(composed)),
        (None, None) => None,
    }
}

/// What to do after a bug.
fn advice(repository: &str) -> String {
    let report = match repository {
        "" => say().bug_report(),
        repository => say().bug_report_at(format!("{repository}/issues")),
    };
    format!(
        "{}\n{}",
        wrap(&say().bug_resume(), width(), "", ""),
        wrap(&report, width(), "", "")
    )
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
        let message = |payload: &dyn Any| message_of(payload).unwrap_or_default();
        assert_eq!(message(&"the key \"main\" is missing"), "the key \"main\" is missing");
        assert_eq!(message(&"the key \"main\" is missing".to_owned()), "the key \"…\" is missing");
        assert_eq!(message(&7), "");
    }
}
