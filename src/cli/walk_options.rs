//! The options of `jalon walk` and `jalon run`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::ArgValueCandidates;

use super::building_options::BuildingOptions;
use super::candidates;
use super::rehearsal_options::RehearsalOptions;

#[derive(Debug, Args)]
pub(super) struct WalkOptions {
    /// Stop after this step
    #[arg(long, value_name = "STEP", add = ArgValueCandidates::new(candidates::steps))]
    pub(super) until: Option<String>,
    /// Leave this step out, now and later; `jalon run STEP` takes that back (may be repeated)
    #[arg(long, value_name = "STEP", add = ArgValueCandidates::new(candidates::steps))]
    pub(super) skip: Vec<String>,
    /// Show at the end when everything was begun, made and ready
    #[arg(long)]
    pub(super) timings: bool,
    /// Show it growing on a page in the browser, as `jalon watch` does, until the walk ends
    #[arg(long)]
    pub(super) watch: bool,
    /// Keep how long AWS took in this file, without ids, addresses, names or secrets; see docs/RECORDING.md
    #[arg(long, value_name = "FILE")]
    pub(super) record: Option<PathBuf>,
    #[command(flatten)]
    pub(super) building: BuildingOptions,
    #[command(flatten)]
    pub(super) rehearsal: RehearsalOptions,
}

#[derive(Debug, Args)]
pub(super) struct RunOptions {
    /// The step's name, e.g. vpc; `jalon steps` lists them
    #[arg(add = ArgValueCandidates::new(candidates::steps))]
    pub(super) step: String,
    /// Run the steps it builds on too
    #[arg(long)]
    pub(super) with_needs: bool,
    #[command(flatten)]
    pub(super) building: BuildingOptions,
}
