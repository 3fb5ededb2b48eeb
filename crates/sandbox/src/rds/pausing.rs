//! DB instances: stopping and starting them. A stopped one is started again after seven days.
//! Source: RDS user guide, "Stopping an Amazon RDS DB instance temporarily" and "Starting an Amazon RDS DB instance that was previously
//! stopped".

use std::time::Duration;

use super::model::Instance;
use super::rules::invalid_state;
use super::{Rds, answers, replicas};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

const STOPPED: &str = "stopped";
const STARTING: &str = "starting";
/// How long one stays stopped.
const SLEEPS: Duration = Duration::from_secs(7 * 24 * 3600);

/// StopDBInstance, of an available instance.
pub fn stop(rds: &mut Rds, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let mut instance = in_status(rds, cx, params, "available")?;
    replicas::check_pausable(rds, &instance, cx.now)?;
    let lasting = lasting(common, cx);
    instance.begin("stopping", cx.now, lasting);
    instance.restarts_at = Some(instance.begin(STOPPED, cx.now, SLEEPS));
    instance.begin(STARTING, cx.now, lasting);
    answered(rds, common, cx, instance)
}

/// StartDBInstance, of a stopped instance.
pub fn start(rds: &mut Rds, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let mut instance = in_status(rds, cx, params, STOPPED)?;
    instance.activities.clear();
    instance.restarts_at = None;
    instance.begin(STARTING, cx.now, lasting(common, cx));
    answered(rds, common, cx, instance)
}

fn lasting(common: &mut Common, cx: &Context) -> Duration {
    common.ids.vary(cx.latencies.db_instance_paused, cx.latencies.spread)
}

fn in_status(rds: &Rds, cx: &Context, params: &Params, status: &str) -> Result<Instance, ApiError> {
    let instance = rds.named_instance(cx, params)?;
    if instance.status(cx.now) == status {
        return Ok(instance.clone());
    }
    Err(invalid_state(format!(
        "Instance {} is not in {status} state.",
        instance.identifier
    )))
}

fn answered(rds: &mut Rds, common: &Common, cx: &Context, instance: Instance) -> Result<Element, ApiError> {
    let answer = answers::instance(rds, common, &instance, cx.now);
    rds.instances.insert(instance.identifier.clone(), instance);
    Ok(Element::new("").child(answer))
}
