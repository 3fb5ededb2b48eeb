//! CPU credits of burstable instances.

use super::documented_filters;
use super::filters::Filters;
use super::instances::Instance;
use super::row::{View, find};
use super::{Ec2, instance_types, page};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

const CHOICES: [&str; 2] = ["standard", "unlimited"];

/// The option that a launch requests, for a burstable type: that of its family when it requests none.
///
/// # Errors
/// `InvalidParameterValue` for another value; `InvalidParameterCombination` where the type is not burstable (recalled).
pub fn of_launch(params: &Params, instance_type: &str) -> Result<Option<String>, ApiError> {
    let given = params.get("CreditSpecification.CpuCredits");
    if let Some(given) = given {
        check(given)?;
    }
    if !instance_types::find(instance_type)?.burstable {
        return match given {
            None => Ok(None),
            Some(_) => Err(ApiError::new(
                "InvalidParameterCombination",
                format!("The instance type {instance_type} does not support CPU credits."),
            )),
        };
    }
    Ok(Some(given.unwrap_or_else(|| of_family(instance_type)).to_owned()))
}

/// The option of a family. Source: EC2 user guide, "Unlimited mode": T2 starts as standard, later families as unlimited.
fn of_family(instance_type: &str) -> &'static str {
    if instance_type.starts_with("t2") {
        "standard"
    } else {
        "unlimited"
    }
}

fn check(given: &str) -> Result<(), ApiError> {
    if CHOICES.contains(&given) {
        return Ok(());
    }
    Err(ApiError::invalid_value(
        "CpuCredits",
        given,
        "Expecting standard or unlimited.",
    ))
}

impl Instance {
    /// The option in force, of a burstable instance.
    fn cpu_credits(&self) -> Option<&str> {
        let kind = instance_types::find(&self.instance_type).ok()?;
        kind.burstable
            .then(|| self.credits.as_deref().unwrap_or_else(|| of_family(&self.instance_type)))
    }
}

/// DescribeInstanceCreditSpecifications: of the named instances, else of all that are unlimited. Source: EC2 API reference.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let view = View::listing(ec2, common, cx);
    let ids = params.strings("InstanceId");
    for id in &ids {
        if find::<Instance>(ec2, id, cx.now)?.cpu_credits().is_none() {
            let message = format!("The instance {id} is not a burstable performance instance.");
            return Err(ApiError::new("InvalidParameterValue", message));
        }
    }
    let filters = Filters::read(params, documented_filters::INSTANCE_CREDIT_SPECIFICATIONS)?;
    let rows = ec2
        .instances
        .values()
        .filter(|instance| instance.life.seen(view.now) && !instance.is_terminated(view.now))
        .filter_map(|instance| Some((instance, instance.cpu_credits()?)))
        .filter(|(instance, credits)| match ids.is_empty() {
            true => *credits == "unlimited",
            false => ids.contains(&instance.id),
        })
        .map(|(instance, credits)| {
            let item = Element::new("item")
                .text("instanceId", &instance.id)
                .text("cpuCredits", credits);
            (instance.id.clone(), item)
        })
        .filter(|(_, item)| filters.take_item(item, None))
        .collect();
    page::answer(params, "instanceCreditSpecificationSet", rows)
}

/// ModifyInstanceCreditSpecification. What fails for one instance is said in the answer, and the call goes on.
pub fn modify(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let wanted = params.structures("InstanceCreditSpecification");
    if wanted.is_empty() {
        return Err(ApiError::missing_parameter("InstanceCreditSpecification"));
    }
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for specification in wanted {
        let id = specification.required("InstanceId")?;
        let credits = specification.required("CpuCredits")?;
        check(credits)?;
        let named = Element::new("item").text("instanceId", id);
        let failure = match find::<Instance>(ec2, id, cx.now) {
            Err(error) => Some(("InvalidInstanceID.NotFound", error.message)),
            Ok(instance) if instance.cpu_credits().is_none() => Some((
                "InstanceCreditSpecification.NotSupported",
                format!("The instance type {} has no CPU credits.", instance.instance_type),
            )),
            Ok(_) => None,
        };
        if let Some((code, message)) = failure {
            let error = Element::new("error").text("code", code).text("message", message);
            failed.push(named.child(error));
            continue;
        }
        if let Some(instance) = ec2.instances.get_mut(id) {
            instance.credits = Some(credits.to_owned());
        }
        done.push(named);
    }
    Ok(Element::new("")
        .list("successfulInstanceCreditSpecificationSet", done)
        .list("unsuccessfulInstanceCreditSpecificationSet", failed))
}

/// GetDefaultCreditSpecification, of a family.
pub fn default_of_family(params: &Params) -> Result<Element, ApiError> {
    let family = params.required("InstanceFamily")?;
    if !["t2", "t3", "t3a", "t4g"].contains(&family) {
        return Err(ApiError::invalid_value("InstanceFamily", family, ""));
    }
    let answer = Element::new("instanceFamilyCreditSpecification")
        .text("instanceFamily", family)
        .text("cpuCredits", of_family(family));
    Ok(Element::new("").child(answer))
}
