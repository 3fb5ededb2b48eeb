//! The integration tests, in one binary: linking the AWS SDK once is enough.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests wait for other processes and tell what they could not run"
)]

mod support;

mod accounts;
mod adoption;
mod answers;
mod aws_cli;
mod bad_input;
mod checkpoint;
mod cli;
mod destroy;
mod drift;
mod example_step;
mod json;
mod moto;
mod readme;
mod run;
mod steps;
mod survival;
mod terminal;
mod walk;
