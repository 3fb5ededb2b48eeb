//! The paths each step promises: those it opens, and those it keeps closed.

use super::{app_host, nat_gateway, peering, vpc};
use crate::aws::Kind;
use crate::walkthrough::{Check, Promise, Result, StepContext};

/// From outside the host is reached by those who may log in, and the application by everyone; the host itself gets out.
pub(super) async fn app_host(cx: &StepContext) -> Result<Vec<Check>> {
    let port: i64 = cx.answer(&app_host::PORT)?;
    cx.paths(&[
        Promise::open("me", "app-host:22"),
        Promise::open("internet", format!("app-host:{port}")),
        Promise::closed("internet", "app-host:22"),
        Promise::open("app-host", "internet:443"),
    ])
    .await
}

/// The database is reached from the application host alone.
pub(super) async fn database(cx: &StepContext) -> Result<Vec<Check>> {
    let mut promises = vec![Promise::open("app-host", "database"), Promise::closed("internet", "database")];
    if is_there(cx, "test-host") {
        promises.push(Promise::closed("test-host", "database"));
    }
    cx.paths(&promises).await
}

/// The private host is reached from the application host, and from nowhere outside.
pub(super) async fn test_host(cx: &StepContext) -> Result<Vec<Check>> {
    cx.paths(&[
        Promise::open("app-host", "test-host:22"),
        Promise::open("app-host", "test-host:icmp"),
        Promise::closed("internet", "test-host:22"),
    ])
    .await
}

/// The chosen private subnets get out, the others don't.
pub(super) async fn nat_gateway(cx: &StepContext) -> Result<Vec<Check>> {
    let chosen: String = cx.answer(&nat_gateway::SUBNETS)?;
    let mut promises = Vec::new();
    for number in 1..=cx.answer::<i64>(&vpc::AVAILABILITY_ZONES)? {
        let subnet = format!("subnet/private{number}");
        if chosen == "all" || subnet.ends_with(&chosen) {
            promises.push(Promise::open(subnet, "internet:443"));
        } else {
            promises.push(Promise::closed(subnet, "internet:443"));
        }
    }
    // The private host is in the first of them.
    if is_there(cx, "test-host") && ["all", "private1"].contains(&chosen.as_str()) {
        promises.push(Promise::open("test-host", "internet:443"));
        promises.push(Promise::open("test-host", "internet:icmp"));
    }
    cx.paths(&promises).await
}

/// The chosen subnets reach the second network's, and its answers get back: both have their route. The others have none.
pub(super) async fn peering(cx: &StepContext) -> Result<Vec<Check>> {
    let chosen: String = cx.answer(&peering::TABLES)?;
    let mut promises = Vec::new();
    for kind in ["public", "private"] {
        for number in 1..=cx.answer::<i64>(&vpc::AVAILABILITY_ZONES)? {
            let subnet = format!("subnet/{kind}{number}");
            if chosen == "all" || chosen == kind {
                promises.push(Promise::open(subnet, "subnet/ai:22"));
            } else {
                promises.push(Promise::closed(subnet, "subnet/ai:22"));
            }
        }
    }
    cx.paths(&promises).await
}

/// The AI team's host is reached across the peering, and from nowhere outside; it gets out.
pub(super) async fn ai_host(cx: &StepContext) -> Result<Vec<Check>> {
    let across = ["ai-host:22", "ai-host:icmp"].map(|target| {
        // The application host is in a public subnet.
        match cx.answer::<String>(&peering::TABLES).as_deref() {
            Ok("private") => Promise::closed("app-host", target),
            _ => Promise::open("app-host", target),
        }
    });
    let outside = [
        Promise::open("ai-host", "internet:443"),
        Promise::closed("internet", "ai-host:22"),
    ];
    cx.paths(&[across, outside].concat()).await
}

fn is_there(cx: &StepContext, host: &str) -> bool {
    cx.observed(Kind::Instance, &format!("instance/{host}")).is_some()
}
