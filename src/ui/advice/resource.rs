//! The sentences of advice about resources.

use crate::ui::Commands;
use crate::walkthrough::{Advised, ResourceAdvice};

pub(super) fn text(advice: &ResourceAdvice, commands: &Commands) -> String {
    match advice {
        ResourceAdvice::KeepAnswer { key, set, destroy } => keep_answer_text(key, set, destroy.as_ref(), commands),
        ResourceAdvice::RemoveDuplicate { destroy } => format!(
            "delete the one that is not wanted, with what it holds: {}. One that the deployment did not make loses its jalon:resource \
             tag instead. Then run the same command",
            commands.code(destroy)
        ),
        ResourceAdvice::AnotherName => "choose another name with --set, or another deployment with --deployment".to_owned(),
        ResourceAdvice::RepairInConsole { id } => {
            format!("look at {id} in the console; once it is repaired or deleted there, run the same command again")
        }
        ResourceAdvice::RemoveHolders { destroy } => {
            format!("remove what holds them, then run {} again", commands.code(destroy))
        }
        ResourceAdvice::AddStorage { id } => format!(
            "give it more storage (aws rds modify-db-instance --db-instance-identifier {id} --allocated-storage GIB \
             --apply-immediately), then run the same command again"
        ),
        ResourceAdvice::WaitUntilAvailable { id } => {
            format!("look at {id} in the console; once it is available, run the same command again")
        }
        ResourceAdvice::SeeDifferences { plan, walk } => format!(
            "{} shows what differs, and {} updates what can be updated",
            commands.code(plan),
            commands.code(walk)
        ),
        ResourceAdvice::UndoByHand { reach, walk, verify } => {
            let verify = commands.code(verify);
            match reach {
                Some(reach) => format!(
                    "{} shows where; all of the deployment's own resources are as they should be, so undo what was changed beside them, \
                     and {verify} looks again",
                    commands.code(reach)
                ),
                None => format!(
                    "all of the deployment's resources and paths are as they should be: {} sends and starts again what is not on the hosts; \
                     where it has just done so, look at what was seen, and {verify} looks again",
                    commands.code(walk)
                ),
            }
        }
    }
}

fn keep_answer_text(key: &str, set: &[Advised], destroy: Option<&Advised>, commands: &Commands) -> String {
    let options: Vec<String> = set.iter().map(|advised| commands.line(advised)).collect();
    let keep = match options.as_slice() {
        [] => "give the answer it was made with".to_owned(),
        options => format!("keep it as it is, by adding {} to the same command", options.join(" ")),
    };
    let delete = match destroy {
        Some(destroy) => format!("take it down with {}", commands.code(destroy)),
        None => format!("delete {key} yourself, with the data on it"),
    };
    format!("{keep}; or {delete}, and run the same command: it is then made anew")
}
