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
        let query = |service, unit, usage: &str, attributes: &[(&'static str, &str)]| {
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
        };
        let instance = |class: &str, usage: &str, deployment: &'static str| {
            let attributes = [
                ("instanceType", class),
                ("databaseEngine", "MySQL"),
                ("deploymentOption", deployment),
            ];
            query("AmazonRDS", "Hrs", &format!("{usage}:{class}"), &attributes)
        };
        let storage = |kind: &str, usage: &str, deployment: &'static str| {
            let kind = ["gp2", "gp3"].contains(&kind).then(|| kind.to_ascii_uppercase())?;
            let attributes = [("productFamily", "Database Storage"), ("deploymentOption", deployment)];
            query("AmazonRDS", "GB-Mo", &format!("RDS:{usage}{kind}-Storage"), &attributes)
        };
        let nat = |unit, usage| query("AmazonEC2", unit, usage, &[("productFamily", "NAT Gateway")]);
        let snapshot = |service, usage| query(service, "GB-Mo", usage, &[("productFamily", "Storage Snapshot")]);
        match item {
            Item::Instance(name) => {
                let attributes = [
                    ("instanceType", name.as_str()),
                    ("operatingSystem", "Linux"),
                    ("tenancy", "Shared"),
                    ("preInstalledSw", "NA"),
                    ("capacitystatus", "Used"),
                ];
                query("AmazonEC2", "Hrs", &format!("BoxUsage:{name}"), &attributes)
            }
            Item::DbInstance(class) => instance(class, "InstanceUsage", "Single-AZ"),
            Item::MultiAzDbInstance(class) => instance(class, "Multi-AZUsage", "Multi-AZ"),
            Item::NatGateway => nat("Hrs", "NatGateway-Hours"),
            Item::NatGatewayTraffic => nat("GB", "NatGateway-Bytes"),
            Item::PublicIpv4 => {
                let attributes = [("group", "VPCPublicIPv4Address")];
                query("AmazonVPC", "Hrs", "PublicIPv4:InUseAddress", &attributes)
            }
            Item::Volume(kind) => {
                let attributes = [("productFamily", "Storage"), ("volumeApiName", kind.as_str())];
                query("AmazonEC2", "GB-Mo", &format!("EBS:VolumeUsage.{kind}"), &attributes)
            }
            Item::EbsSnapshot => snapshot("AmazonEC2", "EBS:SnapshotUsage"),
            Item::DbSnapshot => snapshot("AmazonRDS", "RDS:ChargedBackupUsage"),
            Item::DbStorage(kind) => storage(kind, "", "Single-AZ"),
            Item::MultiAzDbStorage(kind) => storage(kind, "Multi-AZ-", "Multi-AZ"),
            Item::S3Storage => query("AmazonS3", "GB-Mo", "TimedStorage-ByteHrs", &[("volumeType", "Standard")]),
            Item::TrafficOut => {
                let attributes = [("transferType", "AWS Outbound"), ("toLocation", "External")];
                query("AWSDataTransfer", "GB", "DataTransfer-Out-Bytes", &attributes)
            }
            // Its products are of single versions of MySQL.
            Item::ExtendedSupport => None,
        }
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
