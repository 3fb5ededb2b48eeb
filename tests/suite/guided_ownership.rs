//! Whose it is, asked in a terminal: what bears the deployment's name and is not known here, and what is no longer to be managed.

use crate::support::{Jalon, Terminal};

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";

/// A deployment that has made its network, of which nothing is remembered here any more.
fn made_and_forgotten_here() -> Jalon {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    std::fs::remove_file(jalon.kept("state.json")).unwrap();
    jalon
}

#[test]
fn a_guided_walk_asks_whose_it_is_says_since_when_and_how_much_and_leaves_it_by_default() {
    let jalon = made_and_forgotten_here();
    let mut leaves = Terminal::start(&jalon, &["walk", "--sandbox", "--until", "vpc"]);
    leaves.expect("Whose is it?");
    let screen = leaves.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("10 resources") && screen.contains("since 20"), "{screen}");
    assert!(screen.contains("account 123456789012, region us-east-1"), "{screen}");
    leaves.type_keys(ENTER);
    let (code, screen) = leaves.end_with_screen();
    assert_eq!(code, 2, "{screen}");
    assert!(screen.contains("--take-over"), "{screen}");
    let mut takes = Terminal::start(&jalon, &["walk", "--sandbox", "--until", "vpc"]);
    takes.answer("Whose is it?", &format!("{DOWN}{ENTER}"));
    takes.come_to_answers();
    takes.type_keys("\x03");
    takes.end();
    // Taken over: an unattended walk goes on with it and makes nothing.
    let walk = jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    assert!(walk.stderr.contains("0 made, 0 changed"), "{}", walk.stderr);
}

#[test]
fn a_guided_destruction_asks_whose_it_is_before_it_asks_for_the_name() {
    let jalon = made_and_forgotten_here();
    let mut leaves = Terminal::start(&jalon, &["destroy", "--sandbox"]);
    leaves.answer("Whose is it?", ENTER);
    assert_eq!(leaves.end(), 2);
    let mut takes = Terminal::start(&jalon, &["destroy", "--sandbox"]);
    takes.answer("Whose is it?", &format!("{DOWN}{ENTER}"));
    takes.answer("Type demo to take it down", "demo\r");
    takes.expect("nothing of them is left");
    assert_eq!(takes.end(), 0);
}

#[test]
fn to_forget_asks_for_the_name_and_says_what_stays() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let mut wrong = Terminal::start(&jalon, &["forget"]);
    wrong.expect("Type demo to forget it");
    assert!(wrong.screen().contains("VPC demo-vpc vpc-"), "{}", wrong.screen());
    wrong.type_keys("demi\r");
    wrong.expect("Nothing was forgotten.");
    assert_eq!(wrong.end(), 0);
    assert!(jalon.kept("state.json").exists());
    let mut right = Terminal::start(&jalon, &["forget"]);
    right.answer("Type demo to forget it", "demo\r");
    assert_eq!(right.end(), 0);
    assert!(!jalon.kept("state.json").exists());
}
