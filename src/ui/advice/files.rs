//! The sentences of advice about files.

use std::path::Path;

use super::DATA_GOES;
use crate::foreign::quoted_os;
use crate::ui::Commands;
use crate::walkthrough::FileAdvice;

pub(super) fn text(advice: &FileAdvice, commands: &Commands) -> String {
    match advice {
        FileAdvice::NameAnother => "name a file that is there".to_owned(),
        FileAdvice::MakeReadable { path } => {
            format!("make {} readable for you, then run the same command again", path.display())
        }
        FileAdvice::MoveAway { path } => format!(
            "nothing was changed. Move it away ({}) and run the same command: what is on AWS is found again by its tags",
            move_away(path)
        ),
        FileAdvice::RestoreSecrets { path } => format!(
            "nothing was changed. Put a copy of it back; nothing else holds what is in it. Without one, move it away ({}) and run the same \
             command: it says what to do about the database's password",
            move_away(path)
        ),
        FileAdvice::EmptySandbox { path } => format!(
            "nothing was changed. What is in the sandbox is in this folder alone: put a copy of it back, or move it away ({}) and run the same \
             command, which begins with an empty sandbox",
            move_away(path)
        ),
        FileAdvice::UseNewer => "use the jalon that wrote it, or a newer one".to_owned(),
        FileAdvice::FreeSpace => "free some disk space, then run the same command: it goes on where it stopped".to_owned(),
        FileAdvice::FindByTags { folder } => format!(
            "there is no {}: it can't be made there, or it was taken away while jalon was at work. Name another with --state-dir, or run the \
             same command: what is on AWS is found again by its tags",
            folder.display()
        ),
        FileAdvice::NameFolder => {
            "there is a file where a folder has to be: move it away, or name a folder with --state-dir".to_owned()
        }
        FileAdvice::MakeWritable => "make the folder writable for you, or name another with --state-dir".to_owned(),
        FileAdvice::RemoveLink { path } => {
            let link = quoted_os(path.as_os_str());
            format!(
                "nothing behind it was touched. See where it leads (ls -l {link}), remove the link (rm {link}), and run the same command"
            )
        }
        FileAdvice::TakeOwnership { path } => format!(
            "jalon uses only what belongs to you or to root. Name a state directory of your own with --state-dir, or make it yours where you \
             know what is in it: {}",
            command("sudo chown -Rh \"$(id -u)\"", path)
        ),
        FileAdvice::MakePrivate { path } => format!(
            "where you have put it there yourself, take it away from others ({}) and run the same command; otherwise name another state \
             directory with --state-dir",
            command("chmod -R go=", path)
        ),
        FileAdvice::ChangeFolder => "go to a folder that is there (cd), then run the same command".to_owned(),
        FileAdvice::WaitForRun { pid: Some(pid) } => format!("wait for it to end, or stop it with: kill -INT {pid}"),
        FileAdvice::WaitForRun { pid: None } => "wait for it to end, then run the same command again".to_owned(),
        FileAdvice::ReplaceSecret { key, file } => format!(
            "where it was changed on AWS, put the new one into {} as {key}; otherwise leave it out of the answers. Then run the same command",
            file.display()
        ),
        FileAdvice::RestoreSecret { key, destroy } => format!(
            "put it into secrets.json as {key}, or take the deployment down with {} and walk again: {DATA_GOES}",
            commands.code(destroy)
        ),
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
