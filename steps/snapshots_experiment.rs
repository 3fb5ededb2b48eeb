//! What a person can predict of snapshots: whether another walk takes more of them, and what becomes of a database whose snapshot is restored.

use std::sync::Arc;

use super::hosts::APP_HOST;
use super::{app, database};
use crate::foreign::is_name;
use crate::hosts::{HostCommand, MySqlLogin};
use crate::locale::say;
use crate::resources::{DbInstance, DbSnapshot, Key};
use crate::walkthrough::{Experiment, Printed, Result, StepContext, Trial};

/// How much of a label is kept before something is put behind it.
const ROOM_FOR_LABEL: usize = 10;

/// What is restored, for as long as it is looked at.
pub(super) const RESTORED: Key<DbInstance> = Key::new("restored");

/// The identifier of what is restored, by the deployment's name.
pub(super) fn restored_name(deployment: &str) -> String {
    let slug = deployment.to_ascii_lowercase().replace(['_', '.'], "-");
    format!("{slug}-restored")
}

/// Another set needs another label.
pub(super) fn once(label: &str, key: &'static str) -> Experiment {
    let another = format!("{}-2", label.chars().take(ROOM_FOR_LABEL).collect::<String>());
    Experiment {
        name: "once",
        question: say().try_snapshots_once(label),
        choices: vec![say().try_snapshots_once_one(), say().try_snapshots_once_none()],
        right: 1,
        trials: vec![
            Trial::Plan { set: None, makes: false },
            Trial::Plan {
                set: Some((key, another)),
                makes: true,
            },
        ],
        shows: say().try_snapshots_once_shows(),
        otherwise: say().try_snapshots_once_otherwise(),
    }
}

/// A restore makes a second database; `None` where the newest snapshot, or what the new one would be put into, isn't there.
pub(super) fn restore(cx: &StepContext) -> Result<Option<Experiment>> {
    let mut snapshots = cx.all_ready::<DbSnapshot>();
    snapshots.sort_by_key(|snapshot| snapshot.facts().and_then(|snapshot| snapshot.taken_at));
    let (Some(snapshot), Some(subnets), Some(group), Some(database)) = (
        snapshots.last(),
        cx.present(&database::SUBNET_GROUP),
        cx.present(&database::GROUP),
        cx.id(&database::DB),
    ) else {
        return Ok(None);
    };
    let mut name = restored_name(cx.deployment());
    if name == database {
        name.push_str("-2");
    }
    let settings = database::settings(cx)?;
    let restored = DbInstance::restored(&RESTORED, name.as_str(), snapshot, settings, &subnets, &group);
    let looks = look(cx)?.map(|(command, prints)| Trial::on_host(APP_HOST, command, prints));
    let trials = [
        Trial::Make(Arc::new(restored)),
        Trial::open(APP_HOST, RESTORED.any().to_string()),
    ];
    Ok(Some(Experiment {
        name: "restore",
        question: say().try_snapshots_restore(snapshot.id()),
        choices: vec![
            say().try_snapshots_restore_back(),
            say().try_snapshots_restore_beside(),
            say().try_snapshots_restore_refused(),
        ],
        right: 1,
        trials: trials.into_iter().chain(looks).collect(),
        shows: say().try_snapshots_restore_shows(name.as_str(), database.as_str()),
        otherwise: say().try_snapshots_restore_otherwise(),
    }))
}

/// What shows the data, once there is an endpoint: the bundled application's table, of which the snapshot has the rows of that time. Of
/// another application nobody knows the tables.
fn look(cx: &StepContext) -> Result<Option<(HostCommand, Printed)>> {
    let endpoint = cx.facts(&RESTORED).and_then(|db| db.endpoint);
    // It goes into a command on a host.
    let (Some(endpoint), Some(login)) = (endpoint.filter(|endpoint| is_name(&endpoint.host)), database::login(cx)?) else {
        return Ok(None);
    };
    let login = MySqlLogin {
        host: endpoint.host,
        port: endpoint.port,
        ..login
    };
    let (statement, prints) = match app::has_users(cx)? {
        // The table is there, however many rows it has.
        true => ("SELECT COUNT(*) FROM users", Printed::default()),
        false => ("SELECT 1", Printed::with("1")),
    };
    let statement = statement.to_owned();
    Ok(Some((HostCommand::Query { login, statement }, prints)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps::rules;

    #[test]
    fn the_longest_name_is_an_identifier() {
        for deployment in ["first", "a23456789012345678901234567890", "Old_One.2"] {
            let name = restored_name(deployment);
            assert!(rules::db_identifier(&name).is_ok(), "{name}");
            assert!(rules::db_identifier(&format!("{name}-2")).is_ok(), "{name}");
        }
    }
}
