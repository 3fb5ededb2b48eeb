//! The README's commands are run as they stand there.

use crate::support::Jalon;

/// The commands of the README's blocks marked `console`, without their prompt.
fn commands() -> Vec<String> {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let mut commands = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.trim() {
            "```console" => inside = true,
            "```" => inside = false,
            command if inside => commands.extend(command.strip_prefix("$ ").map(str::to_owned)),
            _ => {}
        }
    }
    commands
}

#[test]
fn every_jalon_command_of_the_readme_ends_well() {
    let jalon = Jalon::new();
    let mut run = 0;
    let mut is_reset = false;
    for command in commands() {
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
    assert!(run >= 8, "only {run} commands were found");
}

#[test]
fn the_exit_codes_and_options_in_the_readme_are_those_of_the_program() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let help = Jalon::new().run(&["--help"]).ends_with(0).stdout;
    let options = help
        .split_whitespace()
        .filter(|word| word.starts_with("--") && word.len() > 3);
    for option in options.map(|option| option.trim_end_matches([',', '.', ')', ']'])) {
        assert!(readme.contains(option), "the README does not mention {option}");
    }
    for code in ["| 0 |", "| 1 |", "| 2 |", "| 3 |", "| 101 |", "| 130 |"] {
        assert!(readme.contains(code), "the README does not list the exit code {code}");
    }
}
