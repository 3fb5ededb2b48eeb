//! Names that survive a lost state file: keys, tags and client tokens.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::DeploymentId;

/// The tag the console shows as a resource's name.
pub const TAG_NAME: &str = "Name";
/// The tag that says which deployment a resource belongs to.
pub const TAG_DEPLOYMENT: &str = "jalon:deployment";
/// The tag that holds a resource's [`ResourceKey`].
pub const TAG_RESOURCE: &str = "jalon:resource";
/// The tag that names the step which made a resource.
pub const TAG_STEP: &str = "jalon:step";
/// The tag that holds the [`DeploymentId`] of the deployment that made a resource: two deployments may have one name.
pub const TAG_ID: &str = "jalon:id";
/// The tag that says when the deployment expires (RFC 3339, in UTC), where it does.
pub const TAG_EXPIRES: &str = "jalon:expires";

/// A resource's stable name within its deployment, e.g. `vpc/main`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ResourceKey(String);

impl ResourceKey {
    /// A key from its text.
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// A key as any version of this program has written it into a tag or a state file. Before format 3 of the state file, those of
    /// internet gateways began with `igw/`.
    pub fn written(key: &str) -> Self {
        match key.strip_prefix("igw/") {
            Some(name) => Self(format!("internet-gateway/{name}")),
            None => Self::from(key),
        }
    }

    /// The key's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What comes after the kind's prefix: `main` of `vpc/main`.
    pub fn name(&self) -> &str {
        self.0.split_once('/').map_or(self.as_str(), |(_, name)| name)
    }
}

impl fmt::Display for ResourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for ResourceKey {
    fn from(key: &str) -> Self {
        Self::new(key)
    }
}

impl From<String> for ResourceKey {
    fn from(key: String) -> Self {
        Self(key)
    }
}

/// Who a resource is: what goes into its tags and its client token.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The deployment's name.
    pub deployment: String,
    /// The deployment's id.
    pub deployment_id: DeploymentId,
    /// The resource's key.
    pub key: ResourceKey,
    /// The step that makes it.
    pub step: String,
    /// The value of the `Name` tag.
    pub name: String,
    /// How often a resource of this key has been made anew; part of the client token.
    pub generation: u32,
    /// The tags that the person wants on everything.
    pub given_tags: BTreeMap<String, String>,
    /// When the deployment expires, where it does.
    pub expires_at: Option<Timestamp>,
}

impl Identity {
    /// The tags every resource carries from its create call on, as (key, value): its own and the person's.
    pub fn all_tags(&self) -> Vec<(String, String)> {
        let own = self.tags().map(|(key, value)| (key.to_owned(), value)).into_iter();
        own.chain(self.expiry_tag()).chain(self.given_tags.clone()).collect()
    }

    /// The tag that says when the deployment expires, where it does.
    pub fn expiry_tag(&self) -> Option<(String, String)> {
        self.expires_at.map(|at| (TAG_EXPIRES.to_owned(), at.to_string()))
    }

    /// The tags of the deployment's own, as (key, value).
    pub fn tags(&self) -> [(&'static str, String); 5] {
        [
            (TAG_NAME, self.name.clone()),
            (TAG_DEPLOYMENT, self.deployment.clone()),
            (TAG_ID, self.deployment_id.to_string()),
            (TAG_RESOURCE, self.key.to_string()),
            (TAG_STEP, self.step.clone()),
        ]
    }

    /// The client token of this resource's create call.
    pub fn client_token(&self) -> String {
        client_token(&self.deployment_id, &self.key, self.generation)
    }
}

/// What every client token of ours begins with, and none that a console or another tool makes.
const TOKEN_PREFIX: &str = "jalon-";

/// Whether a client token is of some version of jalon.
pub fn is_own_token(token: &str) -> bool {
    token.starts_with(TOKEN_PREFIX)
}

/// The client token for one generation of a resource: the same request always carries the same token.
///
/// It follows from the deployment's id and not from its name: AWS answers a token that another deployment has used with that one's
/// resource. 40 ASCII characters; AWS takes at most 64 (botocore EC2 model).
pub fn client_token(deployment: &DeploymentId, key: &ResourceKey, generation: u32) -> String {
    let digest = Sha256::digest(format!("{deployment}\n{key}\n{generation}"));
    let mut token = String::from(TOKEN_PREFIX);
    token.extend(digest.iter().take(17).map(|byte| format!("{byte:02x}")));
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_stable_and_differs_by_each_of_its_parts() {
        let (demo, other) = (DeploymentId::from("20260102-aaaaaa"), DeploymentId::from("20260102-bbbbbb"));
        let key = ResourceKey::from("nat-gateway/main");
        let token = client_token(&demo, &key, 1);
        assert_eq!(token, client_token(&demo, &key, 1));
        assert_eq!(token.len(), 40);
        assert!(is_own_token(&token));
        assert_ne!(token, client_token(&demo, &key, 2));
        assert_ne!(token, client_token(&other, &key, 1));
        assert_ne!(token, client_token(&demo, &ResourceKey::from("nat-gateway/b"), 1));
    }
}
