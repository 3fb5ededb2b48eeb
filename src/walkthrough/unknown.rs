//! A deployment that nobody knows.

use crate::checkpoint::Remembered;
use crate::walkthrough::Place;

/// There is no such deployment, as far as anybody can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownDeployment {
    /// Its name, as it was given.
    pub given: String,
    /// Where jalon looked for it; `None` where it could look nowhere.
    pub place: Option<Place>,
    /// Other regions of the account, with how many resources of this name they hold.
    pub elsewhere: Vec<(String, usize)>,
    /// The deployments that are remembered here, and where they live; `None` where what is remembered can't be read.
    pub known: Vec<(String, Option<Place>)>,
}

impl UnknownDeployment {
    /// Nothing of this name is remembered, and where it may live isn't known.
    pub fn nowhere(given: &str, known: &[Remembered]) -> Self {
        let place = |remembered: &Remembered| remembered.state.as_ref().ok().map(Place::of_state);
        let known = known.iter().map(|remembered| (remembered.name.clone(), place(remembered)));
        Self {
            given: given.to_owned(),
            place: None,
            elsewhere: Vec::new(),
            known: known.collect(),
        }
    }
}
