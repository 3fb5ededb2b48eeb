//! What every resource can do: for the file of its kind with its type, and for the engine without.

use std::fmt::Display;

use async_trait::async_trait;
use aws_sdk_ec2::types::Tag;

use super::row::Naming;
use super::{AnyHandle, DifferenceValue, Field, Handle, Inventory, Key, Kind, Observed, OfKind, ResourceError};
use crate::aws::{Action, Aws, Identity, Repeat, ResourceKey, TAG_NAME};
use crate::prices::Charge;

/// What every spec starts from.
#[derive(Clone, Debug)]
pub struct Base {
    /// The stable name within the deployment, e.g. `subnet/public1`.
    pub key: ResourceKey,
    /// The value of the `Name` tag, or AWS's own name for the thing.
    pub name: String,
    /// The resources it is built from.
    pub needs: Vec<ResourceKey>,
    /// What else a person should see of it before it is made, e.g. its address range.
    pub detail: Option<Detail>,
    /// The availability zone it is made in, where it is made in one.
    pub zone: Option<String>,
}

impl Base {
    /// A base that is built from nothing.
    pub fn new<K: OfKind>(key: &Key<K>, name: impl Into<String>) -> Self {
        Self {
            key: key.any(),
            name: name.into(),
            needs: Vec::new(),
            detail: None,
            zone: None,
        }
    }

    /// The same, built from this one too.
    pub fn on<K: OfKind>(self, handle: &Handle<K>) -> Self {
        self.on_any(handle.any())
    }

    /// The same, built from all of these too.
    pub fn on_all<K: OfKind>(self, handles: &[Handle<K>]) -> Self {
        handles.iter().fold(self, Base::on)
    }

    /// As [`Base::on`], of any kind. What is named twice counts once.
    pub fn on_any(mut self, handle: &AnyHandle) -> Self {
        if !self.needs.contains(handle.key()) {
            self.needs.push(handle.key().clone());
        }
        self
    }

    /// The same, made in this availability zone.
    pub fn in_zone(self, zone: Option<&str>) -> Self {
        Self {
            zone: zone.map(str::to_owned),
            ..self
        }
    }

    /// The same, with a detail to show.
    pub fn showing(self, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(Detail::Value(detail.into())),
            ..self
        }
    }

    /// The same, with what it leads to as the detail to show.
    pub fn leading_to(self, kind: Kind) -> Self {
        Self {
            detail: Some(Detail::LeadsTo(kind)),
            ..self
        }
    }
}

/// What a person should see of a resource beside its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A value, e.g. an address range.
    Value(String),
    /// The kind of thing that it leads to.
    LeadsTo(Kind),
}

/// One way in which a resource is not up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs, e.g. `dns-hostnames` or `ingress rule`.
    pub field: Field,
    /// What AWS has.
    pub found: DifferenceValue,
    /// What the spec wants.
    pub wanted: DifferenceValue,
    /// Whether AWS lets it be changed in place.
    pub changeable: bool,
    /// The part that goes, where nothing comes in its place.
    pub removed_part: Option<String>,
}

/// A part of a resource that somebody else has added. It stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// What it is, as in [`Difference::field`].
    pub field: Field,
    /// What AWS has.
    pub value: DifferenceValue,
}

impl Addition {
    /// A part that somebody else has added.
    pub fn new(field: Field, value: impl Into<DifferenceValue>) -> Self {
        let value = value.into();
        Self { field, value }
    }

    /// The security groups of a host or a database beside its own.
    pub(super) fn other_security_groups(found: &[String], own: &str) -> Vec<Self> {
        let others = found.iter().filter(|group| *group != own);
        others.map(|group| Self::new(Field::SecurityGroup, group)).collect()
    }
}

impl Difference {
    /// A difference AWS lets be changed.
    pub fn changeable(field: Field, found: impl Into<DifferenceValue>, wanted: impl Into<DifferenceValue>) -> Self {
        Self {
            field,
            found: found.into(),
            wanted: wanted.into(),
            changeable: true,
            removed_part: None,
        }
    }

    /// A part of the resource that goes.
    pub fn removal(field: Field, part: String) -> Self {
        Self {
            removed_part: Some(part.clone()),
            ..Self::changeable(field, part, "")
        }
    }

    /// A difference that only a new resource would remove.
    pub fn fixed(field: Field, found: impl Into<DifferenceValue>, wanted: impl Into<DifferenceValue>) -> Self {
        Self {
            changeable: false,
            ..Self::changeable(field, found, wanted)
        }
    }

    /// A changeable difference where the two are not equal.
    pub fn of<T: PartialEq + Display>(field: Field, found: T, wanted: T) -> Option<Self> {
        (found != wanted).then(|| Self::changeable(field, found, wanted))
    }

    /// A difference in something AWS lets nobody change, where the two are not equal. What AWS does not report is shown empty.
    pub fn fixed_unless<T: PartialEq + Display>(field: Field, found: Option<&T>, wanted: &T) -> Option<Self> {
        let text = || found.map(ToString::to_string).unwrap_or_default();
        (found != Some(wanted)).then(|| Self::fixed(field, text(), wanted.to_string()))
    }
}

/// One AWS resource with a stable key, described by a desired spec.
///
/// What differs and what is changed both follow from the facts, so `change` sees exactly what `differences` has reported.
#[async_trait]
pub trait Resource: OfKind + Sized {
    /// Its key, name and needs.
    fn base(&self) -> &Base;

    /// The live resources that are this one. More than one is an error of the caller's to report.
    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        inventory.by_key(Self::KIND, &self.base().key)
    }

    /// Whether others may be built from it before its own settings are up to date.
    fn serves_unfinished(&self) -> bool {
        false
    }

    /// How what AWS has differs from this spec, its `Name` tag aside.
    fn differences(&self, _observed: &Observed, _found: &Self::Facts) -> Vec<Difference> {
        Vec::new()
    }

    /// What others have added to it, and what stays therefore.
    fn additions(&self, _found: &Self::Facts) -> Vec<Addition> {
        Vec::new()
    }

    /// What it is charged for once it is as this spec says, with what AWS makes with it. What the spec doesn't say stays as it was found.
    fn charges(&self, _found: Option<&Self::Facts>, _inventory: &Inventory) -> Vec<Charge> {
        Vec::new()
    }

    /// Makes it, with its tags on the create call where AWS takes them there.
    ///
    /// # Errors
    ///
    /// When AWS refuses, or when nobody knows whether it was made.
    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError>;

    /// Brings what AWS lets be changed in line with this spec. Each change may be made twice without harm.
    ///
    /// # Errors
    ///
    /// When AWS refuses a change; those before it are then made.
    async fn change(
        &self,
        _aws: &Aws,
        _identity: &Identity,
        _observed: &Observed,
        _found: &Self::Facts,
    ) -> Result<(), ResourceError> {
        Ok(())
    }
}

/// A resource of any kind, as the engine drives it: its `Name` tag is kept up to date like everything else.
#[async_trait]
pub trait AnyResource: Send + Sync {
    /// What it is.
    fn kind(&self) -> Kind;

    /// As [`Resource::base`].
    fn base(&self) -> &Base;

    /// As [`Resource::find`].
    fn find(&self, inventory: &Inventory) -> Vec<Observed>;

    /// As [`Resource::serves_unfinished`].
    fn serves_unfinished(&self) -> bool;

    /// As [`Resource::differences`], its `Name` tag's included.
    fn differences(&self, observed: &Observed) -> Vec<Difference>;

    /// As [`Resource::additions`].
    fn additions(&self, observed: &Observed) -> Vec<Addition>;

    /// As [`Resource::charges`].
    fn charges(&self, observed: Option<&Observed>, inventory: &Inventory) -> Vec<Charge>;

    /// As [`Resource::create`].
    ///
    /// # Errors
    ///
    /// As [`Resource::create`].
    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError>;

    /// As [`Resource::change`], its `Name` tag included; `differences` are those it has reported.
    ///
    /// # Errors
    ///
    /// As [`Resource::change`].
    async fn change(
        &self,
        aws: &Aws,
        identity: &Identity,
        observed: &Observed,
        differences: &[Difference],
    ) -> Result<(), ResourceError>;
}

#[async_trait]
impl<R: Resource> AnyResource for R {
    fn kind(&self) -> Kind {
        R::KIND
    }

    fn base(&self) -> &Base {
        Resource::base(self)
    }

    fn find(&self, inventory: &Inventory) -> Vec<Observed> {
        Resource::find(self, inventory)
    }

    fn serves_unfinished(&self) -> bool {
        Resource::serves_unfinished(self)
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let found = observed.facts_of::<R>();
        let mut differences = found.map_or_else(Vec::new, |found| Resource::differences(self, observed, found));
        if R::KIND.row().naming == Naming::Tag {
            let wanted = Resource::base(self).name.as_str();
            differences.extend(Difference::of(Field::NameTag, observed.name().unwrap_or_default(), wanted));
        }
        differences
    }

    fn additions(&self, observed: &Observed) -> Vec<Addition> {
        let found = observed.facts_of::<R>();
        found.map_or_else(Vec::new, |found| Resource::additions(self, found))
    }

    fn charges(&self, observed: Option<&Observed>, inventory: &Inventory) -> Vec<Charge> {
        Resource::charges(self, observed.and_then(Observed::facts_of::<R>), inventory)
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        Resource::create(self, aws, identity).await
    }

    async fn change(
        &self,
        aws: &Aws,
        identity: &Identity,
        observed: &Observed,
        differences: &[Difference],
    ) -> Result<(), ResourceError> {
        if differences.iter().any(|difference| difference.field == Field::NameTag) {
            rename(aws, observed, &Resource::base(self).name).await?;
        }
        match observed.facts_of::<R>() {
            Some(found) if differences.iter().any(|difference| difference.field != Field::NameTag) => {
                Resource::change(self, aws, identity, observed, found).await
            }
            _ => Ok(()),
        }
    }
}

async fn rename(aws: &Aws, observed: &Observed, name: &str) -> Result<(), ResourceError> {
    aws.call(
        Repeat::Safe,
        Action::Rename {
            id: observed.id.clone(),
            name: name.to_owned(),
        },
    )
    .send(|| {
        let tag = Tag::builder().key(TAG_NAME).value(name).build();
        aws.ec2().create_tags().resources(&observed.id).tags(tag).send()
    })
    .await?;
    Ok(())
}
