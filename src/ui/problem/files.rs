//! The sentences of what is wrong with the state directory.

use crate::checkpoint::{CheckpointError, Distrust, FORMAT, StateOwner};
use crate::locale::say;

pub(super) fn text(error: &CheckpointError) -> String {
    let say = say();
    match error {
        CheckpointError::Unreadable { path, source } => {
            say.problem_file_could_not_read(path.display().to_string(), source.to_string())
        }
        CheckpointError::Damaged { path, detail } => say.problem_file_damaged(path.display().to_string(), detail.to_string()),
        CheckpointError::Newer { path, format } => {
            say.problem_file_newer(path.display().to_string(), format.to_string(), FORMAT.to_string())
        }
        CheckpointError::Foreign { path, owner } => {
            let owner = match owner {
                StateOwner::Deployment(name) => say.problem_file_of_deployment(name.as_str()),
                StateOwner::Unknown => say.problem_file_not_jalons(),
            };
            say.problem_file_foreign(path.display().to_string(), owner)
        }
        CheckpointError::NotWritable { path, source } => {
            say.problem_file_could_not_write(path.display().to_string(), source.to_string())
        }
        CheckpointError::Linked { path } => say.problem_file_linked(path.display().to_string()),
        CheckpointError::Untrusted { path, why } => {
            let path = path.display().to_string();
            match why {
                Distrust::Owner { uid } => say.problem_file_anothers(path, uid.to_string()),
                Distrust::Writable { mode } => say.problem_file_writable(path, format!("{mode:04o}")),
                Distrust::Readable { mode } => say.problem_file_readable(path, format!("{mode:04o}")),
            }
        }
        CheckpointError::NoWorkingFolder { source } => say.problem_file_no_working_folder(source.to_string()),
        CheckpointError::Locked { deployment, pid } => {
            let pid = pid.map_or_else(|| say.problem_file_unknown_process(), |pid| pid.to_string());
            say.problem_file_locked(pid, deployment.as_str())
        }
    }
}
