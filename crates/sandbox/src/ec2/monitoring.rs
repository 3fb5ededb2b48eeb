//! MonitorInstances and UnmonitorInstances, and what an instance wrote on its console.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Ec2;
use super::instances::{Instance, Phase};
use super::row::find;
use crate::clock::iso8601;
use crate::common::Context;
use crate::protocol::{ApiError, Element, Params};

/// Turns detailed monitoring on or off. The answer says that it is being turned, as AWS's does.
pub fn set(ec2: &mut Ec2, cx: &Context, params: &Params, on: bool) -> Result<Element, ApiError> {
    let ids = params.strings("InstanceId");
    if ids.is_empty() {
        return Err(ApiError::missing_parameter("InstanceId"));
    }
    for id in &ids {
        let instance = find::<Instance>(ec2, id, cx.now)?;
        if instance.is_ending(cx.now) {
            let message = format!("The instance '{id}' is not in a state in which its monitoring can be changed.");
            return Err(ApiError::new("IncorrectInstanceState", message));
        }
    }
    let state = if on { "pending" } else { "disabling" };
    let items: Vec<Element> = ids
        .iter()
        .map(|id| {
            if let Some(instance) = ec2.instances.get_mut(id) {
                instance.switches.monitoring = on;
            }
            Element::new("item")
                .text("instanceId", id)
                .child(Element::new("monitoring").text("state", state))
        })
        .collect();
    Ok(Element::new("").list("instancesSet", items))
}

/// GetConsoleOutput. There is none before the instance has passed its checks: on AWS it comes some minutes after the boot.
/// Source: EC2 user guide, "Instance console output".
pub fn console_output(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let instance = find::<Instance>(ec2, params.required("InstanceId")?, cx.now)?;
    let answer = Element::new("").text("instanceId", &instance.id);
    let booted = match instance.phase {
        Phase::Starting { healthy, .. } if healthy <= cx.now => healthy,
        _ => return Ok(answer.text("timestamp", iso8601(cx.now))),
    };
    let name = format!("ip-{}", instance.private_ip.to_string().replace('.', "-"));
    let text = format!("\r\nUbuntu 24.04 LTS {name} ttyS0\r\n\r\n{name} login: \r\n");
    Ok(answer
        .text("timestamp", iso8601(booted))
        .text("output", STANDARD.encode(text)))
}
