//! Options of `jalon walk` for the sandbox it rehearses in.

use std::path::PathBuf;

use clap::Args;
use jalon_sandbox::Latencies;

use super::account_options::AccountOptions;
use super::fault_options::SANDBOX_SEED;
use super::help_texts::SANDBOX_OPTIONS;
use super::recording;
use super::sandbox_settings::SandboxSettings;
use crate::foreign::quoted_os;
use crate::walkthrough::Result;

/// The sandbox of a walk, for that walk alone.
#[derive(Debug, Args)]
#[command(next_help_heading = SANDBOX_OPTIONS)]
pub(super) struct RehearsalOptions {
    /// Take AWS's times and lags from a recording, which `--record FILE` makes
    #[arg(long, value_name = "FILE")]
    like: Option<PathBuf>,
    #[command(flatten)]
    account: AccountOptions,
}

impl RehearsalOptions {
    /// The sandbox they describe.
    ///
    /// # Errors
    ///
    /// The recording can't be read.
    pub(super) fn settings(&self) -> Result<SandboxSettings> {
        let latencies = match &self.like {
            Some(recording) => recording::read(recording)?.latencies(),
            None => Latencies::default(),
        };
        Ok(SandboxSettings {
            account: self.account.account(),
            seed: SANDBOX_SEED,
            latencies,
            given: self.given(),
        })
    }

    /// The options that were given, as they are typed.
    pub(super) fn given(&self) -> Vec<String> {
        let like = self.like.iter().map(|file| format!("--like {}", quoted_os(file.as_os_str())));
        like.chain(self.account.given()).collect()
    }
}
