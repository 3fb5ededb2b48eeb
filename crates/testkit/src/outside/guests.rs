//! What people make beside or on top of what the deployment has: copies, and things of their own in its networks.

use aws_sdk_ec2::types::{InstanceType, IpPermission, ResourceType, Tag, TagSpecification, UserIdGroupPair};
use aws_sdk_rds::types::Tag as RdsTag;
use jalon_sandbox::Existing;

use super::companies::make_group;
use super::{Done, Hand, NotNow, Outsider};

pub(super) const HANDS: &[Hand] = &[
    Hand::new("makes another VPC with copied tags", "vpc/main", |there, on| {
        Box::pin(copy_vpc(there, on))
    }),
    Hand::new(
        "copies a security group with its tags",
        "security-group/app-host",
        |there, on| Box::pin(copy_group(there, on)),
    ),
    Hand::new("launches more like a host", "instance/app-host", |there, on| {
        Box::pin(launch(there, on, true))
    }),
    Hand::new("launches a host of its own", "instance/app-host", |there, on| {
        Box::pin(launch(there, on, false))
    }),
    Hand::new("backs a disk up with its tags", "instance/app-host", |there, on| {
        Box::pin(back_up(there, on))
    }),
    Hand::new("copies a disk's snapshot with its tags", "ebs-snapshots/", |there, on| {
        Box::pin(copy_disk_snapshot(there, on))
    }),
    Hand::new("copies a database's snapshot with its tags", "db-snapshot/", |there, on| {
        Box::pin(copy_db_snapshot(there, on))
    }),
    Hand::new("makes a subnet", "vpc/main", |there, on| Box::pin(make_subnet(there, on))),
    Hand::new("makes a network interface", "subnet/private1", |there, on| {
        Box::pin(make_interface(there, on))
    }),
    Hand::new("makes a security group", "vpc/main", |there, on| {
        Box::pin(async move { make_group(there, on).await.map(drop) })
    }),
    Hand::new(
        "lets a host in to a group of its own",
        "security-group/app-host",
        |there, on| Box::pin(name_group(there, on, false)),
    ),
    Hand::new(
        "lets a group of its own out to the database",
        "security-group/database",
        |there, on| Box::pin(name_group(there, on, true)),
    ),
    Hand::new("makes a route table", "vpc/main", |there, on| {
        Box::pin(make_route_table(there, on))
    }),
    Hand::new("makes a NAT gateway", "subnet/public1", |there, on| {
        Box::pin(make_nat_gateway(there, on))
    }),
    Hand::new("peers with the VPC", "vpc/main", |there, on| Box::pin(peer(there, on))),
    Hand::new("makes a database in the subnet group", "db-subnet-group/main", |there, on| {
        Box::pin(make_database(there, on))
    }),
];

/// The tags of something, for a create call of another one.
fn tags_of(existing: &Existing, of: ResourceType) -> TagSpecification {
    let tags = existing.tags.iter();
    let tags = tags.map(|(key, value)| Tag::builder().key(key).value(value).build());
    let specification = TagSpecification::builder().resource_type(of);
    specification.set_tags(Some(tags.collect())).build()
}

async fn copy_vpc(there: &Outsider, on: &str) -> Done {
    let original = there.ours(on)?;
    let make = there.aws.ec2().create_vpc().cidr_block("10.0.0.0/16");
    let make = make.tag_specifications(tags_of(&original, ResourceType::Vpc));
    let made = make.send().await?.vpc.and_then(|vpc| vpc.vpc_id);
    there.leave_thing(&made.unwrap_or_default());
    Ok(())
}

async fn copy_group(there: &Outsider, on: &str) -> Done {
    let original = there.ours(on)?;
    let make = there.aws.ec2().create_security_group().vpc_id(there.id("vpc/main")?);
    let make = make.group_name(there.fresh_name()).description("A copy");
    let make = make.tag_specifications(tags_of(&original, ResourceType::SecurityGroup));
    let made = make.send().await?.group_id;
    there.leave_thing(&made.unwrap_or_default());
    Ok(())
}

/// Launches a host beside one of the deployment's, in its subnet and its group.
async fn launch(there: &Outsider, on: &str, copies_tags: bool) -> Done {
    let original = there.ours(on)?;
    let ec2 = there.aws.ec2();
    let described = ec2.describe_instances().instance_ids(&original.id).send().await?;
    let mut hosts = described
        .reservations()
        .iter()
        .flat_map(|reservation| reservation.instances());
    let image = hosts.next().and_then(|host| host.image_id());
    let image = image.ok_or_else(|| NotNow(format!("{on} is not shown")))?;
    let launch = ec2.run_instances().image_id(image).instance_type(InstanceType::T3Micro);
    let launch = launch.subnet_id(there.id("subnet/public1")?).min_count(1).max_count(1);
    let launch = launch.security_group_ids(there.id("security-group/app-host")?);
    let tags = copies_tags.then(|| tags_of(&original, ResourceType::Instance));
    let made = launch.set_tag_specifications(tags.map(|tags| vec![tags])).send().await?;
    let host = made.instances().first().and_then(|host| host.instance_id());
    there.leave_thing(host.unwrap_or_default());
    Ok(())
}

/// A backup service copies the tags of a volume, which are its instance's.
async fn back_up(there: &Outsider, on: &str) -> Done {
    let disk = there.disk(on)?;
    let take = there.aws.ec2().create_snapshot().volume_id(&disk.id);
    let take = take.tag_specifications(tags_of(&disk, ResourceType::Snapshot));
    let made = take.send().await?.snapshot_id;
    there.leave_thing(&made.unwrap_or_default());
    Ok(())
}

/// A copy of a snapshot is of no volume that there is, and has all its tags where a backup service makes it.
/// Source: EC2 API reference, CopySnapshot; AWS Backup developer guide, "Copying tags onto backups".
async fn copy_disk_snapshot(there: &Outsider, on: &str) -> Done {
    let original = there.ours(on)?;
    let ec2 = there.aws.ec2();
    let make = ec2.create_volume().availability_zone("us-east-1a").size(8);
    let volume = make.send().await?.volume_id.unwrap_or_default();
    there.is_listed().await;
    let copy = ec2
        .create_snapshot()
        .volume_id(&volume)
        .description("Created by a backup service");
    let copy = copy.tag_specifications(tags_of(&original, ResourceType::Snapshot));
    let made = copy.send().await?.snapshot_id;
    there.leave_thing(&made.unwrap_or_default());
    ec2.delete_volume().volume_id(volume).send().await?;
    Ok(())
}

async fn copy_db_snapshot(there: &Outsider, on: &str) -> Done {
    let (original, name) = (there.ours(on)?, there.fresh_name());
    let tags = original.tags.iter();
    let tags = tags.map(|(key, value)| RdsTag::builder().key(key).value(value).build());
    let copy = there.aws.rds().create_db_snapshot().db_snapshot_identifier(&name);
    let copy = copy.db_instance_identifier(there.id("db-instance/main")?);
    copy.set_tags(Some(tags.collect())).send().await?;
    there.leave_thing(&name);
    Ok(())
}

async fn make_subnet(there: &Outsider, on: &str) -> Done {
    let number = there.theirs().len();
    let make = there.aws.ec2().create_subnet().vpc_id(there.id(on)?);
    let make = make.cidr_block(format!("10.0.{}.0/24", 240 + number % 15));
    let made = make.send().await?.subnet.and_then(|subnet| subnet.subnet_id);
    there.leave_thing(&made.unwrap_or_default());
    Ok(())
}

async fn make_interface(there: &Outsider, on: &str) -> Done {
    let make = there.aws.ec2().create_network_interface().subnet_id(there.id(on)?);
    let made = make.send().await?.network_interface;
    let made = made.and_then(|interface| interface.network_interface_id);
    there.leave_thing(&made.unwrap_or_default());
    Ok(())
}

/// Makes a group with a rule that names one of the deployment's.
async fn name_group(there: &Outsider, on: &str, egress: bool) -> Done {
    let ours = there.id(on)?;
    let group = make_group(there, "vpc/main").await?;
    let pair = UserIdGroupPair::builder().group_id(ours).build();
    let rule = IpPermission::builder().ip_protocol("tcp").from_port(8080).to_port(8080);
    let rule = rule.user_id_group_pairs(pair).build();
    let ec2 = there.aws.ec2();
    if egress {
        let authorize = ec2.authorize_security_group_egress().group_id(&group);
        authorize.ip_permissions(rule).send().await?;
    } else {
        let authorize = ec2.authorize_security_group_ingress().group_id(&group);
        authorize.ip_permissions(rule).send().await?;
    }
    Ok(())
}

async fn make_route_table(there: &Outsider, on: &str) -> Done {
    let make = there.aws.ec2().create_route_table().vpc_id(there.id(on)?);
    let made = make.send().await?.route_table.and_then(|table| table.route_table_id);
    there.leave_thing(&made.unwrap_or_default());
    Ok(())
}

async fn make_nat_gateway(there: &Outsider, on: &str) -> Done {
    let subnet = there.id(on)?;
    let ec2 = there.aws.ec2();
    let address = ec2.allocate_address().send().await?.allocation_id.unwrap_or_default();
    there.leave_thing(&address);
    there.is_listed().await;
    let make = ec2.create_nat_gateway().allocation_id(address).subnet_id(subnet);
    let made = make.send().await?.nat_gateway.and_then(|gateway| gateway.nat_gateway_id);
    there.leave_thing(&made.unwrap_or_default());
    Ok(())
}

async fn peer(there: &Outsider, on: &str) -> Done {
    let ours = there.id(on)?;
    let ec2 = there.aws.ec2();
    let made = ec2.create_vpc().cidr_block("10.99.0.0/16").send().await?.vpc;
    let other = made.and_then(|vpc| vpc.vpc_id).unwrap_or_default();
    there.leave_thing(&other);
    there.is_listed().await;
    let ask = ec2.create_vpc_peering_connection().vpc_id(other).peer_vpc_id(ours);
    let made = ask.send().await?.vpc_peering_connection;
    let made = made.and_then(|peering| peering.vpc_peering_connection_id);
    there.leave_thing(&made.unwrap_or_default());
    Ok(())
}

async fn make_database(there: &Outsider, on: &str) -> Done {
    let (group, name) = (there.id(on)?, there.fresh_name());
    let make = there.aws.rds().create_db_instance().db_instance_identifier(&name);
    let make = make.engine("mysql").db_instance_class("db.t4g.micro").allocated_storage(20);
    let make = make.master_username("admin").master_user_password("correct-horse-battery");
    make.db_subnet_group_name(group).send().await?;
    there.leave_thing(&name);
    Ok(())
}
