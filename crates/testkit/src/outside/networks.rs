//! Networks: rules, routes, gateways, attributes.

use aws_sdk_ec2::types::{AttributeBooleanValue, IpPermission, IpRange};

use super::{Done, Hand, NotNow, Outsider, Theirs};

pub(super) const HANDS: &[Hand] = &[
    Hand::new("opens a port for its agents", "security-group/app-host", |there, on| {
        Box::pin(add_rule(there, on, 9100, false))
    }),
    Hand::new(
        "opens a port of the database to everybody",
        "security-group/database",
        |there, on| Box::pin(add_rule(there, on, 3306, false)),
    )
    .failing_checks(),
    Hand::new("lets a host out by a port", "security-group/test-host", |there, on| {
        Box::pin(add_rule(there, on, 8443, true))
    }),
    Hand::new("removes all rules that let in", "security-group/app-host", |there, on| {
        Box::pin(remove_rules(there, on, false))
    }),
    Hand::new("removes all rules that let out", "security-group/app-host", |there, on| {
        Box::pin(remove_rules(there, on, true))
    }),
    Hand::new("removes all rules that let in", "security-group/database", |there, on| {
        Box::pin(remove_rules(there, on, false))
    }),
    Hand::new("deletes the route to the Internet", "route-table/public", |there, on| {
        Box::pin(delete_route(there, on, "0.0.0.0/0"))
    }),
    Hand::new("deletes the route to the other VPC", "route-table/private1", |there, on| {
        Box::pin(delete_route(there, on, "10.1.0.0/16"))
    }),
    Hand::new(
        "points the private route at the internet gateway",
        "route-table/private1",
        |there, on| Box::pin(point_route_at_gateway(there, on)),
    ),
    Hand::new("adds a route of its own", "route-table/public", |there, on| {
        Box::pin(add_route(there, on))
    }),
    Hand::new("gives a subnet another route table", "subnet/public1", |there, on| {
        Box::pin(associate(there, on, "route-table/private1"))
    }),
    Hand::new("takes a subnet's route table away", "subnet/private1", |there, on| {
        Box::pin(disassociate(there, on))
    }),
    Hand::new("deletes the NAT gateway", "nat-gateway/main", |there, on| {
        Box::pin(delete_nat_gateway(there, on))
    }),
    Hand::new(
        "deletes the NAT gateway, then its address",
        "nat-gateway/main",
        |there, on| Box::pin(delete_nat_gateway_and_address(there, on)),
    ),
    Hand::new("switches host names off", "vpc/main", |there, on| {
        Box::pin(host_names_off(there, on))
    }),
    Hand::new("switches DNS off", "vpc/main", |there, on| Box::pin(dns_off(there, on))),
    Hand::new("gives no public addresses any more", "subnet/public1", |there, on| {
        Box::pin(no_public_addresses(there, on))
    }),
    Hand::new("detaches the internet gateway", "internet-gateway/main", |there, on| {
        Box::pin(detach_gateway(there, on))
    }),
    Hand::new("deletes the endpoint of S3", "vpc-endpoint/s3", |there, on| {
        Box::pin(delete_endpoint(there, on))
    }),
    Hand::new(
        "takes the endpoint of S3 from a route table",
        "vpc-endpoint/s3",
        |there, on| Box::pin(narrow_endpoint(there, on)),
    ),
    Hand::new("deletes the peering connection", "vpc-peering/main", |there, on| {
        Box::pin(delete_peering(there, on))
    }),
];

/// TCP on one port, from or to anywhere.
fn tcp(port: i32) -> IpPermission {
    let range = IpRange::builder().cidr_ip("0.0.0.0/0").build();
    let permission = IpPermission::builder().ip_protocol("tcp").from_port(port).to_port(port);
    permission.ip_ranges(range).build()
}

async fn add_rule(there: &Outsider, on: &str, port: i32, egress: bool) -> Done {
    let group = there.id(on)?;
    let ec2 = there.aws.ec2();
    if egress {
        let authorize = ec2.authorize_security_group_egress().group_id(&group);
        authorize.ip_permissions(tcp(port)).send().await?;
    } else {
        let authorize = ec2.authorize_security_group_ingress().group_id(&group);
        authorize.ip_permissions(tcp(port)).send().await?;
    }
    there.leave(Theirs::Rule { group, port, egress });
    Ok(())
}

/// Removes the deployment's rules, which say what they are for.
async fn remove_rules(there: &Outsider, on: &str, egress: bool) -> Done {
    let group = there.id(on)?;
    let ec2 = there.aws.ec2();
    let by_group = aws_sdk_ec2::types::Filter::builder().name("group-id").values(&group).build();
    let rules = ec2.describe_security_group_rules().filters(by_group).send().await?;
    let theirs = there.theirs();
    let is_theirs = |port| {
        let rule = Theirs::Rule {
            group: group.clone(),
            port,
            egress,
        };
        theirs.contains(&rule)
    };
    let all = rules.security_group_rules().iter();
    let ours = all.filter(|rule| rule.is_egress() == Some(egress) && !rule.from_port().is_some_and(is_theirs));
    let ids: Vec<String> = ours
        .filter_map(|rule| rule.security_group_rule_id().map(str::to_owned))
        .collect();
    if ids.is_empty() {
        return Err(NotNow(format!("{on} has no rules")));
    }
    if egress {
        let revoke = ec2.revoke_security_group_egress().group_id(&group);
        revoke.set_security_group_rule_ids(Some(ids)).send().await?;
    } else {
        let revoke = ec2.revoke_security_group_ingress().group_id(&group);
        revoke.set_security_group_rule_ids(Some(ids)).send().await?;
    }
    Ok(())
}

async fn delete_route(there: &Outsider, on: &str, destination: &str) -> Done {
    let delete = there.aws.ec2().delete_route().route_table_id(there.id(on)?);
    delete.destination_cidr_block(destination).send().await?;
    Ok(())
}

async fn point_route_at_gateway(there: &Outsider, on: &str) -> Done {
    let replace = there.aws.ec2().replace_route().route_table_id(there.id(on)?);
    let replace = replace
        .destination_cidr_block("0.0.0.0/0")
        .gateway_id(there.id("internet-gateway/main")?);
    replace.send().await?;
    Ok(())
}

async fn add_route(there: &Outsider, on: &str) -> Done {
    let (table, destination) = (there.id(on)?, "192.168.77.0/24");
    let create = there.aws.ec2().create_route().route_table_id(&table);
    let create = create
        .destination_cidr_block(destination)
        .gateway_id(there.id("internet-gateway/main")?);
    create.send().await?;
    there.leave(Theirs::Route {
        table,
        destination: destination.to_owned(),
    });
    Ok(())
}

/// The id of a subnet's association with its route table.
async fn association(there: &Outsider, subnet: &str) -> Result<String, NotNow> {
    let tables = there.aws.ec2().describe_route_tables().send().await?;
    let mut all = tables.route_tables().iter().flat_map(|table| table.associations());
    let found = all.find(|association| association.subnet_id() == Some(subnet));
    let id = found.and_then(|association| association.route_table_association_id());
    id.map(str::to_owned)
        .ok_or_else(|| NotNow(format!("{subnet} has no route table")))
}

async fn associate(there: &Outsider, on: &str, table: &str) -> Done {
    let (subnet, table) = (there.id(on)?, there.id(table)?);
    let replace = there.aws.ec2().replace_route_table_association();
    let replace = replace.association_id(association(there, &subnet).await?);
    replace.route_table_id(table).send().await?;
    Ok(())
}

async fn disassociate(there: &Outsider, on: &str) -> Done {
    let subnet = there.id(on)?;
    let take = there.aws.ec2().disassociate_route_table();
    take.association_id(association(there, &subnet).await?).send().await?;
    Ok(())
}

async fn delete_nat_gateway(there: &Outsider, on: &str) -> Done {
    let delete = there.aws.ec2().delete_nat_gateway();
    delete.nat_gateway_id(there.id(on)?).send().await?;
    Ok(())
}

async fn delete_nat_gateway_and_address(there: &Outsider, on: &str) -> Done {
    let address = there.id("elastic-ip/nat")?;
    delete_nat_gateway(there, on).await?;
    // AWS refuses it until the gateway is gone; somebody else may have given it to another one by then.
    for _ in 0..10 {
        tokio::time::sleep(std::time::Duration::from_secs(15)).await;
        let release = there.aws.ec2().release_address().allocation_id(&address);
        if release.send().await.is_ok() {
            break;
        }
    }
    Ok(())
}

fn off() -> AttributeBooleanValue {
    AttributeBooleanValue::builder().value(false).build()
}

async fn host_names_off(there: &Outsider, on: &str) -> Done {
    let modify = there.aws.ec2().modify_vpc_attribute().vpc_id(there.id(on)?);
    modify.enable_dns_hostnames(off()).send().await?;
    Ok(())
}

async fn dns_off(there: &Outsider, on: &str) -> Done {
    let modify = there.aws.ec2().modify_vpc_attribute().vpc_id(there.id(on)?);
    modify.enable_dns_support(off()).send().await?;
    Ok(())
}

async fn no_public_addresses(there: &Outsider, on: &str) -> Done {
    let modify = there.aws.ec2().modify_subnet_attribute().subnet_id(there.id(on)?);
    modify.map_public_ip_on_launch(off()).send().await?;
    Ok(())
}

async fn detach_gateway(there: &Outsider, on: &str) -> Done {
    let detach = there.aws.ec2().detach_internet_gateway();
    let detach = detach.internet_gateway_id(there.id(on)?).vpc_id(there.id("vpc/main")?);
    detach.send().await?;
    Ok(())
}

async fn delete_endpoint(there: &Outsider, on: &str) -> Done {
    let delete = there.aws.ec2().delete_vpc_endpoints();
    delete.vpc_endpoint_ids(there.id(on)?).send().await?;
    Ok(())
}

async fn narrow_endpoint(there: &Outsider, on: &str) -> Done {
    let modify = there.aws.ec2().modify_vpc_endpoint().vpc_endpoint_id(there.id(on)?);
    let modify = modify.remove_route_table_ids(there.id("route-table/private1")?);
    modify.send().await?;
    Ok(())
}

async fn delete_peering(there: &Outsider, on: &str) -> Done {
    let delete = there.aws.ec2().delete_vpc_peering_connection();
    delete.vpc_peering_connection_id(there.id(on)?).send().await?;
    Ok(())
}
