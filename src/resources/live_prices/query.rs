//! How AWS is asked for the price of an item.
//!
//! Sources: Price List API reference, GetProducts and Filter; the attributes are those of AWS's price lists, docs/PRICES.md. Usage types have a
//! prefix of their region, e.g. `EUC1-NatGateway-Hours`, for which AWS has no list: they are compared without it, in the answer.

use aws_sdk_pricing::types::{Filter, FilterType};

use crate::prices::Item;

/// A question for products of AWS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query {
    /// The code of the service.
    pub(super) service: &'static str,
    /// The unit that the price has to be of.
    pub(super) unit: &'static str,
    /// The end of the usage type.
    pub(super) usage: String,
    /// The attributes that the product has to have.
    attributes: Vec<(&'static str, String)>,
}

impl Query {
    /// How to ask for the price of an item in a region; `None` where it can't be asked for.
    pub(super) fn of(item: &Item, region: &str) -> Option<Self> {
        let nat = |unit, usage| Self::new("AmazonEC2", unit, usage, region, &[("productFamily", "NAT Gateway")]);
        let snapshot = |service, usage| Self::new(service, "GB-Mo", usage, region, &[("productFamily", "Storage Snapshot")]);
        match item {
            Item::Instance(name) => {
                let attributes = [
                    ("instanceType", name.as_str()),
                    ("operatingSystem", "Linux"),
                    ("tenancy", "Shared"),
                    ("preInstalledSw", "NA"),
                    ("capacitystatus", "Used"),
                ];
                Self::new("AmazonEC2", "Hrs", &format!("BoxUsage:{name}"), region, &attributes)
            }
            Item::DbInstance(class) => Self::of_database(class, "InstanceUsage", "Single-AZ", region),
            Item::MultiAzDbInstance(class) => Self::of_database(class, "Multi-AZUsage", "Multi-AZ", region),
            Item::NatGateway => nat("Hrs", "NatGateway-Hours"),
            Item::NatGatewayTraffic => nat("GB", "NatGateway-Bytes"),
            Item::PublicIpv4 => {
                let attributes = [("group", "VPCPublicIPv4Address")];
                Self::new("AmazonVPC", "Hrs", "PublicIPv4:InUseAddress", region, &attributes)
            }
            Item::Volume(kind) => {
                let attributes = [("productFamily", "Storage"), ("volumeApiName", kind.as_str())];
                Self::new("AmazonEC2", "GB-Mo", &format!("EBS:VolumeUsage.{kind}"), region, &attributes)
            }
            Item::EbsSnapshot => snapshot("AmazonEC2", "EBS:SnapshotUsage"),
            Item::DbSnapshot => snapshot("AmazonRDS", "RDS:ChargedBackupUsage"),
            Item::DbStorage(kind) => Self::of_storage(kind, "", "Single-AZ", region),
            Item::MultiAzDbStorage(kind) => Self::of_storage(kind, "Multi-AZ-", "Multi-AZ", region),
            Item::S3Storage => Self::new(
                "AmazonS3",
                "GB-Mo",
                "TimedStorage-ByteHrs",
                region,
                &[("volumeType", "Standard")],
            ),
            Item::TrafficOut => {
                let attributes = [("transferType", "AWS Outbound"), ("toLocation", "External")];
                Self::new("AWSDataTransfer", "GB", "DataTransfer-Out-Bytes", region, &attributes)
            }
            // Its products are of single versions of MySQL.
            Item::ExtendedSupport => None,
        }
    }

    fn new(
        service: &'static str,
        unit: &'static str,
        usage: &str,
        region: &str,
        attributes: &[(&'static str, &str)],
    ) -> Option<Self> {
        let of_region = if service == "AWSDataTransfer" {
            "fromRegionCode"
        } else {
            "regionCode"
        };
        let attributes = [(of_region, region)].into_iter().chain(attributes.iter().copied());
        Some(Self {
            service,
            unit,
            usage: usage.to_owned(),
            attributes: attributes.map(|(name, value)| (name, value.to_owned())).collect(),
        })
    }

    fn of_database(class: &str, usage: &str, deployment: &'static str, region: &str) -> Option<Self> {
        let attributes = [
            ("instanceType", class),
            ("databaseEngine", "MySQL"),
            ("deploymentOption", deployment),
        ];
        Self::new("AmazonRDS", "Hrs", &format!("{usage}:{class}"), region, &attributes)
    }

    fn of_storage(kind: &str, usage: &str, deployment: &'static str, region: &str) -> Option<Self> {
        let kind = ["gp2", "gp3"].contains(&kind).then(|| kind.to_ascii_uppercase())?;
        let attributes = [("productFamily", "Database Storage"), ("deploymentOption", deployment)];
        Self::new(
            "AmazonRDS",
            "GB-Mo",
            &format!("RDS:{usage}{kind}-Storage"),
            region,
            &attributes,
        )
    }

    /// The filters that AWS applies.
    pub(super) fn filters(&self) -> Vec<Filter> {
        let filters = self.attributes.iter().filter_map(|(name, value)| {
            let filter = Filter::builder().r#type(FilterType::TermMatch).field(*name).value(value);
            filter.build().ok()
        });
        filters.collect()
    }
}
