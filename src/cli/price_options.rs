//! The option for whose prices are shown.

use clap::Args;

use crate::walkthrough::Session;

/// Whose prices are shown.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(super) struct PriceOptions {
    /// Ask AWS for the prices, and keep them for 30 days, instead of those this program was built with
    #[arg(long)]
    pub(super) live_prices: bool,
}

impl PriceOptions {
    /// Has a session ask AWS, where somebody said so.
    pub(super) fn apply(self, session: &Session) {
        if self.live_prices {
            session.use_live_prices();
        }
    }

    /// The option as it is typed after a command.
    pub(super) fn typed(self) -> &'static str {
        if self.live_prices { " --live-prices" } else { "" }
    }
}
