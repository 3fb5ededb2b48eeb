//! Starting a DB instance that is stopped.

use std::time::Duration;

use crate::aws::{Action, Aws, AwsError, Change, Noun, Repeat};

/// What RDS answers where it isn't stopped.
const NOT_STOPPED: &[&str] = &["InvalidDBInstanceState"];
/// Between two looks at one that RDS refused to start.
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);
/// How often RDS may refuse one that lists show as stopped: for a minute they may be behind.
const MOST_REFUSALS: u32 = 12;

/// Starts the DB instance of this identifier. It may have been started since it was listed, as by a run that was killed before it knew:
/// RDS refuses that. One that is still being stopped is refused too, and waited for.
///
/// # Errors
///
/// What RDS says where it refuses for another reason, or goes on refusing one that stays stopped.
pub(super) async fn start(aws: &Aws, id: &str) -> Result<(), AwsError> {
    let mut refusals = 0;
    loop {
        let started = aws
            .call(Repeat::Safe, Action::change(Change::Start, Noun::DbInstance, id))
            .send(|| aws.rds().start_db_instance().db_instance_identifier(id).send())
            .await;
        refusals += 1;
        match started {
            Err(error) if error.is(NOT_STOPPED) && refusals < MOST_REFUSALS => {}
            other => return other.map(drop),
        }
        if !is_stopped_after_a_look(aws, id).await? {
            return Ok(());
        }
    }
}

/// Looks until it isn't being stopped any more; whether it is stopped then.
async fn is_stopped_after_a_look(aws: &Aws, id: &str) -> Result<bool, AwsError> {
    loop {
        // A run that is told to stop leaves it as it is.
        if !aws.pause(BETWEEN_LOOKS).await {
            return Ok(false);
        }
        let answer = aws
            .read(Action::Read(Noun::DbInstance, id.to_owned()))
            .send(|| aws.rds().describe_db_instances().db_instance_identifier(id).send())
            .await?;
        match answer.db_instances().first().and_then(|db| db.db_instance_status()) {
            Some("stopping") => {}
            status => return Ok(status == Some("stopped")),
        }
    }
}
