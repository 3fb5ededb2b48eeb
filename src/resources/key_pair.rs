//! Key pairs: made on this machine; only the public half ever leaves it.

use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_ec2::primitives::Blob;
use aws_sdk_ec2::types::{KeyPairInfo, ResourceType};
use futures_util::future::BoxFuture;

use super::ec2_support::{tag_pairs, tag_specifications};
use super::retagging::change_ec2_tags;
use super::row::{Deletion, Listing, Naming, Retagging, Row};
use super::{Base, Difference, DifferenceValue, Field, Key, Observed, Resource, ResourceError, Scope, State, TagChange};
use crate::aws::{Action, Aws, AwsError, Identity, Noun, Repeat};
use crate::checkpoint::CheckpointError;

pub(super) const ROW: Row = Row {
    naming: Naming::Unique,
    duplicate_codes: &["InvalidKeyPair.Duplicate"],
    id_filter: Some("key-name"),
    retagging: Retagging::By(|aws, observed, tags| Box::pin(retag(aws, observed, tags))),
    ..Row::new(
        "key-pair",
        Noun::KeyPair,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of a key pair.
#[derive(Clone, Debug)]
pub struct KeyPairFacts {
    /// The public key, in OpenSSH's one-line form.
    pub public_key: Option<String>,
    /// AWS's id, by which it is tagged; `None` of one that this run has just imported.
    pair_id: Option<String>,
}

/// Where the local half of a key pair is kept.
pub trait KeyMaterial: Send + Sync {
    /// The public key in OpenSSH's one-line form, if the pair is on this machine.
    ///
    /// # Errors
    ///
    /// When there is a key and it can't be read.
    fn public_key(&self) -> Result<Option<String>, CheckpointError>;

    /// The public key, of a new pair if there is none. The private half is durable before this returns.
    ///
    /// # Errors
    ///
    /// When the pair can't be read or kept.
    fn public_key_or_new(&self) -> Result<String, CheckpointError>;
}

/// A key pair whose public half is imported.
pub struct KeyPair {
    base: Base,
    material: Arc<dyn KeyMaterial>,
}

impl KeyPair {
    /// The key pair of this name.
    pub fn new(key: &Key<Self>, name: impl Into<String>, material: Arc<dyn KeyMaterial>) -> Self {
        Self {
            base: Base::new(key, name),
            material,
        }
    }
}

#[async_trait]
impl Resource for KeyPair {
    fn base(&self) -> &Base {
        &self.base
    }

    /// Compares the key itself, where both halves can be seen. A pair whose private half isn't on this machine is no difference:
    /// the environment stands, only this machine can't log in.
    fn differences(&self, _: &Observed, found: &KeyPairFacts) -> Vec<Difference> {
        let here = self.material.public_key().ok().flatten();
        match (here, found.public_key.as_deref()) {
            (Some(here), Some(there)) if material_of(&here) != material_of(there) => {
                vec![Difference::fixed(
                    Field::PublicKey,
                    DifferenceValue::OtherKey,
                    DifferenceValue::OwnKey,
                )]
            }
            _ => Vec::new(),
        }
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let public_key = self.material.public_key_or_new()?;
        aws.call(Repeat::Safe, Action::create(Noun::KeyPair, &self.base.name))
            .send(|| {
                aws.ec2()
                    .import_key_pair()
                    .key_name(&self.base.name)
                    .public_key_material(Blob::new(public_key.clone()))
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::KeyPair]))
                    .send()
            })
            .await?;
        let pair = KeyPairInfo::builder().key_name(&self.base.name).build();
        Ok(observe(pair).tagged_as(identity))
    }
}

/// The algorithm and the key of an OpenSSH public key, without its comment.
fn material_of(public_key: &str) -> (Option<&str>, Option<&str>) {
    let mut words = public_key.split_whitespace();
    (words.next(), words.next())
}

/// Lists the deployment's key pairs with their public keys.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let answer = aws
            .read(Action::list(Noun::KeyPair))
            .send(|| {
                aws.ec2()
                    .describe_key_pairs()
                    .include_public_key(true)
                    .filters(scope.filter())
                    .send()
            })
            .await?;
        Ok(answer.key_pairs.unwrap_or_default().into_iter().map(observe).collect())
    })
}

fn observe(pair: KeyPairInfo) -> Observed {
    let name = pair.key_name().unwrap_or_default().to_owned();
    let tags: Vec<_> = tag_pairs(pair.tags.as_deref()).collect();
    let facts = KeyPairFacts {
        pair_id: pair.key_pair_id,
        public_key: pair.public_key,
    };
    Observed::new(name, State::Ready, facts).tagged(tags)
}

/// A key pair is found by its name and tagged by its id.
async fn retag(aws: &Aws, observed: &Observed, change: TagChange<'_>) -> Result<(), AwsError> {
    match observed.facts_of::<KeyPair>().and_then(|pair| pair.pair_id.clone()) {
        Some(id) => change_ec2_tags(aws, vec![id], change).await,
        None => Ok(()),
    }
}

/// Deletes the imported half. The local files are the checkpoint's to remove.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::KeyPair, &observed.id))
        .send(|| aws.ec2().delete_key_pair().key_name(&observed.id).send())
        .await?;
    Ok(())
}
