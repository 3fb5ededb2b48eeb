//! What companies and AWS itself add: agents' groups, scanners, guards.

use aws_sdk_ec2::types::{Filter, ResourceType, Tag, TagSpecification, VpcEndpointType};

use super::{Done, Hand, NotNow, Outsider, Theirs, databases, hosts};

pub(super) const HANDS: &[Hand] = &[
    Hand::new("adds a group of its agents to a host", "instance/app-host", |there, on| {
        Box::pin(add_group_to_host(there, on, true))
    }),
    Hand::new("replaces a host's group with its own", "instance/app-host", |there, on| {
        Box::pin(add_group_to_host(there, on, false))
    }),
    Hand::new("adds a group to the database", "db-instance/main", |there, on| {
        Box::pin(add_group_to_database(there, on, true))
    }),
    Hand::new(
        "replaces the database's group with its own",
        "db-instance/main",
        |there, on| Box::pin(add_group_to_database(there, on, false)),
    ),
    Hand::new("watches the VPC with GuardDuty", "vpc/main", |there, on| {
        Box::pin(guardduty(there, on))
    }),
    Hand::new("makes an interface endpoint", "subnet/private1", |there, on| {
        Box::pin(make_endpoint(there, on))
    }),
    Hand::new(
        "puts a subnet under a network ACL that lets nothing through",
        "subnet/private1",
        |there, on| Box::pin(guard_subnet(there, on)),
    )
    .failing_checks(),
];

/// Makes a security group in the VPC of this key.
pub(super) async fn make_group(there: &Outsider, vpc: &str) -> Result<String, NotNow> {
    let vpc = there.id(vpc)?;
    let make = there.aws.ec2().create_security_group().group_name(there.fresh_name());
    let made = make.description("Not the deployment's").vpc_id(vpc).send().await?;
    let group = made.group_id.unwrap_or_default();
    there.leave_thing(&group);
    there.is_listed().await;
    Ok(group)
}

async fn add_group_to_host(there: &Outsider, on: &str, keeps_ours: bool) -> Done {
    let host = there.id(on)?;
    let ours = there.id("security-group/app-host")?;
    // A host that is ending takes no group.
    hosts::groups(there, &host).await?;
    let group = make_group(there, "vpc/main").await?;
    let mut groups = hosts::groups(there, &host).await?;
    groups.retain(|group| keeps_ours || *group != ours);
    groups.push(group.clone());
    let modify = there.aws.ec2().modify_instance_attribute().instance_id(&host);
    modify.set_groups(Some(groups)).send().await?;
    there.leave(Theirs::GroupOfHost { host, group });
    Ok(())
}

async fn add_group_to_database(there: &Outsider, on: &str, keeps_ours: bool) -> Done {
    let database = there.id(on)?;
    let ours = there.id("security-group/database")?;
    // RDS takes no change before the database is available.
    databases::is_available(there, &database).await?;
    let group = make_group(there, "vpc/main").await?;
    let mut groups = databases::groups(there, &database).await?;
    groups.retain(|group| keeps_ours || *group != ours);
    groups.push(group.clone());
    databases::modify(there, on, |modify| modify.set_vpc_security_group_ids(Some(groups.clone()))).await?;
    there.leave(Theirs::GroupOfDatabase { database, group });
    Ok(())
}

/// What GuardDuty Runtime Monitoring makes by itself: an endpoint with an interface in the private subnets, and its group.
/// Source: GuardDuty user guide, "How Runtime Monitoring works".
async fn guardduty(there: &Outsider, on: &str) -> Done {
    let vpc = there.id(on)?;
    let subnets = vec![there.id("subnet/private1")?, there.id("subnet/private2")?];
    let managed = |of| {
        let tag = Tag::builder().key("GuardDutyManaged").value("true").build();
        TagSpecification::builder().resource_type(of).tags(tag).build()
    };
    let ec2 = there.aws.ec2();
    there.is_listed().await;
    let make = ec2.create_security_group().vpc_id(&vpc).description("Associated with VPC");
    let make = make.group_name(format!("GuardDutyManagedSecurityGroup-{vpc}"));
    let made = make.tag_specifications(managed(ResourceType::SecurityGroup)).send().await?;
    let group = made.group_id.unwrap_or_default();
    there.leave(Theirs::OfAws(there.existing(&group)));
    there.is_listed().await;
    let make = ec2.create_vpc_endpoint().vpc_id(&vpc);
    let make = make.vpc_endpoint_type(VpcEndpointType::Interface).security_group_ids(&group);
    let make = make.service_name("com.amazonaws.us-east-1.guardduty-data");
    let make = make.set_subnet_ids(Some(subnets));
    let made = make.tag_specifications(managed(ResourceType::VpcEndpoint)).send().await?;
    let endpoint = made.vpc_endpoint.and_then(|endpoint| endpoint.vpc_endpoint_id);
    there.leave(Theirs::OfAws(there.existing(&endpoint.unwrap_or_default())));
    Ok(())
}

async fn make_endpoint(there: &Outsider, on: &str) -> Done {
    let make = there.aws.ec2().create_vpc_endpoint().vpc_id(there.id("vpc/main")?);
    let make = make.vpc_endpoint_type(VpcEndpointType::Interface);
    let make = make.service_name("com.amazonaws.us-east-1.ssm").subnet_ids(there.id(on)?);
    let made = make.send().await?;
    let endpoint = made.vpc_endpoint.and_then(|endpoint| endpoint.vpc_endpoint_id);
    there.leave_thing(&endpoint.unwrap_or_default());
    Ok(())
}

async fn guard_subnet(there: &Outsider, on: &str) -> Done {
    let subnet = there.id(on)?;
    let ec2 = there.aws.ec2();
    let of_subnet = Filter::builder().name("association.subnet-id").values(&subnet).build();
    let acls = ec2.describe_network_acls().filters(of_subnet).send().await?;
    let mut associations = acls.network_acls().iter().flat_map(|acl| acl.associations());
    let association = associations.find(|association| association.subnet_id() == Some(subnet.as_str()));
    let association = association.and_then(|association| association.network_acl_association_id());
    let association = association.ok_or_else(|| NotNow(format!("{on} is under no network ACL")))?;
    let made = ec2.create_network_acl().vpc_id(there.id("vpc/main")?).send().await?;
    let acl = made.network_acl.and_then(|acl| acl.network_acl_id).unwrap_or_default();
    there.leave_thing(&acl);
    there.is_listed().await;
    let replace = ec2.replace_network_acl_association().association_id(association);
    replace.network_acl_id(acl).send().await?;
    Ok(())
}
