//! Nothing scrolls away unread: whatever was written since the last answer is on the screen when the next one is asked for.

use std::time::{Duration, Instant};

use crate::support::{Jalon, Terminal};

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";
const SMALL: (u16, u16) = (24, 80);
const LARGE: (u16, u16) = (40, 120);

/// How long a question stands as it is before it counts as asked.
const SETTLED: Duration = Duration::from_millis(250);

/// A person who reads everything that is on the screen before answering.
struct Reader {
    terminal: Terminal,
    /// How many rows had scrolled off at the last answer, and what was on the screen then.
    read: (usize, Vec<String>),
    /// How much had been written by then.
    written: usize,
    /// What scrolled away between two answers, with the question it was missing at.
    missed: Vec<String>,
}

impl Reader {
    fn start(size: (u16, u16), jalon: &Jalon, arguments: &[&str]) -> Self {
        Self {
            terminal: Terminal::start_in(size, jalon, arguments),
            read: (0, Vec::new()),
            written: 0,
            missed: Vec::new(),
        }
    }

    /// Waits until something is asked, and returns the words of it; `None` when it is over.
    fn next_question(&mut self) -> Option<String> {
        let deadline = Instant::now() + Duration::from_secs(60);
        let (mut last, mut since) = (0, Instant::now());
        loop {
            let goes_on = self.terminal.goes_on();
            let written = self.terminal.stream().len();
            if written != last {
                (last, since) = (written, Instant::now());
            } else if since.elapsed() > SETTLED {
                match asked(&self.terminal.rows()) {
                    Some(question) if written > self.written => {
                        self.read(&question);
                        return Some(question);
                    }
                    _ if !goes_on => return None,
                    _ => {}
                }
            }
            assert!(Instant::now() < deadline, "nothing was asked:\n{}", self.terminal.screen());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Notes what is missing on the screen: it scrolled off since the last answer, and was not there then either.
    fn read(&mut self, question: &str) {
        let (off, on) = self.terminal.rows_off_and_on_screen();
        let (before, was_on) = &self.read;
        let gone = off.iter().skip(*before).enumerate();
        let unread = gone.filter(|(at, row)| was_on.get(*at) != Some(row) && !row.is_empty());
        let mut unread: Vec<&str> = unread.map(|(_, row)| row.as_str()).collect();
        // The answer itself stands where it was asked for, in more than one row where it is long.
        if unread.first().is_some_and(|row| is_answered(row)) {
            let is_more = |row: &&&str| is_answered(row) || row.starts_with("    ");
            let rows = unread.iter().take_while(is_more).count();
            unread.drain(..rows);
        }
        if !unread.is_empty() {
            self.missed.push(format!("at \"{question}\":\n  {}", unread.join("\n  ")));
        }
        self.read = (off.len(), on);
    }

    fn say(&mut self, keys: &str) {
        self.written = self.terminal.stream().len();
        self.terminal.type_keys(keys);
    }

    /// Answers until it is over, and returns how often Enter was pressed.
    fn go_through(mut self, answer: impl Fn(&str) -> String) -> usize {
        let mut asked = Vec::new();
        while let Some(question) = self.next_question() {
            let keys = answer(&question);
            asked.push(question);
            assert!(asked.len() < 200, "it has no end: {asked:#?}");
            self.say(&keys);
        }
        let enters = self.terminal.enters();
        assert!(self.missed.is_empty(), "scrolled away unread\n{}", self.missed.join("\n"));
        let (code, screen) = self.terminal.end_with_screen();
        assert_eq!(code, 0, "{screen}");
        enters
    }
}

/// The question that is open: the last that has a mark behind it, with nothing below but what can be chosen.
fn asked(rows: &[String]) -> Option<String> {
    let at = rows.iter().rposition(|row| row.starts_with("? "))?;
    let last = rows.iter().rposition(|row| !row.is_empty())?;
    let said = rows.get(at..=last)?.join(" ");
    // An answered question may stand above what is said next; what is open ends the screen.
    let is_open = last - at < 10 && rows.iter().skip(at + 1).all(|row| !row.starts_with('✔'));
    let question = said.strip_prefix("? ")?.split_once('›')?.0.trim();
    is_open.then(|| question.to_owned())
}

fn is_answered(row: &str) -> bool {
    row.starts_with("✔ ") && row.contains(" · ")
}

fn is_offer(question: &str) -> bool {
    question.starts_with("Try it now") || question.starts_with("Essayer")
}

/// Takes every default, and leaves the experiments out.
fn defaults(question: &str) -> String {
    match is_offer(question) {
        true => format!("{DOWN}{DOWN}{ENTER}"),
        false => ENTER.to_owned(),
    }
}

/// Takes every default, and the second of what is offered of experiments: later, and in the end none.
fn later(question: &str) -> String {
    match is_offer(question) {
        true => format!("{DOWN}{ENTER}"),
        false => ENTER.to_owned(),
    }
}

#[test]
fn a_walk_with_lessons_on_a_small_screen() {
    let enters = Reader::start(SMALL, &Jalon::new(), &["walk", "--sandbox"]).go_through(defaults);
    assert!(enters <= 50, "{enters} Enters");
}

#[test]
fn a_walk_whose_experiments_are_left_for_its_end() {
    Reader::start(SMALL, &Jalon::new(), &["walk", "--sandbox"]).go_through(later);
}

#[test]
fn a_walk_with_lessons_on_a_large_screen() {
    Reader::start(LARGE, &Jalon::new(), &["walk", "--sandbox"]).go_through(defaults);
}

#[test]
fn a_walk_with_lessons_in_french() {
    Reader::start(SMALL, &Jalon::new(), &["walk", "--sandbox", "--lang", "fr"]).go_through(defaults);
}

#[test]
fn a_brief_walk() {
    for (size, lang) in [(SMALL, "en"), (SMALL, "fr"), (LARGE, "en")] {
        let walk = ["walk", "--sandbox", "--brief", "--lang", lang];
        let enters = Reader::start(size, &Jalon::new(), &walk).go_through(defaults);
        assert!(enters <= 14, "{enters} Enters in {lang} on {size:?}");
    }
}

#[test]
fn what_goes_and_what_is_paused() {
    for (size, lang) in [(SMALL, "en"), (SMALL, "fr"), (LARGE, "en")] {
        let jalon = Jalon::new();
        jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
        Reader::start(size, &jalon, &["pause", "--lang", lang]).go_through(defaults);
        let name = |question: &str| match question.contains("demo") {
            true => format!("demo{ENTER}"),
            false => ENTER.to_owned(),
        };
        Reader::start(size, &jalon, &["resume", "--lang", lang]).go_through(defaults);
        Reader::start(size, &jalon, &["destroy", "--lang", lang]).go_through(name);
    }
}

#[test]
fn experiments_after_a_walk_and_in_one() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    for (size, lang) in [(SMALL, "en"), (SMALL, "fr"), (LARGE, "en")] {
        for step in ["vpc", "database", "app"] {
            let enters = Reader::start(size, &jalon, &["try", step, "--lang", lang]).go_through(|_| ENTER.to_owned());
            assert!(enters > 0, "nothing of {step} was asked in {lang} on {size:?}");
        }
    }
    let all = |_: &str| ENTER.to_owned();
    Reader::start(SMALL, &Jalon::new(), &["walk", "--sandbox"]).go_through(all);
}
