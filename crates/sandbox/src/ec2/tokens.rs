//! Client tokens: the same token with the same parameters is the same request. Source: docs/AWS.md, "Client tokens".

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Ec2;
use crate::ids::hex;
use crate::protocol::{ApiError, Params};

/// Most characters of a token. Source: docs/AWS.md, "Client tokens".
const LONGEST: usize = 64;
/// How many tokens are remembered whatever became of what they made. Beyond, those of what AWS no longer shows are forgotten.
pub const KEPT: usize = 1000;

/// The first use of a token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Token {
    fingerprint: String,
    /// The id of the thing that the first request made.
    made: String,
}

/// The token of a request, with a fingerprint of the parameters.
#[derive(Debug)]
pub struct Use {
    key: String,
    fingerprint: String,
}

/// Reads the token of a request. A token is unique within `scope`: the zone for instances.
///
/// # Errors
/// `InvalidParameterValue` for a token that is too long or not ASCII.
pub fn read(params: &Params, scope: &str) -> Result<Option<Use>, ApiError> {
    let Some(token) = params.get("ClientToken").filter(|token| !token.is_empty()) else {
        return Ok(None);
    };
    if token.len() > LONGEST || !token.is_ascii() {
        return Err(ApiError::invalid_value(
            "clientToken",
            token,
            "A token has at most 64 ASCII characters.",
        ));
    }
    let mut hasher = Sha256::new();
    for (name, value) in params.iter().filter(|(name, _)| *name != "ClientToken") {
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(value.as_bytes());
        hasher.update([0]);
    }
    let operation = params.get("Action").unwrap_or_default();
    Ok(Some(Use {
        key: format!("{operation}/{scope}/{token}"),
        fingerprint: hex(&hasher.finalize()),
    }))
}

/// The id that an earlier request with this token made, as long as it `is_there`. The token of a thing that has vanished makes
/// another (how long AWS remembers tokens of deleted things is unverified).
///
/// # Errors
/// `IdempotentParameterMismatch` when it had other parameters.
pub fn made(ec2: &Ec2, used: Option<&Use>, is_there: fn(&Ec2, &str) -> bool) -> Result<Option<String>, ApiError> {
    let Some(used) = used else {
        return Ok(None);
    };
    match ec2.tokens.get(&used.key) {
        None => Ok(None),
        Some(token) if token.fingerprint == used.fingerprint => Ok(Some(&token.made).filter(|id| is_there(ec2, id)).cloned()),
        Some(_) => Err(ApiError::new(
            "IdempotentParameterMismatch",
            "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
        )),
    }
}

/// Remembers the id that a request with this token made.
pub fn remember(ec2: &mut Ec2, used: Option<Use>, made: &str) {
    if let Some(Use { key, fingerprint }) = used {
        let made = made.to_owned();
        ec2.tokens.insert(key, Token { fingerprint, made });
        if ec2.tokens.len() > KEPT {
            forget_spent(ec2);
        }
    }
}

fn forget_spent(ec2: &mut Ec2) {
    let reservations: BTreeSet<String> = ec2.instances.values().map(|instance| instance.reservation.clone()).collect();
    let Ec2 {
        launch_templates,
        nat_gateways,
        network_acls,
        network_interfaces,
        route_tables,
        tokens,
        volumes,
        vpc_endpoints,
        ..
    } = ec2;
    tokens.remove_where(|_, token| {
        // That of a version of a launch template has its number behind.
        let id = token.made.split(':').next().unwrap_or_default();
        let is_there = reservations.contains(id)
            || launch_templates.contains(id)
            || nat_gateways.contains(id)
            || network_acls.contains(id)
            || network_interfaces.contains(id)
            || route_tables.contains(id)
            || volumes.contains(id)
            || vpc_endpoints.contains(id);
        !is_there
    });
}
