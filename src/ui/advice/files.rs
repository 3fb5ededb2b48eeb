//! The sentences of advice about files.

use std::path::Path;

use super::data_goes;
use crate::foreign::quoted_os;
use crate::locale::say;
use crate::ui::Commands;
use crate::walkthrough::FileAdvice;

pub(super) fn text(advice: &FileAdvice, commands: &Commands) -> String {
    let say = say();
    match advice {
        FileAdvice::NameAnother => say.file_name_another(),
        FileAdvice::MakeReadable { path } => say.file_make_readable(path.display().to_string()),
        FileAdvice::MoveAway { path } => say.file_move_away(move_away(path)),
        FileAdvice::RestoreSecrets { path } => say.file_restore_secrets(move_away(path)),
        FileAdvice::EmptySandbox { path } => say.file_empty_sandbox(move_away(path)),
        FileAdvice::UseNewer => say.file_use_newer(),
        FileAdvice::FreeSpace => say.file_free_space(),
        FileAdvice::FindByTags { folder } => say.file_find_by_tags(folder.display().to_string()),
        FileAdvice::NameFolder => say.file_name_folder(),
        FileAdvice::MakeWritable => say.file_make_writable(),
        FileAdvice::RemoveLink { path } => say.file_remove_link(quoted_os(path.as_os_str())),
        FileAdvice::TakeOwnership { path } => say.file_take_ownership(command("sudo chown -Rh \"$(id -u)\"", path)),
        FileAdvice::MakePrivate { path } => say.file_make_private(command("chmod -R go=", path)),
        FileAdvice::ChangeFolder => say.file_change_folder(),
        FileAdvice::WaitForRun { pid: Some(pid) } => say.file_wait_or_kill(pid.to_string()),
        FileAdvice::WaitForRun { pid: None } => say.file_wait(),
        FileAdvice::ReplaceSecret { key, file } => say.file_replace_secret(file.display().to_string(), *key),
        FileAdvice::RestoreSecret { key, destroy } => say.file_restore_secret(*key, commands.code(destroy), data_goes()),
    }
}

/// A command of the system's about a file.
fn command(command: &str, path: &Path) -> String {
    format!("{command} {}", quoted_os(path.as_os_str()))
}

/// The command that moves a file away.
fn move_away(path: &Path) -> String {
    let mut away = path.as_os_str().to_owned();
    away.push(".bad");
    format!("mv {} {}", quoted_os(path.as_os_str()), quoted_os(&away))
}
