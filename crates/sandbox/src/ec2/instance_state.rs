//! Starting, stopping and terminating instances. One bad id fails the whole call.

use std::time::Duration;

use jiff::Timestamp;

use super::instances::{Instance, Phase, State};
use super::network_interfaces::{self, Public};
use super::row::{due, find};
use super::{Ec2, addresses, instance_life, instance_types};
use crate::clock::after;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// StartInstances: an instance launched with a public address gets another one.
pub fn start(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let instances = named(ec2, cx, params)?;
    for instance in &instances {
        if !["stopped", "pending", "running"].contains(&instance.state(cx.now).name) {
            return Err(wrong_state(instance, cx, "started"));
        }
    }
    let mut changes = Vec::new();
    for instance in instances {
        let former = instance.state(cx.now);
        if former.name == "stopped" {
            instance_life::check_quotas(ec2, cx, instance_types::find(&instance.instance_type)?, 1)?;
            let public = if instance.public { Some(addresses::draw(ec2)?) } else { None };
            let row = ec2.network_interfaces.get_mut(&instance.interface);
            if let Some(row) = row.filter(|row| !row.has_own_address()) {
                row.public = public.map(Public::automatic);
            }
            let phase = instance_life::starting(common, cx);
            if let Some(row) = ec2.instances.get_mut(&instance.id) {
                row.phase = phase;
                row.started = cx.now;
            }
        }
        changes.push(change(ec2, cx, &instance.id, former));
    }
    Ok(Element::new("").list("instancesSet", changes))
}

/// StopInstances: the instance loses an automatic public address.
pub fn stop(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let instances = named(ec2, cx, params)?;
    for instance in &instances {
        if instance.switches.disable_stop {
            return Err(ApiError::new(
                "OperationNotPermitted",
                format!(
                    "The instance '{}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.",
                    instance.id
                ),
            ));
        }
        if !["running", "stopping", "stopped"].contains(&instance.state(cx.now).name) {
            return Err(wrong_state(instance, cx, "stopped"));
        }
    }
    let mut changes = Vec::new();
    for instance in instances {
        let former = instance.state(cx.now);
        if former.name == "running" {
            let done = due(common, cx, cx.latencies.instance_stopped);
            network_interfaces::release_automatic(ec2, &instance.interface, done);
            if let Some(row) = ec2.instances.get_mut(&instance.id) {
                row.phase = Phase::Stopping {
                    asked: cx.now,
                    done,
                    by_itself: false,
                };
            }
        }
        changes.push(change(ec2, cx, &instance.id, former));
    }
    Ok(Element::new("").list("instancesSet", changes))
}

/// How long a system takes to shut down.
const SHUTDOWN: Duration = Duration::from_secs(20);

/// An instance whose own system powered it off at a moment: it stops, as by StopInstances, which is EC2's default. Source: EC2 user guide,
/// "Change the instance initiated shutdown behavior".
pub fn power_off(ec2: &mut Ec2, id: &str, at: Timestamp) {
    let done = after(at, SHUTDOWN);
    let Some(row) = ec2.instances.get_mut(id) else { return };
    row.phase = Phase::Stopping {
        asked: at,
        done,
        by_itself: true,
    };
    let interface = row.interface.clone();
    network_interfaces::release_automatic(ec2, &interface, done);
}

/// TerminateInstances.
pub fn terminate(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let instances = named(ec2, cx, params)?;
    for instance in &instances {
        if instance.switches.disable_termination && !instance.is_ending(cx.now) {
            return Err(ApiError::new(
                "OperationNotPermitted",
                format!(
                    "The instance '{}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.",
                    instance.id
                ),
            ));
        }
    }
    let mut changes = Vec::new();
    for instance in instances {
        let former = instance.state(cx.now);
        if !instance.is_ending(cx.now) {
            end(ec2, common, cx, &instance);
        }
        changes.push(change(ec2, cx, &instance.id, former));
    }
    Ok(Element::new("").list("instancesSet", changes))
}

fn end(ec2: &mut Ec2, common: &mut Common, cx: &Context, instance: &Instance) {
    let done = due(common, cx, cx.latencies.instance_terminated);
    instance_life::terminate_at(ec2, cx, instance, done);
    if let Some(row) = ec2.instances.get_mut(&instance.id) {
        row.phase = Phase::Terminating { asked: cx.now, done };
    }
}

fn named(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Vec<Instance>, ApiError> {
    let ids = params.strings("InstanceId");
    if ids.is_empty() {
        return Err(ApiError::missing_parameter("InstanceId"));
    }
    ids.iter().map(|id| find::<Instance>(ec2, id, cx.now).cloned()).collect()
}

fn wrong_state(instance: &Instance, cx: &Context, wanted: &str) -> ApiError {
    let state = instance.state(cx.now).name;
    ApiError::new(
        "IncorrectInstanceState",
        format!(
            "The instance '{}' is not in a state from which it can be {wanted}: {state}.",
            instance.id
        ),
    )
}

fn change(ec2: &Ec2, cx: &Context, id: &str, former: State) -> Element {
    let state = ec2.instances.get(id).map_or(former, |instance| instance.state(cx.now));
    Element::new("item")
        .text("instanceId", id)
        .child(state.element("currentState"))
        .child(former.element("previousState"))
}
