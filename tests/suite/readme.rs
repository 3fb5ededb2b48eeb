//! What the README and the page of commands show: their commands run as they stand there, and the output is the program's.

use crate::support::{Jalon, Terminal, redact};

const README: &str = include_str!("../../README.md");
const README_FR: &str = include_str!("../../README.fr.md");
const COMMANDS: &str = include_str!("../../docs/COMMANDS.md");
/// Stands in the README for lines that are left out.
const LEFT_OUT: &str = "[…]";

/// The blocks of a page that are marked `console`.
fn blocks(page: &str) -> Vec<Vec<&str>> {
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line {
            "```console" => {
                inside = true;
                blocks.push(Vec::new());
            }
            "```" => inside = false,
            line if inside => blocks.last_mut().unwrap().push(line),
            _ => {}
        }
    }
    blocks
}

/// The commands of those blocks, without their prompt.
fn commands(page: &str) -> Vec<&str> {
    let lines = blocks(page).concat();
    lines.into_iter().filter_map(|line| line.strip_prefix("$ ")).collect()
}

/// A line of output without what differs from run to run: ids, addresses, times.
fn redacted(line: &str, jalon: &Jalon) -> String {
    let is_time = |word: &str| {
        word.split_once(':')
            .is_some_and(|(minutes, seconds)| minutes.parse::<u32>().is_ok() && seconds.len() == 2)
    };
    let line = redact(line, jalon.folder());
    let words = line.split(' ').map(|word| if is_time(word) { "M:SS" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_first_screen_shows_what_the_first_command_prints() {
    let (command, shown) = (commands(README)[0], &blocks(README)[0][1..]);
    let arguments: Vec<&str> = command.strip_prefix("cargo run -- ").unwrap().split(' ').collect();
    let jalon = Jalon::new();
    let run = jalon.run(&arguments).ends_with(0);
    let printed = run.stderr + &run.stdout;
    let printed: Vec<String> = printed.lines().map(|line| redacted(line, &jalon)).collect();
    assert_eq!(shown[0], printed[0]);
    assert!(shown.contains(&LEFT_OUT));
    for line in shown.iter().filter(|line| **line != LEFT_OUT) {
        assert!(
            printed.contains(&redacted(line, &jalon)),
            "the README shows \"{line}\", and `{command}` does not print it:\n{}",
            printed.join("\n")
        );
    }
}

/// All commands that stand in a page, in order: those with a prompt, and those that are set apart.
fn all_commands(page: &str) -> Vec<&str> {
    let lines = page.lines();
    let commands = lines.filter_map(|line| line.strip_prefix("$ ").or_else(|| line.strip_prefix("    ")));
    commands
        .filter(|line| line.starts_with("jalon ") || line.starts_with("cargo run -- "))
        .collect()
}

#[test]
fn the_french_page_has_the_same_commands() {
    assert_eq!(all_commands(README_FR), all_commands(README));
}

/// Whether a command needs what no test has: an account of AWS, or a terminal of its own to go on in.
fn needs_more(command: &str) -> bool {
    command.contains("--profile") || command.contains("sandbox serve")
}

#[test]
fn the_readme_can_be_followed_from_top_to_bottom_in_one_folder() {
    let jalon = Jalon::new();
    let mut run = 0;
    for command in all_commands(README).into_iter().filter(|command| !needs_more(command)) {
        let arguments = command
            .strip_prefix("cargo run -- ")
            .or_else(|| command.strip_prefix("jalon "))
            .unwrap();
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let asks = arguments[0] == "walk" && !arguments.contains(&"--yes");
        if asks {
            let mut terminal = Terminal::start(&jalon, &arguments);
            terminal.ask_each();
            terminal.expect("Step 1/");
            terminal.answer("Page 1 of", "skip\r");
            terminal.answer("Name prefix (mine)", "\x03");
            assert_eq!(terminal.end(), 130);
        } else {
            let ended = jalon.run(&arguments).ends_with(0);
            let made = ended.stderr.contains(" resources: ") && !ended.stderr.contains(": 0 made");
            assert!(
                arguments[0] != "walk" || made,
                "it does what the page says it does: {command}\n{}",
                ended.stderr
            );
        }
        run += 1;
    }
    assert!(run >= 20, "{run}");
}

#[test]
fn every_jalon_command_of_the_page_of_commands_ends_well() {
    assert!(runs(COMMANDS) >= 3);
}

/// Runs all commands of a page, and says how many there were.
fn runs(page: &str) -> usize {
    let jalon = Jalon::new();
    let mut run = 0;
    let mut is_reset = false;
    for command in commands(page) {
        let words: Vec<&str> = command.split_whitespace().collect();
        let Some(("jalon", arguments)) = words.split_first().map(|(first, rest)| (*first, rest)) else {
            assert!(
                command.starts_with("cargo ") || command.starts_with("git clone ") || command.starts_with("cd "),
                "nothing runs this: {command}"
            );
            continue;
        };
        if let Some(at) = arguments.iter().position(|word| *word == ">") {
            let output = jalon.run(&arguments[..at]).ends_with(0);
            std::fs::write(jalon.folder().join(arguments[at + 1]), output.stdout).unwrap();
        } else {
            jalon.run(arguments).ends_with(0);
        }
        run += 1;
        let follows_reset = std::mem::replace(&mut is_reset, arguments == ["sandbox", "reset"]);
        assert!(
            !follows_reset || arguments == ["status"],
            "an empty sandbox is not shown, but: {command}"
        );
    }
    assert!(!is_reset, "nothing is run after the sandbox is reset");
    run
}

#[test]
fn the_exit_codes_and_options_of_the_page_are_those_of_the_program() {
    let help = Jalon::new().run(&["--help"]).ends_with(0).stdout;
    let options = help
        .split_whitespace()
        .filter(|word| word.starts_with("--") && word.len() > 3);
    for option in options.map(|option| option.trim_end_matches([',', '.', ')', ']'])) {
        assert!(COMMANDS.contains(option), "docs/COMMANDS.md does not mention {option}");
    }
    for code in ["| 0 |", "| 1 |", "| 2 |", "| 3 |", "| 101 |", "| 130 |"] {
        assert!(COMMANDS.contains(code), "docs/COMMANDS.md does not list the exit code {code}");
    }
}
