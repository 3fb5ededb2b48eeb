//! The talk of a guided walk: lessons come in pages before any question, steps don't speak in each other's talk, and whoever comes back is
//! asked nothing twice.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jalon::steps::WALKTHROUGH;

use crate::support::{Jalon, Terminal};

const ENTER: &str = "\r";

/// The questions that are open on a screen: the words before the mark of the last line that has one.
fn open_prompt(screen: &str) -> Option<String> {
    let last = screen.lines().rfind(|line| !line.trim().is_empty())?;
    let asked = last.strip_prefix("? ").and_then(|asked| asked.split_once(" ›"));
    asked.map(|(prompt, _)| prompt.split(" (").next().unwrap_or(prompt).to_owned())
}

/// Waits for a question that stands behind a step's heading or a resumption; `None` when the walk is over.
fn next_prompt(terminal: &mut Terminal, answered: &str) -> Option<String> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let screen = terminal.screen();
        match open_prompt(&screen) {
            Some(prompt) if prompt != answered => return Some(prompt),
            _ if terminal.has_said("checks passed") => return None,
            _ => {}
        }
        assert!(Instant::now() < deadline, "no question came up:\n{screen}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The number of the step that was talked about last.
fn step_of(terminal: &Terminal) -> String {
    let stream = terminal.stream();
    let last = stream.rmatch_indices("Step ").find_map(|(at, _)| {
        let rest = &stream[at + "Step ".len()..];
        rest.split_once('/').map(|(number, _)| number.to_owned())
    });
    last.unwrap_or_default()
}

#[test]
fn whoever_is_killed_at_any_question_is_asked_none_twice() {
    let jalon = Jalon::new();
    let arguments = ["walk", "--sandbox", "--brief", "--until", "database"];
    let mut asked: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut starts = 0;
    'walk: loop {
        starts += 1;
        let mut terminal = Terminal::start(&jalon, &arguments);
        let Some(prompt) = next_prompt(&mut terminal, "") else { break };
        let answer = match prompt.as_str() {
            "Your answers?" => "ask\r",
            // Once to all of them, then to none.
            "Details?" if starts % 2 == 0 => "yes\r",
            _ => ENTER,
        };
        *asked.entry((step_of(&terminal), prompt.clone())).or_default() += 1;
        terminal.type_keys(answer);
        // It is killed at the question after this one, so that the answer was taken.
        let Some(_) = next_prompt(&mut terminal, &prompt) else {
            break 'walk;
        };
        terminal.signal("KILL");
        terminal.end();
    }
    assert!(starts > 12, "{asked:?}");
    let twice: Vec<_> = asked.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "asked twice: {twice:?}");
    jalon.run(&["plan", "--detailed-exitcode", "database"]).ends_with(0);
    // The walk is over: the next one begins with its answers.
    let mut next = Terminal::start(&jalon, &["walk", "--until", "app"]);
    next.answer_all("quit\r");
    assert_eq!(next.end(), 0);
}

#[test]
fn a_lesson_comes_in_pages_before_anything_is_asked_and_is_not_repeated() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--until", "app-host"]);
    terminal.ask_each();
    // The heading and the first page stand on one screen, and nothing of the lesson has scrolled away unread.
    terminal.expect_all(&["Step 1/", "What it is", "Page 1 of 3 ›"]);
    terminal.type_keys(ENTER);
    terminal.expect_all(&["Why it is here", "Page 2 of 3 ›"]);
    terminal.type_keys(ENTER);
    terminal.expect_all(&["What beginners get wrong", "Page 3 of 3 ›"]);
    assert!(!terminal.stream().contains("Name prefix"), "{}", terminal.stream());
    terminal.type_keys(ENTER);
    terminal.answer("Name prefix (demo) ›", "\x03");
    assert_eq!(terminal.end(), 130);

    let mut again = Terminal::start(&jalon, &["walk", "--until", "app-host"]);
    again.answer("Name prefix (demo) ›", ENTER);
    assert!(!again.stream().contains("Page 1"), "{}", again.stream());
    for prompt in ["IPv4 range", "Availability zones", "Details?", "Do it?"] {
        again.answer(prompt, ENTER);
    }
    again.expect_all(&["Step 2/", "Page 1 of"]);
    again.type_keys("no more\r");
    again.expect("`--brief=false` brings them back");
    again.answer("Instance type (t3.micro) ›", "\x03");
    assert_eq!(again.end(), 130);

    let mut brief = Terminal::start(&jalon, &["run", "second-vpc"]);
    brief.answer("IPv4 range (CIDR)", "\x03");
    assert!(!brief.stream().contains("Page 1"), "{}", brief.stream());
    brief.end();
    let mut taught = Terminal::start(&jalon, &["run", "second-vpc", "--brief=false"]);
    taught.answer("Page 1 of", "quit\r");
    assert_eq!(taught.end(), 0);
}

#[test]
fn no_step_speaks_in_the_talk_about_another_one() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--brief"]);
    terminal.answer_all(ENTER);
    for number in 1..=WALKTHROUGH.count() {
        terminal.expect_all(&[&format!("Step {number}/"), "Do it? ›"]);
        // Those before it are at work meanwhile.
        std::thread::sleep(Duration::from_millis(300));
        terminal.type_keys(ENTER);
    }
    terminal.expect_said("checks passed");
    let stream = terminal.stream();
    assert_eq!(terminal.end(), 0);
    let talks: Vec<&str> = stream.split("Step ").skip(1).collect();
    assert_eq!(talks.len(), WALKTHROUGH.count());
    let mut told = 0;
    for talk in talks {
        let (talk, after) = talk.rsplit_once("yes, go on").unwrap();
        told += usize::from(after.contains("Meanwhile"));
        for other in [" is done", " is being made", "waits for", "is ready after", "adopted"] {
            assert!(!talk.contains(other), "{other} stands in the talk about step {talk}");
        }
    }
    assert!(told >= 3, "what was made is told between two steps: {told}");
}

#[test]
fn a_name_that_is_taken_is_asked_for_again_where_the_person_is() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--brief", "--set", "site.bucket=taken-site"];
    let mut terminal = Terminal::start(&jalon, &walk);
    terminal.answer_all(ENTER);
    for number in 1..=WALKTHROUGH.count() {
        terminal.expect_all(&[&format!("Step {number}/"), "Do it? ›"]);
        terminal.type_keys(ENTER);
        if number >= 7 && terminal.stream().contains("What now?") {
            break;
        }
    }
    terminal.expect("the step site stopped: S3 bucket taken-site is there already");
    terminal.answer("What now? ›", ENTER);
    // The default is offered, since it isn't what was taken.
    terminal.answer("Bucket name (jalon-demo-123456789012-us-east-1", ENTER);
    for _ in 0..WALKTHROUGH.count() {
        match next_prompt(&mut terminal, "Bucket name") {
            Some(prompt) => assert_eq!(prompt, "Do it?", "nothing else is open"),
            None => break,
        }
        terminal.type_keys(ENTER);
        std::thread::sleep(Duration::from_millis(500));
    }
    terminal.expect_said("checks passed");
    let stream = terminal.stream();
    assert_eq!(terminal.end(), 0);
    for number in 1..=WALKTHROUGH.count() {
        let times = stream.matches(&format!("Step {number}/")).count();
        assert_eq!(times, 1, "step {number} was talked about {times} times");
    }
    assert_eq!(stream.matches("You go on where you stopped").count(), 0, "{stream}");
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
}
