//! The sentences of advice: what a person can do, with commands that mean the same deployment.

mod account;
mod files;
mod host;
mod input;
mod resource;

use super::Commands;
use crate::walkthrough::{Advice, Again};

/// What goes with a whole deployment, and what keeps it.
pub(in crate::ui) const DATA_GOES: &str =
    "the database's data is deleted with it, and only snapshots hold it then (--keep-snapshots keeps those)";

/// The sentence of an advice.
pub fn advice_text(advice: &Advice, commands: &Commands) -> String {
    match advice {
        Advice::Again(again) => format!("run the same command again: {}", what_it_does(*again)),
        Advice::Resume { resume } => commands.resumption(resume),
        Advice::Account(advice) => account::text(advice, commands),
        Advice::Resource(advice) => resource::text(advice, commands),
        Advice::Host(advice) => host::text(advice, commands),
        Advice::Files(advice) => files::text(advice, commands),
        Advice::Input(advice) => input::text(advice, commands),
        Advice::ReportBug => "run the same command again; if it happens again, report it".to_owned(),
    }
}

fn what_it_does(again: Again) -> &'static str {
    match again {
        Again::Waits => "it goes on waiting where it stopped",
        Again::ReadsFirst => "it reads what is already there before it makes anything",
        Again::MakesAnother => "it makes another in its place; if that fails too, fix what AWS names first",
        Again::MakesAnew => "it is made anew",
        Again::AsksForAddress => "it asks AWS for a public address",
        Again::Starts => "it starts it again",
        Again::OncePutRight => "it goes on once what AWS names is put right",
    }
}
