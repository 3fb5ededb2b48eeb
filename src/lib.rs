//! jalon walks a person through building an AWS environment, one idempotent step at a time.
//!
//! The crate is the engine behind the `jalon` command. Imports run one way: `cli` → `report` → `ui`, `steps` → `walkthrough` →
//! `resources`, `hosts` → `aws`, `checkpoint` → `foreign`, `locale`.

pub mod aws;
pub mod checkpoint;
pub mod cli;
pub mod foreign;
pub mod hosts;
pub mod locale;
pub mod picture;
pub mod prices;
pub mod report;
pub mod resources;
pub mod ui;
pub mod walkthrough;

#[path = "../steps/mod.rs"]
pub mod steps;
