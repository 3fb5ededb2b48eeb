//! `jalon man-pages DIR`, which the packages are built with: a man page for jalon, and one for each of its commands.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::Cli;
use super::command_options::ManOptions;
use super::effects;
use super::exit_code::SUCCESS;
use crate::walkthrough::{Error, Misuse, Result};

/// When this version was released: the date of its section in CHANGELOG.md.
const RELEASED: &str = "2026-11-28";

/// Writes the pages, over those that are there.
pub(super) fn man_pages(options: &ManOptions) -> Result<u8> {
    let written = std::fs::create_dir_all(&options.folder).and_then(|()| write_all(root(), options));
    written.map_err(|error| {
        Error::from(Misuse::Unwritable {
            path: options.folder.clone(),
            detail: error.to_string(),
        })
    })?;
    Ok(SUCCESS)
}

/// The command line as its help shows it.
fn root() -> Command {
    effects::hide(Cli::command().disable_help_subcommand(true))
}

fn write_all(command: Command, options: &ManOptions) -> std::io::Result<()> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        write_all(below.clone(), options)?;
    }
    let page = Man::new(command)
        .date(RELEASED)
        .source(concat!("jalon ", env!("CARGO_PKG_VERSION")))
        .manual("jalon");
    let mut text = Vec::new();
    page.render(&mut text)?;
    let text = without_useless_breaks(&String::from_utf8_lossy(&text));
    std::fs::write(options.folder.join(page.get_filename()), text)
}

/// The page without line breaks beside empty lines, which change nothing and which mandoc warns of.
fn without_useless_breaks(page: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let is_empty = |line: Option<&&str>| line.is_some_and(|line| line.is_empty());
    let is_useless = |at: usize, line: &str| {
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        line == ".br" && (is_empty(before) || is_empty(lines.get(at + 1)))
    };
    let kept = lines.iter().enumerate().filter(|(at, line)| !is_useless(*at, line));
    let lines = kept.map(|(_, line)| if line.is_empty() { ".sp" } else { line });
    lines.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_have_the_date_of_their_version() {
        let changelog = include_str!("../../CHANGELOG.md");
        let heading = format!("## [{}] - {RELEASED}\n", env!("CARGO_PKG_VERSION"));
        assert!(changelog.contains(&heading), "CHANGELOG.md has no {heading}");
    }

    #[test]
    fn a_break_beside_an_empty_line_goes() {
        assert_eq!(without_useless_breaks("a\n.br\n\n.br\nb\n.br\nc\n"), "a\n.sp\nb\n.br\nc\n");
    }
}
