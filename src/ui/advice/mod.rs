//! The sentences of advice: what a person can do, with commands that mean the same deployment.

mod account;
mod files;
mod host;
mod input;
mod resource;

use super::Commands;
use crate::locale::say;
use crate::walkthrough::{Advice, Again};

/// What goes with a whole deployment, and what keeps it.
pub(in crate::ui) fn data_goes() -> String {
    say().advice_data_goes()
}

/// The sentence of an advice.
pub fn advice_text(advice: &Advice, commands: &Commands) -> String {
    match advice {
        Advice::Again(again) => say().advice_again(what_it_does(*again)),
        Advice::Resume { resume } => commands.resumption(resume),
        Advice::Account(advice) => account::text(advice, commands),
        Advice::Resource(advice) => resource::text(advice, commands),
        Advice::Host(advice) => host::text(advice, commands),
        Advice::Files(advice) => files::text(advice, commands),
        Advice::Input(advice) => input::text(advice, commands),
        Advice::ReportBug => say().advice_report_bug(),
    }
}

fn what_it_does(again: Again) -> String {
    let say = say();
    match again {
        Again::Waits => say.again_waits(),
        Again::ReadsFirst => say.again_reads_first(),
        Again::MakesAnother => say.again_makes_another(),
        Again::MakesAnew => say.again_makes_anew(),
        Again::AsksForAddress => say.again_asks_for_address(),
        Again::Starts => say.again_starts(),
        Again::OncePutRight => say.again_once_put_right(),
    }
}
