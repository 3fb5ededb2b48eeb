//! What a person can predict of the database: who reaches it.

use super::hosts::{self, APP_HOST, TEST_HOST};
use crate::locale::say;
use crate::walkthrough::{Experiment, StepContext, Trial};

/// A group as a source.
pub(super) fn source(cx: &StepContext) -> Experiment {
    let stranger = match hosts::is_there(cx, TEST_HOST) {
        true => TEST_HOST,
        false => "internet",
    };
    Experiment {
        name: "source",
        question: say().try_database_source(),
        choices: vec![
            say().try_database_source_all(),
            say().try_database_source_host(),
            say().try_database_source_none(),
        ],
        right: 1,
        trials: vec![Trial::open(APP_HOST, "database"), Trial::closed(stranger, "database")],
        shows: say().try_database_source_shows(),
        otherwise: say().try_database_source_otherwise(),
    }
}
