//! Everything line by line, for a screen reader: questions are answered by lines, and nothing is redrawn.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::modules::Modules;
use crate::support::{Jalon, Terminal};

/// Fails where a stream holds what a screen reader can't read: escape sequences, and characters that go back.
#[track_caller]
fn is_plain(stream: &str) {
    let lines = stream.replace("\r\n", "\n");
    for character in ['\x1b', '\r', '\x08', '\x07', '\x0b', '\x0c'] {
        assert!(!lines.contains(character), "{character:?} is written:\n{lines:?}");
    }
    for drawn in ["─", "━", "╌", "│", "┌", "⠋", "›", "❯"] {
        assert!(!lines.contains(drawn), "{drawn} is drawn:\n{lines}");
    }
}

/// What is written after a place, once it ends as a question does, or the program ends.
fn next_question(terminal: &mut Terminal, from: usize) -> Option<String> {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let goes_on = terminal.goes_on();
        let stream = terminal.stream();
        let new = &stream[from..];
        if new.ends_with(": ") {
            return Some(new.to_owned());
        }
        if !goes_on {
            return None;
        }
        assert!(Instant::now() < deadline, "no question came:\n{stream}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Answers each question by a line until the program ends, and returns all that was written.
fn answer_all(terminal: &mut Terminal, answer: impl Fn(&str) -> &'static str) -> String {
    let mut from = 0;
    while let Some(question) = next_question(terminal, from) {
        from += question.len();
        terminal.type_keys(&format!("{}\n", answer(&question)));
    }
    terminal.stream()
}

#[test]
fn a_whole_guided_walk_is_answered_line_by_line() {
    let jalon = Jalon::new().with("ACCESSIBLE", "1");
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox"]);
    let stream = answer_all(&mut terminal, |question| match question.lines().last().unwrap_or_default() {
        enter if enter.starts_with("Type a number from 1 to 4;") && question.contains("Your answers?") => "ask me each",
        "Name prefix (demo): " => "harbour",
        "IPv4 range (CIDR) (10.0.0.0/16): " if question.contains("is too large") => "10.5.0.0/16",
        enter if enter.starts_with("Type a number") && question.contains("Details?") => "2",
        "IPv4 range (CIDR) (10.0.0.0/16): " => "10.0.0.0/8",
        _ => "",
    });
    assert_eq!(terminal.end(), 0, "{stream}");
    is_plain(&stream);
    for said in [
        "10.0.0.0/8 is too large",
        "  create: VPC harbour-vpc",
        "  done: vpc is done: 10 made",
        "S3 gateway endpoint\r\n  1. yes\r\n  2. no\r\nType a number from 1 to 2; Enter alone is 1: ",
        "  1. yes, go on\r\n",
        "  5. quit\r\n",
        "Type a number from 1 to 5; Enter alone is 1: ",
        "checks passed",
    ] {
        assert!(stream.contains(said), "{said} is not said:\n{stream}");
    }
}

#[test]
fn a_menu_takes_a_number_and_says_which_there_are_not() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--accessible"]);
    let stream = answer_all(&mut terminal, |question| match question {
        question if question.contains("There is no 7.") => "5",
        question if question.contains("Do it?") => "7",
        _ => "",
    });
    assert_eq!(terminal.end(), 0, "{stream}");
    is_plain(&stream);
    assert!(stream.contains("There is no 7.\r\nType a number from 1 to 5"), "{stream}");
}

#[test]
fn yes_and_no_are_typed_and_ctrl_c_leaves() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--brief", "--accessible"]);
    terminal.answer("Your answers?", "3\n");
    terminal.answer("Name prefix (demo):", "?\n");
    terminal.expect("Its key is vpc.name");
    terminal.type_keys("\n");
    terminal.answer("IPv4 range (CIDR) (10.0.0.0/16):", "\n");
    terminal.answer("Availability zones (2):", "\n");
    terminal.answer("Details?", "2\n");
    terminal.answer("S3 gateway endpoint", "perhaps\n");
    terminal.expect("There is no perhaps.");
    terminal.type_keys("no\n");
    terminal.answer("Do it?", "\x03");
    let (code, _) = terminal.end_with_screen();
    assert_eq!(code, 130);
    let answers = std::fs::read_to_string(jalon.kept("state.json")).unwrap();
    assert!(answers.contains("\"vpc.s3-endpoint\": false"), "{answers}");
}

#[test]
fn long_waits_say_how_far_they_are() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--accessible", "--yes", "--until", "database"];
    let mut terminal = Terminal::start_at("100", &jalon, &walk);
    let stream = answer_all(&mut terminal, |_| "");
    assert_eq!(terminal.end(), 0, "{stream}");
    is_plain(&stream);
    for said in ["the DB instance: 25 % of about 4:24", "the DB instance: 50 % of about 4:24"] {
        assert!(stream.contains(said), "{said} is not said:\n{stream}");
    }
}

#[test]
fn a_name_is_typed_as_ever() {
    let jalon = Jalon::new().with("JALON_ACCESSIBLE", "1");
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let mut terminal = Terminal::start(&jalon, &["destroy"]);
    let stream = answer_all(&mut terminal, |_| "demo");
    assert_eq!(terminal.end(), 0, "{stream}");
    is_plain(&stream);
    assert!(stream.contains("nothing of them is left"), "{stream}");
}

#[test]
fn every_prompt_can_be_answered_by_a_line() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    for (file, text) in Modules::sources(&ui) {
        let is_own = file.starts_with(ui.join("prompts"));
        let of_dialoguer = text
            .lines()
            .find(|line| line.starts_with("use dialoguer::") && !line.starts_with("use dialoguer::theme"));
        assert!(
            is_own || of_dialoguer.is_none(),
            "{} asks past src/ui/prompts: {of_dialoguer:?}",
            file.display()
        );
    }
}
