//! Text that fits: wrapping, durations, money.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::accessible::is_accessible;
use super::style::Stream;
use crate::locale::say;

/// Wider lines are hard to read, whatever the terminal allows.
const WIDEST: usize = 80;

/// How many columns to use on stderr: what `COLUMNS` says, else as many as the terminal has.
pub(super) fn width() -> usize {
    columns_of(&console::Term::stderr()).unwrap_or(WIDEST)
}

/// A line across the screen, where it isn't read aloud.
pub(super) fn rule() -> String {
    match is_accessible() {
        true => String::new(),
        false => "─".repeat(width()),
    }
}

/// How many columns to use on a stream. Data that goes to a file or a program isn't broken into lines.
pub(super) fn width_of(stream: Stream) -> usize {
    match stream {
        Stream::Err => width(),
        Stream::Out => columns_of(&console::Term::stdout()).unwrap_or(usize::MAX),
    }
}

fn columns_of(terminal: &console::Term) -> Option<usize> {
    let given = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let of_terminal = || terminal.size_checked().map(|(_, columns)| usize::from(columns));
    let columns: usize = given.or_else(of_terminal)?;
    Some(columns.clamp(40, WIDEST))
}

/// How many rows the terminal on stderr has, where it says so.
pub(super) fn terminal_rows() -> Option<usize> {
    console::Term::stderr().size_checked().map(|(rows, _)| usize::from(rows))
}

/// Breaks a paragraph into lines of at most `width` columns, each after `indent`, the first after `first`.
pub(super) fn wrap(paragraph: &str, width: usize, first: &str, indent: &str) -> String {
    let mut lines = vec![first.to_owned()];
    let mut is_fresh = true;
    for word in words(paragraph) {
        let current = lines.last().map_or(0, |line| console::measure_text_width(line));
        if !is_fresh && current + 1 + console::measure_text_width(word) > width {
            lines.push(indent.to_owned());
            is_fresh = true;
        }
        if let Some(line) = lines.last_mut() {
            if !is_fresh {
                line.push(' ');
            }
            line.push_str(word);
        }
        is_fresh = false;
    }
    lines.join("\n")
}

/// The same text, whose lines are broken between words where they are wider than this; what they are continued by is indented further.
pub(super) fn fitted(text: &str, width: usize) -> String {
    let fit = |line: &str| {
        if console::measure_text_width(line) <= width {
            return line.to_owned();
        }
        let indent: String = line.chars().take_while(|character| *character == ' ').collect();
        wrap(line, width, &indent, &format!("{indent}    "))
    };
    text.lines().map(fit).collect::<Vec<_>>().join("\n")
}

/// The same, for what is said on stderr.
pub fn fitted_to_terminal(text: &str) -> String {
    fitted(text, width())
}

/// The words of a paragraph. A command between backticks is one word: broken into lines it could not be copied.
fn words(paragraph: &str) -> Vec<&str> {
    let mut is_code = false;
    let mut is_between = |c: char| {
        is_code ^= c == '`';
        !is_code && is_breakable(c)
    };
    // An odd backtick opens nothing.
    if paragraph.matches('`').count() % 2 == 1 {
        return paragraph.split(is_breakable).filter(|word| !word.is_empty()).collect();
    }
    paragraph.split(&mut is_between).filter(|word| !word.is_empty()).collect()
}

/// Whether a line may end here: not at a space that holds words together, as before a French colon.
fn is_breakable(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}')
}

/// Minutes and seconds, e.g. `4:24`, or `1:02:05` from an hour on.
pub fn clock_time(duration: Duration) -> String {
    let (hours, minutes, seconds) = clock_parts(duration);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// Hours, minutes and seconds.
fn clock_parts(duration: Duration) -> (u64, u64, u64) {
    let seconds = duration.as_secs();
    (seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// How long something takes, in a sentence.
pub fn duration_text(duration: Duration) -> String {
    let (hours, minutes, seconds) = clock_parts(duration);
    let padded = |number| format!("{number:02}");
    match (hours, seconds) {
        (0, 0) => say().duration_whole_minutes(minutes.to_string()),
        (0, seconds) => say().duration_minutes(minutes, padded(seconds)),
        (hours, seconds) => say().duration_hours(hours.to_string(), padded(minutes), padded(seconds)),
    }
}

/// A moment, to the minute.
pub fn moment_text(moment: Timestamp) -> String {
    let moment = moment.to_zoned(TimeZone::UTC);
    let part = |form: &str| moment.strftime(form).to_string();
    say().moment(date_text(moment.date()), part("%H"), part("%M"))
}

/// A day.
pub(super) fn date_text(day: Date) -> String {
    let say = say();
    let month = say.month(day.month(), format!("{:02}", day.month()));
    let number = say.day(day.day(), format!("{:02}", day.day()));
    say.date(day.year().to_string(), month, number)
}

/// One thing, or several: `1 check`, `3 checks`. What it is called is known to the catalogue, by its English name.
pub fn count(number: usize, thing: &str) -> String {
    say().counted(thing, number)
}

/// Several things in a sentence: `one`, `one and another`, `one, another and a third`.
pub(super) fn all_of(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] => say().and(some.join(", "), last.as_str()),
    }
}

/// A path without the folder that the command was started in.
pub(super) fn from_here(path: &Path) -> &Path {
    let here = std::env::current_dir().ok();
    let inside = here.and_then(|here| path.strip_prefix(here).ok());
    inside.unwrap_or(path)
}

/// A path as a terminal shows it: control characters are escaped.
pub(super) fn shown_path(path: &Path) -> String {
    let mut shown = String::new();
    for character in path.to_string_lossy().chars() {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_broken_between_words() {
        assert_eq!(wrap("one two three four", 9, "- ", "  "), "- one two\n  three\n  four");
    }

    #[test]
    fn commands_are_not_broken() {
        assert_eq!(
            wrap("run `jalon walk --yes` to go on", 12, "", ""),
            "run\n`jalon walk --yes`\nto go on"
        );
    }

    #[test]
    fn lines_that_fit_stay_as_they_are() {
        assert_eq!(fitted("  a   b\n\n  one two three", 10), "  a   b\n\n  one two\n      three");
    }

    #[test]
    fn durations_read_like_a_clock() {
        assert_eq!(clock_time(Duration::from_secs(64)), "1:04");
        assert_eq!(clock_time(Duration::from_secs(3725)), "1:02:05");
    }
}
