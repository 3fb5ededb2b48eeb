//! The options of what draws: `jalon draw` and `jalon status`.

use clap::{Args, ValueEnum};

use super::price_options::PriceOptions;

#[derive(Debug, Args)]
pub(super) struct DrawOptions {
    /// How to draw it
    #[arg(long, value_enum, default_value_t = Format::Svg)]
    pub(super) format: Format,
    /// Draw VPCs below each other: for a phone or a page
    #[arg(long)]
    pub(super) tall: bool,
}

impl DrawOptions {
    /// The command as it is typed.
    pub(super) fn typed(&self) -> String {
        let format = match self.format {
            Format::Svg => "",
            Format::Mermaid => " --format mermaid",
            Format::Text => " --format text",
        };
        format!("draw{format}{}", if self.tall { " --tall" } else { "" })
    }
}

#[derive(Debug, Args)]
pub(super) struct StatusOptions {
    /// Draw it first, in box characters (in text only)
    #[arg(long)]
    pub(super) picture: bool,
    #[command(flatten)]
    pub(super) prices: PriceOptions,
}

/// How a picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// An SVG document: light, dark, and for paper
    Svg,
    /// A Mermaid flowchart
    Mermaid,
    /// Box characters, in 80 columns
    Text,
}
