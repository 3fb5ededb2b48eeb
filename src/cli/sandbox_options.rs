//! The options of `jalon sandbox`.

use clap::{Args, Subcommand};

use super::account_options::AccountOptions;
use super::fault_options::FaultOptions;

/// How to serve the sandbox.
#[derive(Debug, Args)]
pub(super) struct ServeOptions {
    /// The port; 0 takes a free one
    #[arg(long, default_value_t = 4599)]
    pub(super) port: u16,
    /// Make the default VPC of a new AWS account, unless there is one: calls that name no VPC and no subnet take it
    #[arg(long)]
    pub(super) default_vpc: bool,
    #[command(flatten)]
    pub(super) account: AccountOptions,
    #[command(flatten)]
    pub(super) faults: FaultOptions,
}

/// What to do with the sandbox.
#[derive(Debug, Subcommand)]
pub(super) enum SandboxCommand {
    /// Serve the sandbox on loopback, for the AWS CLI and any other client
    Serve(Box<ServeOptions>),
    /// Start over with an empty sandbox of the deployment; answers are kept
    Reset {
        /// Empty the served sandbox instead, which all its clients and deployments share
        #[arg(long)]
        served: bool,
    },
}
