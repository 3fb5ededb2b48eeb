//! The sentences of advice about resources.

use crate::aws::Noun;
use crate::foreign::quoted;
use crate::ui::Commands;
use crate::walkthrough::{Advised, ResourceAdvice};

pub(super) fn text(advice: &ResourceAdvice, commands: &Commands) -> String {
    match advice {
        ResourceAdvice::KeepAnswer {
            noun,
            key,
            id,
            set,
            destroy,
        } => {
            let delete = match destroy {
                Some(destroy) => format!("take it down with {}", commands.code(destroy)),
                None => delete_text(*noun, key, id),
            };
            keep_answer_text(set, &delete, commands)
        }
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
                     and {verify} checks again",
                    commands.code(reach)
                ),
                None => format!(
                    "all of the deployment's resources and paths are as they should be: {} sends and starts again what is not on the hosts; \
                     where it has just done so, look at what was seen, and {verify} checks again",
                    commands.code(walk)
                ),
            }
        }
    }
}

fn keep_answer_text(set: &[Advised], delete: &str, commands: &Commands) -> String {
    let options: Vec<String> = set.iter().map(|advised| commands.line(advised)).collect();
    let keep = match options.as_slice() {
        [] => "give the answer it was made with".to_owned(),
        options => format!("keep it as it is, by adding {} to the same command", options.join(" ")),
    };
    format!("{keep}; or {delete}, and run the same command: it is then made anew")
}

/// How to delete what holds a person's data: what is lost with it, and what keeps it.
fn delete_text(noun: Noun, key: &str, id: &str) -> String {
    let id = quoted(id);
    match noun {
        Noun::DbInstance => format!(
            "delete {key} yourself, with all data in it: only a snapshot keeps that (`aws rds create-db-snapshot --db-instance-identifier {id} \
             --db-snapshot-identifier NAME`)"
        ),
        Noun::Instance => format!(
            "delete {key} yourself, with the data on its disk: only a snapshot keeps that (`aws ec2 create-snapshots \
             --instance-specification InstanceId={id}`)"
        ),
        _ => format!("delete {key} yourself, with the data in it"),
    }
}
