//! Stable codes of errors, for programs. docs/JSON.md lists them; a code keeps its meaning.

use crate::aws::Class;
use crate::checkpoint::CheckpointError;
use crate::hosts::HostError;
use crate::resources::ResourceError;
use crate::walkthrough::{Error, ExpiryProblem, Misuse};

impl Error {
    /// The code of what went wrong.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Resource(error) => of_resource_error(error),
            Self::Checkpoint(error) => of_file_error(error),
            Self::Host(error) => of_host_error(error),
            Self::NotTrusted { source, .. } => of_host_error(source),
            Self::Misuse(Misuse::Paused { .. }) => "paused",
            Self::Misuse(Misuse::Expiry(ExpiryProblem::Over { .. })) => "expired",
            Self::Misuse(Misuse::NotBuilt { .. }) => "not-built",
            Self::Misuse(Misuse::UnknownTopic { .. }) => "unknown-topic",
            Self::Misuse(_) => "misuse",
            Self::Answer { .. } => "answer-refused",
            Self::UnknownStep { .. } => "unknown-step",
            Self::UnmetNeeds { .. } | Self::MissingNeed { .. } => "needs-not-built",
            Self::AnotherCloud { .. } | Self::AnotherRegion { .. } => "lives-elsewhere",
            Self::UnknownDeployment(_) => "unknown-deployment",
            Self::LostSecret { .. } => "lost-secret",
            Self::UnnamedDatabase { .. } => "unnamed-database",
            Self::Listener { .. } => "cannot-listen",
            Self::Bug { .. } => "bug",
            Self::Shared(error) => error.code(),
            Self::Step { source, .. } => source.code(),
            Self::Unchangeable { .. } => "unchangeable",
            Self::Duplicates { .. } => "duplicates",
            Self::Foreign { .. } => "foreign",
            Self::Namesakes { .. } => "not-known-as-own",
            Self::ResourceFailed { .. } => "resource-failed",
            Self::NotReady { .. } => "not-ready",
            Self::Undeletable { .. } => "undeletable",
            Self::Unseen { .. } => "unreadable",
            Self::OverBudget(_) => "over-budget",
            Self::Shortage(_) => "shortage",
            Self::ChecksFailed { .. } => "checks-failed",
            Self::Stopped(_) => "stopped",
        }
    }
}

fn of_resource_error(error: &ResourceError) -> &'static str {
    match error {
        ResourceError::Aws(error) => match error.class {
            Class::Throttled => "aws-throttled",
            Class::Ambiguous if error.code.is_none() => "aws-no-answer",
            Class::Ambiguous => "aws-failed",
            Class::NotFound => "aws-not-found",
            Class::NoCredentials => "no-credentials",
            Class::BadCredentials => "bad-credentials",
            Class::Denied => "aws-denied",
            Class::Refused => "aws-refused",
        },
        ResourceError::Checkpoint(error) => of_file_error(error),
        ResourceError::SiteFile(_) => "site-folder",
        ResourceError::NoImage { .. } => "no-image",
        ResourceError::NotAvailable { .. } => "database-not-available",
        ResourceError::PeeringFailed { .. } | ResourceError::GoneAtOnce { .. } => "resource-failed",
    }
}

fn of_file_error(error: &CheckpointError) -> &'static str {
    match error {
        CheckpointError::Locked { .. } => "locked",
        CheckpointError::Newer { .. } => "state-newer",
        CheckpointError::Damaged { .. } => "state-damaged",
        CheckpointError::Foreign { .. } => "state-foreign",
        _ => "file",
    }
}

fn of_host_error(error: &HostError) -> &'static str {
    match error {
        HostError::NoSsh { .. } => "no-ssh",
        HostError::Unreachable { .. } => "host-unreachable",
        HostError::KeyChanged { .. } => "host-key-changed",
        HostError::Refused { .. } => "host-refused",
        HostError::NoAddress { .. } => "host-without-address",
        HostError::Command { .. } | HostError::NoEnd { .. } => "host-command-failed",
        HostError::Boot { .. } | HostError::NotBooted { .. } => "host-not-booted",
    }
}
