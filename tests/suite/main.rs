//! The integration tests, in one binary: linking the AWS SDK once is enough.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test waits for other processes, says what it could not run, and stops where it can't go on"
)]

mod support;

mod accessible;
mod accounts;
mod adoption;
mod advice;
mod advised;
mod answers;
mod app;
mod arguments;
mod attention;
mod aws_cli;
mod bad_input;
mod blocked;
mod board;
mod budget;
mod bugs;
mod checkpoint;
mod citations;
mod cli;
mod clients;
mod codes;
mod completions;
mod conformance;
mod costs;
mod credentials;
mod critical_path;
mod delays;
mod deployments;
mod destroy;
mod disk;
mod drift;
mod duplicates;
mod earlier_versions;
mod elsewhere;
mod endings;
mod every_answer;
mod example_step;
mod expiry;
mod explained;
mod field;
mod foreign_text;
mod french_pages;
mod git;
mod guided_ownership;
mod hosts;
mod house;
mod imports;
mod init;
mod interruption;
mod ipv6;
mod json;
#[cfg(target_os = "linux")]
mod lab;
mod lag;
mod languages;
mod left_out;
mod links;
mod lists;
mod literals;
mod live_prices;
mod lost_files;
mod man_pages;
mod matrix;
mod ministack;
mod moto;
mod narrow;
mod needs;
mod oracle;
mod outbound;
mod own_words;
mod ownership;
mod parsers;
mod passwords;
mod pauses;
mod permissions;
mod picture;
mod places;
mod policy;
mod preflight;
mod prices;
mod private_paths;
mod profiles;
mod proof;
mod pseudo;
mod reach;
mod readme;
mod rebuilding;
mod recording;
mod report;
mod rotated_password;
mod run;
mod runs;
mod sandbox_page;
mod seen;
mod served;
mod served_faults;
mod served_limits;
mod signals;
mod simulated_hosts;
mod site;
#[cfg(target_os = "linux")]
mod soak;
mod ssh_command;
mod steps;
mod stops;
mod strangers;
mod sweeping;
mod taken_names;
mod talk;
mod terminal;
mod time_left;
mod tries;
mod trust;
mod two_runs;
mod unreadable;
mod verdicts;
mod walk;
mod watch;
mod wrong_invocations;

/// Elsewhere there are no network namespaces to make a lab of.
#[cfg(not(target_os = "linux"))]
mod lab {
    #[test]
    fn a_lab_is_laid_out() {
        crate::support::Right::Namespaces.is_denied("Linux alone has them");
    }
}
