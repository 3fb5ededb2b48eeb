//! The sentences of what is wrong with the state directory.

use crate::checkpoint::{CheckpointError, Distrust, FORMAT, StateOwner};

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
        CheckpointError::Untrusted { path, why } => {
            let path = path.display();
            match why {
                Distrust::Owner { uid } => format!("{path} belongs to another user (number {uid})"),
                Distrust::Writable { mode } => format!(
                    "other users may write {path} (mode {mode:04o}), and what is in it decides where the deployment lives and what jalon runs"
                ),
                Distrust::Readable { mode } => format!(
                    "other users may read {path} (mode {mode:04o}), so jalon has not written it: it was copied, or it came with the folder"
                ),
            }
        }
        CheckpointError::NoWorkingFolder { source } => format!("the folder in which this command was given is gone: {source}"),
        CheckpointError::Locked { deployment, pid } => {
            let pid = pid.map_or("(unknown)".to_owned(), |pid| pid.to_string());
            format!("process {pid} is already at work on the deployment {deployment}")
        }
    }
}
