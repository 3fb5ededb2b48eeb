//! The sentences of advice about resources.

use crate::aws::Noun;
use crate::foreign::quoted;
use crate::locale::say;
use crate::ui::Commands;
use crate::walkthrough::{Advised, ResourceAdvice};

pub(super) fn text(advice: &ResourceAdvice, commands: &Commands) -> String {
    let say = say();
    match advice {
        ResourceAdvice::KeepAnswer {
            noun,
            key,
            id,
            set,
            destroy,
        } => {
            let delete = match destroy {
                Some(destroy) => say.resource_take_down(commands.code(destroy)),
                None => delete_text(*noun, key, id),
            };
            say.resource_keep_answer(keep_text(set, commands), delete)
        }
        ResourceAdvice::RemoveDuplicate { destroy } => say.resource_remove_duplicate(commands.code(destroy)),
        ResourceAdvice::AnotherName { .. } => say.resource_another_name(),
        ResourceAdvice::NameOfExperiment { id } => say.resource_name_of_experiment(id.as_str()),
        ResourceAdvice::RepairInConsole { id } => say.resource_repair(id.as_str()),
        ResourceAdvice::RemoveHolders { destroy } => say.resource_remove_holders(commands.code(destroy)),
        ResourceAdvice::AddStorage { id } => say.resource_add_storage(id.as_str()),
        ResourceAdvice::WaitUntilAvailable { id } => say.resource_wait_until_available(id.as_str()),
        ResourceAdvice::SeeDifferences { plan, walk } => say.resource_see_differences(commands.code(plan), commands.code(walk)),
        ResourceAdvice::UndoByHand { reach, walk, verify } => match reach {
            Some(reach) => say.resource_undo_beside(commands.code(reach), commands.code(verify)),
            None => say.resource_undo_on_hosts(commands.code(walk), commands.code(verify)),
        },
    }
}

fn keep_text(set: &[Advised], commands: &Commands) -> String {
    let options: Vec<String> = set.iter().map(|advised| commands.line(advised)).collect();
    match options.as_slice() {
        [] => say().resource_keep_as_answered(),
        options => say().resource_keep_with(options.join(" ")),
    }
}

/// How to delete what holds a person's data: what is lost with it, and what keeps it.
fn delete_text(noun: Noun, key: &str, id: &str) -> String {
    let (say, id) = (say(), quoted(id));
    match noun {
        Noun::DbInstance => say.resource_delete_database(key, id),
        Noun::Instance => say.resource_delete_instance(key, id),
        _ => say.resource_delete(key),
    }
}
