//! DB instances: stopping and starting them. A stopped one stays so; that AWS starts it again after seven days is left out.
//! Source: RDS user guide, "Stopping an Amazon RDS DB instance temporarily" and "Starting an Amazon RDS DB instance that was previously
//! stopped".

use super::model::Instance;
use super::rules::invalid_state;
use super::{Rds, answers, replicas};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

const STOPPED: &str = "stopped";

/// StopDBInstance, of an available instance.
pub fn stop(rds: &mut Rds, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let instance = in_status(rds, cx, params, "available")?;
    replicas::check_pausable(rds, &instance, cx.now)?;
    paused(rds, common, cx, instance, "stopping", Some(STOPPED))
}

/// StartDBInstance, of a stopped instance.
pub fn start(rds: &mut Rds, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let instance = in_status(rds, cx, params, STOPPED)?;
    paused(rds, common, cx, instance, "starting", None)
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

fn paused(
    rds: &mut Rds,
    common: &mut Common,
    cx: &Context,
    mut instance: Instance,
    activity: &str,
    ending: Option<&str>,
) -> Result<Element, ApiError> {
    let lasting = common.ids.vary(cx.latencies.db_instance_paused, cx.latencies.spread);
    instance.begin(activity, cx.now, lasting);
    instance.ending = ending.map(str::to_owned);
    let answer = answers::instance(rds, common, &instance, cx.now);
    rds.instances.insert(instance.identifier.clone(), instance);
    Ok(Element::new("").child(answer))
}
