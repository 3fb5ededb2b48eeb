//! Quotas of an account that a deployment may meet: how much the account may have, and how much it has.

use aws_sdk_ec2::types::{CpuOptions, Filter, Instance as Ec2Instance};
use futures_util::future::BoxFuture;

use super::ec2_support::all_pages;
use super::{InstanceType, Kind, db_instance};
use crate::aws::{Action, Aws, AwsError, Cloud, Lacking, Noun, Repeat, Which, quota_code};

/// All pages of a describe call, of the whole account.
macro_rules! listed {
    ($aws:expr, $Noun:ident, $operation:ident, $items:ident $(, $option:ident = $value:expr)*) => {{
        let listing: BoxFuture<'_, Result<Vec<_>, AwsError>> = Box::pin(async move {
            let action = || Action::List(Noun::$Noun, Which::OfAccount);
            Ok(all_pages!($aws, $aws.read(action()).once(), $operation, $items $(, $option = $value.clone())*))
        });
        listing
    }};
}

/// A quota of an account in one region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quota {
    /// Virtual processors of running On-Demand standard instances.
    StandardVcpus,
    /// Elastic IP addresses.
    Addresses,
    /// VPCs.
    Vpcs,
    /// Internet gateways.
    InternetGateways,
    /// NAT gateways in one availability zone.
    NatGatewaysInZone,
    /// DB instances.
    DbInstances,
    /// Manual snapshots of DB instances.
    DbSnapshots,
}

impl Quota {
    /// All of them; those that a walk looks at come first.
    pub const ALL: [Self; 7] = [
        Self::StandardVcpus,
        Self::Addresses,
        Self::Vpcs,
        Self::InternetGateways,
        Self::NatGatewaysInZone,
        Self::DbInstances,
        Self::DbSnapshots,
    ];

    /// Those that a walk looks at before it makes anything: the ones that accounts are short of.
    pub const OF_WALKS: [Self; 3] = [Self::StandardVcpus, Self::Addresses, Self::Vpcs];

    /// The service that has it, as Service Quotas names it.
    pub fn service_code(self) -> &'static str {
        match self {
            Self::StandardVcpus | Self::Addresses => "ec2",
            Self::Vpcs | Self::InternetGateways | Self::NatGatewaysInZone => "vpc",
            Self::DbInstances | Self::DbSnapshots => "rds",
        }
    }

    /// Its code in Service Quotas. Source: AWS General Reference, "Service endpoints and quotas" of EC2, VPC and RDS.
    pub fn code(self) -> &'static str {
        match self {
            Self::StandardVcpus => quota_code::STANDARD_VCPUS,
            Self::Addresses => quota_code::ADDRESSES,
            Self::Vpcs => quota_code::VPCS,
            Self::InternetGateways => quota_code::INTERNET_GATEWAYS,
            Self::NatGatewaysInZone => quota_code::NAT_GATEWAYS_IN_ZONE,
            Self::DbInstances => "L-7B6409FD",
            Self::DbSnapshots => "L-272F1212",
        }
    }

    /// The kind it counts, each once; processors are counted by their number.
    pub fn kind(self) -> Kind {
        match self {
            Self::StandardVcpus => Kind::Instance,
            Self::Addresses => Kind::Address,
            Self::Vpcs => Kind::Vpc,
            Self::InternetGateways => Kind::InternetGateway,
            Self::NatGatewaysInZone => Kind::NatGateway,
            Self::DbInstances => Kind::DbInstance,
            Self::DbSnapshots => Kind::DbSnapshot,
        }
    }

    /// Whether what [`Quota::used`] counts may be more than counts for it: NAT gateways are counted in all zones together.
    pub fn counts_too_many(self) -> bool {
        self == Self::NatGatewaysInZone
    }

    /// How much the account may have. Where AWS keeps no value of the account's own, it is AWS's default.
    ///
    /// # Errors
    ///
    /// When Service Quotas can't be asked, or knows neither.
    pub async fn limit(self, aws: &Aws) -> Result<u32, AwsError> {
        let action = || Action::Read(Noun::Quota, self.code().to_owned());
        let quotas = aws.service_quotas();
        let applied = aws
            .read(action())
            .once()
            .send(|| {
                let call = quotas.get_service_quota().service_code(self.service_code());
                call.quota_code(self.code()).send()
            })
            .await;
        let value = match applied {
            Err(error) if error.is(&["NoSuchResourceException"]) && *aws.cloud() == Cloud::Aws => {
                let default = aws
                    .read(action())
                    .once()
                    .send(|| {
                        let call = quotas.get_aws_default_service_quota().service_code(self.service_code());
                        call.quota_code(self.code()).send()
                    })
                    .await?;
                default.quota.and_then(|quota| quota.value)
            }
            applied => applied?.quota.and_then(|quota| quota.value),
        };
        value
            .map(whole)
            .ok_or_else(|| AwsError::incomplete_answer(&action(), Lacking::Thing(Noun::Quota)))
    }

    /// How much the account has, whoever made it; `None` where AWS does not say it of everything.
    ///
    /// # Errors
    ///
    /// When it can't be listed.
    pub async fn used(self, aws: &Aws) -> Result<Option<u32>, AwsError> {
        match self {
            Self::StandardVcpus => Ok(running_vcpus(&instances(aws).await?)),
            Self::Addresses => {
                let action = Action::List(Noun::Address, Which::OfAccount);
                let answer = aws.read(action).once().send(|| aws.ec2().describe_addresses().send()).await?;
                Ok(counted(answer.addresses().len()))
            }
            Self::Vpcs => Ok(counted(listed!(aws, Vpc, describe_vpcs, vpcs).await?.len())),
            Self::InternetGateways => {
                let gateways = listed!(aws, InternetGateway, describe_internet_gateways, internet_gateways);
                Ok(counted(gateways.await?.len()))
            }
            Self::NatGatewaysInZone => {
                let states = Filter::builder().name("state").values("pending").values("available").build();
                let gateways = listed!(aws, NatGateway, describe_nat_gateways, nat_gateways, filter = states);
                Ok(counted(gateways.await?.len()))
            }
            Self::DbInstances => Ok(counted(db_instance::describe_all(aws, Which::OfAccount).await?.len())),
            Self::DbSnapshots => manual_snapshots(aws).await,
        }
    }

    /// Asks AWS for a higher quota; what AWS says of the request, e.g. `PENDING`.
    ///
    /// # Errors
    ///
    /// When AWS does not take the request.
    pub async fn request(self, aws: &Aws, wanted: u32) -> Result<String, AwsError> {
        let action = Action::RequestQuota(self.code().to_owned(), wanted);
        // A second request for the same quota is refused while the first is open.
        let answer = aws
            .call(Repeat::Safe, action)
            .send(|| {
                let call = aws.service_quotas().request_service_quota_increase();
                let call = call.service_code(self.service_code()).quota_code(self.code());
                call.desired_value(f64::from(wanted)).send()
            })
            .await?;
        let status = answer.requested_quota.and_then(|requested| requested.status);
        Ok(status.map_or_else(String::new, |status| status.as_str().to_owned()))
    }
}

/// Instances that count: those that run, or are about to.
async fn instances(aws: &Aws) -> Result<Vec<Ec2Instance>, AwsError> {
    let states = Filter::builder()
        .name("instance-state-name")
        .values("pending")
        .values("running")
        .build();
    let reservations = listed!(aws, Instance, describe_instances, reservations, filters = states).await?;
    let instances = reservations
        .into_iter()
        .flat_map(|reservation| reservation.instances.unwrap_or_default());
    Ok(instances.collect())
}

/// The virtual processors of the standard ones of these.
fn running_vcpus(instances: &[Ec2Instance]) -> Option<u32> {
    let is_standard = |instance: &&Ec2Instance| {
        let named = instance
            .instance_type
            .as_ref()
            .and_then(|name| name.as_str().parse::<InstanceType>().ok());
        named.is_none_or(|named| named.is_standard())
    };
    let vcpus = instances.iter().filter(is_standard).map(|instance| {
        let options: &CpuOptions = instance.cpu_options.as_ref()?;
        let each = options.core_count?.checked_mul(options.threads_per_core?)?;
        u32::try_from(each).ok()
    });
    vcpus.sum()
}

async fn manual_snapshots(aws: &Aws) -> Result<Option<u32>, AwsError> {
    let mut count = 0;
    let mut marker: Option<String> = None;
    loop {
        let page = aws
            .read(Action::List(Noun::DbSnapshot, Which::OfAccount))
            .once()
            .send(|| {
                let call = aws.rds().describe_db_snapshots().snapshot_type("manual");
                call.set_marker(marker.clone()).send()
            })
            .await?;
        count += page.db_snapshots().len();
        marker = page.marker.filter(|marker| !marker.is_empty());
        if marker.is_none() {
            return Ok(counted(count));
        }
    }
}

/// The virtual processors of each of these types, as far as AWS offers them here.
///
/// # Errors
///
/// When AWS can't be asked.
pub async fn default_vcpus(aws: &Aws, types: &[InstanceType]) -> Result<Vec<(InstanceType, u32)>, AwsError> {
    // A filter takes types that are not offered here; the parameter refuses them.
    let names = types.iter().map(|name| name.as_str().to_owned()).collect::<Vec<_>>();
    let filter = Filter::builder().name("instance-type").set_values(Some(names)).build();
    let listed = listed!(aws, InstanceType, describe_instance_types, instance_types, filters = filter).await?;
    let vcpus = listed.into_iter().filter_map(|info| {
        let name = info.instance_type?.as_str().parse().ok()?;
        Some((name, u32::try_from(info.v_cpu_info?.default_v_cpus?).ok()?))
    });
    Ok(vcpus.collect())
}

fn counted(count: usize) -> Option<u32> {
    u32::try_from(count).ok()
}

/// Quotas of things that are counted are whole numbers; more than there are numbers for is as good as none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float that does not fit becomes the nearest number that does"
)]
fn whole(value: f64) -> u32 {
    value as u32
}
