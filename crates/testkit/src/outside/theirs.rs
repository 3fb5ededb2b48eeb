//! What others have left: things of their own, and parts that they have added to the deployment's.

use aws_sdk_ec2::types::IpPermission;
use jalon_sandbox::Existing;

use super::{Done, NotNow, Outsider};

/// Something that belongs to somebody else.
#[derive(Clone, Debug, PartialEq)]
pub enum Theirs {
    /// A thing in the account.
    Thing(Existing),
    /// A thing that AWS itself made and that goes with the VPC.
    OfAws(Existing),
    /// A rule of a security group.
    Rule {
        /// The group.
        group: String,
        /// The port.
        port: i32,
        /// Whether it lets out.
        egress: bool,
    },
    /// A route.
    Route {
        /// Its table.
        table: String,
        /// Where it leads to.
        destination: String,
    },
    /// A security group on a host.
    GroupOfHost {
        /// The host.
        host: String,
        /// The group.
        group: String,
    },
    /// A security group on a database.
    GroupOfDatabase {
        /// The database.
        database: String,
        /// The group.
        group: String,
    },
    /// An object in a bucket.
    Object {
        /// The bucket.
        bucket: String,
        /// The object's key.
        key: String,
        /// What it holds.
        body: &'static [u8],
    },
    /// A statement of a bucket's policy.
    Statement {
        /// The bucket.
        bucket: String,
        /// The statement's id.
        sid: &'static str,
    },
    /// A tag.
    Tag {
        /// What bears it.
        id: String,
        /// Its key.
        key: &'static str,
        /// Its value.
        value: &'static str,
    },
}

impl Theirs {
    /// Whether it is the thing of this id.
    pub fn is_of(&self, id: &str) -> bool {
        self.thing().is_some_and(|thing| thing.id == id)
    }

    /// The thing it is; `None` for a part of one of the deployment's.
    pub fn thing(&self) -> Option<&Existing> {
        match self {
            Self::Thing(thing) | Self::OfAws(thing) => Some(thing),
            _ => None,
        }
    }

    /// The deployment's resource that it is a part of.
    fn carrier(&self) -> Option<&str> {
        match self {
            Self::Thing(_) | Self::OfAws(_) => None,
            Self::Rule { group, .. } => Some(group),
            Self::Route { table, .. } => Some(table),
            Self::GroupOfHost { host, .. } => Some(host),
            Self::GroupOfDatabase { database, .. } => Some(database),
            Self::Object { bucket, .. } | Self::Statement { bucket, .. } => Some(bucket),
            Self::Tag { id, .. } => Some(id),
        }
    }

    /// Whether it is as it was left; so is a part of what is gone.
    pub(super) async fn is_untouched(&self, outsider: &Outsider) -> bool {
        let all = outsider.simulator.ground_truth();
        if let Self::Thing(thing) = self {
            return all.contains(thing);
        }
        if let Self::OfAws(thing) = self {
            let found = all.iter().find(|existing| existing.id == thing.id);
            return found.is_none_or(|found| found == thing);
        }
        let is_carried = all.iter().any(|existing| Some(existing.id.as_str()) == self.carrier());
        !is_carried || self.is_part(outsider).await.unwrap_or(false)
    }

    /// Whether the part is there.
    async fn is_part(&self, outsider: &Outsider) -> Result<bool, NotNow> {
        let (ec2, s3) = (outsider.aws.ec2(), outsider.aws.s3());
        Ok(match self {
            Self::Thing(_) | Self::OfAws(_) => true,
            Self::Rule { group, port, egress } => {
                let groups = ec2.describe_security_groups().group_ids(group).send().await?;
                let has = |rules: &[IpPermission]| rules.iter().any(|rule| rule.from_port() == Some(*port));
                let mut groups = groups.security_groups().iter();
                groups.any(|group| {
                    has(if *egress {
                        group.ip_permissions_egress()
                    } else {
                        group.ip_permissions()
                    })
                })
            }
            Self::Route { table, destination } => {
                let tables = ec2.describe_route_tables().route_table_ids(table).send().await?;
                let mut routes = tables.route_tables().iter().flat_map(|table| table.routes());
                routes.any(|route| route.destination_cidr_block() == Some(destination))
            }
            Self::GroupOfHost { host, group } => super::hosts::groups(outsider, host).await?.contains(group),
            Self::GroupOfDatabase { database, group } => super::databases::groups(outsider, database).await?.contains(group),
            Self::Object { bucket, key, body } => {
                let object = s3.get_object().bucket(bucket).key(key).send().await?;
                object.body.collect().await?.into_bytes() == *body
            }
            Self::Statement { bucket, sid } => super::buckets::policy(outsider, bucket).await?.contains(sid),
            Self::Tag { id, key, value } => {
                let found = outsider.existing(id);
                found.tags.get(*key).is_some_and(|found| found == value)
            }
        })
    }

    /// Asks AWS to delete the thing it is; whether it is still there.
    pub(super) async fn is_going(&self, outsider: &Outsider) -> bool {
        let Some(thing) = self.thing() else {
            return false;
        };
        let is_there = outsider.simulator.ground_truth().iter().any(|one| one.id == thing.id);
        if is_there {
            // AWS refuses it while something else holds it.
            let _: Done = delete(outsider, thing).await;
        }
        is_there
    }
}

async fn delete(outsider: &Outsider, thing: &Existing) -> Done {
    let (ec2, rds, id) = (outsider.aws.ec2(), outsider.aws.rds(), thing.id.as_str());
    match thing.kind {
        "db-instance" => {
            let delete = rds.delete_db_instance().db_instance_identifier(id);
            drop(delete.skip_final_snapshot(true).send().await?);
        }
        "db-snapshot" => drop(rds.delete_db_snapshot().db_snapshot_identifier(id).send().await?),
        "instance" => drop(ec2.terminate_instances().instance_ids(id).send().await?),
        "natgateway" => drop(ec2.delete_nat_gateway().nat_gateway_id(id).send().await?),
        "network-acl" => drop(ec2.delete_network_acl().network_acl_id(id).send().await?),
        "network-interface" => drop(ec2.delete_network_interface().network_interface_id(id).send().await?),
        "elastic-ip" => drop(ec2.release_address().allocation_id(id).send().await?),
        "route-table" => drop(ec2.delete_route_table().route_table_id(id).send().await?),
        "security-group" => drop(ec2.delete_security_group().group_id(id).send().await?),
        "snapshot" => drop(ec2.delete_snapshot().snapshot_id(id).send().await?),
        "subnet" => drop(ec2.delete_subnet().subnet_id(id).send().await?),
        "vpc" => drop(ec2.delete_vpc().vpc_id(id).send().await?),
        "vpc-endpoint" => drop(ec2.delete_vpc_endpoints().vpc_endpoint_ids(id).send().await?),
        "vpc-peering-connection" => {
            let delete = ec2.delete_vpc_peering_connection().vpc_peering_connection_id(id);
            drop(delete.send().await?);
        }
        other => panic!("nobody has ever left a {other}"),
    }
    Ok(())
}
