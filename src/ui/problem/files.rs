//! The sentences of what is wrong with the state directory.

use crate::checkpoint::{CheckpointError, FORMAT, StateOwner};

pub(super) fn text(error: &CheckpointError) -> String {
    match error {
        CheckpointError::Unreadable { path, source } => format!("could not read {}: {source}", path.display()),
        CheckpointError::Damaged { path, detail } => format!("{} is damaged: {detail}", path.display()),
        CheckpointError::Newer { path, format } => {
            format!(
                "{} has format {format}, and this jalon reads formats up to {FORMAT}",
                path.display()
            )
        }
        CheckpointError::Foreign { path, owner } => {
            let owner = match owner {
                StateOwner::Deployment(name) => format!("it belongs to the deployment {name}"),
                StateOwner::Unknown => "it has no format number, so jalon did not write it".to_owned(),
            };
            format!("{} is not the state of this deployment: {owner}", path.display())
        }
        CheckpointError::NotWritable { path, source } => format!("could not write {}: {source}", path.display()),
        CheckpointError::Linked { path } => {
            format!(
                "{} is a symbolic link, and jalon follows none in its own folders",
                path.display()
            )
        }
        CheckpointError::Locked { deployment, pid } => {
            let pid = pid.map_or("(unknown)".to_owned(), |pid| pid.to_string());
            format!("process {pid} is already at work on the deployment {deployment}")
        }
    }
}
