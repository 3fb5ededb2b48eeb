//! The options of `jalon report`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::foreign::{quoted, quoted_os};

#[derive(Debug, Args)]
pub(super) struct ReportOptions {
    /// How to write it
    #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
    pub(super) format: ReportFormat,
    /// The file it becomes; `-` is stdout [default: DEPLOYMENT.html, or .md]
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Who hands it in
    #[arg(long, value_name = "NAME")]
    pub(super) author: Option<String>,
    /// What for
    #[arg(long, value_name = "TEXT")]
    pub(super) course: Option<String>,
    /// Take the account's number, addresses and ids out
    #[arg(long)]
    pub(super) redact: bool,
}

impl ReportOptions {
    /// The command as it is typed.
    pub(super) fn typed(&self) -> String {
        let mut command = "report".to_owned();
        if self.format == ReportFormat::Markdown {
            command.push_str(" --format markdown");
        }
        if let Some(file) = &self.out {
            command.push_str(&format!(" --out {}", quoted_os(file.as_os_str())));
        }
        for (option, value) in [("--author", &self.author), ("--course", &self.course)] {
            if let Some(value) = value {
                command.push_str(&format!(" {option} {}", quoted(value)));
            }
        }
        if self.redact {
            command.push_str(" --redact");
        }
        command
    }
}

/// How a dossier is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// One HTML file, for screens and for A4
    Html,
    /// Markdown, with the picture as a Mermaid flowchart
    Markdown,
}
