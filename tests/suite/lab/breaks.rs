//! Breaks planted in an account the walk has built, each with what it does to packets.

use aws_sdk_ec2::types::{
    InstanceType, IpPermission, PortRange, ResourceType, RuleAction, Tag, TagSpecification, UserIdGroupPair,
};

use super::Lab;
use super::describe::Aws;

/// One thing that is wrong with an account.
pub struct Break {
    pub name: &'static str,
    plant: fn(&Lab),
    /// What has to be undone before a walk can mend the rest.
    unplant: Option<fn(&Lab)>,
    /// What it changes, a line a pair, as [`super::Packets::changes`] says it.
    pub changes: &'static [&'static str],
}

impl Break {
    /// Plants it in the account and lays the network out anew.
    pub fn plant(&self, lab: &mut Lab) {
        (self.plant)(lab);
        lab.follow();
    }

    /// Mends it as a person would, with another walk. The network is as it was until it is laid out anew.
    pub fn mend(&self, lab: &Lab) {
        if let Some(unplant) = self.unplant {
            unplant(lab);
        }
        lab.walk();
    }
}

const fn told(name: &'static str, plant: fn(&Lab), changes: &'static [&'static str]) -> Break {
    Break {
        name,
        plant,
        unplant: None,
        changes,
    }
}

impl Break {
    const fn mended_after(self, unplant: fn(&Lab)) -> Self {
        Self {
            unplant: Some(unplant),
            ..self
        }
    }
}

/// A walk that remembers what is gone looks for it for twenty seconds, since AWS's lists lag; one that remembers nothing makes it at
/// once, and adopts the rest.
fn forget(lab: &Lab) {
    std::fs::remove_file(lab.kept("state.json")).unwrap();
}

/// What is in the wrong subnet is not changed: AWS moves no instance.
fn end_test_host(lab: &Lab) {
    lab.aws(|aws| async move { terminate(&aws, &aws.id_of("instance/test-host").await).await });
}

/// All of them. Each is planted alone. The first takes longest to mend: the walk looks for the instance that is gone.
pub const BREAKS: &[Break] = &[
    told(
        "the test host in a public subnet, without a public address",
        |lab| lab.aws(move_test_host),
        &[
            "test-host -> internet closes: 22 3306 5085 443 icmp",
            "test-host -> user closes: 22 3306 5085 443 icmp",
        ],
    )
    .mended_after(end_test_host),
    told(
        "no route to the NAT gateway",
        |lab| lab.aws(|aws| delete_route(aws, "route-table/private1", "0.0.0.0/0")),
        &[
            "test-host -> internet closes: 22 3306 5085 443 icmp",
            "test-host -> user closes: 22 3306 5085 443 icmp",
        ],
    )
    .mended_after(forget),
    told(
        "no peering route on the first VPC's side",
        |lab| lab.aws(|aws| delete_route(aws, "route-table/public", "10.1.0.0/16")),
        &["app-host -> ai-host closes: 22 icmp", "ai-host -> app-host closes: 5085"],
    )
    .mended_after(forget),
    told(
        "no peering route on the second VPC's side",
        |lab| lab.aws(|aws| delete_route(aws, "route-table/ai", "10.0.0.0/16")),
        &[
            "app-host -> ai-host closes: 22 icmp",
            "test-host -> ai-host closes: 22 icmp",
            "ai-host -> app-host closes: 5085",
        ],
    )
    .mended_after(forget),
    told(
        "no peering connection",
        |lab| lab.aws(delete_peering),
        &[
            "app-host -> ai-host closes: 22 icmp",
            "test-host -> ai-host closes: 22 icmp",
            "ai-host -> app-host closes: 5085",
        ],
    )
    .mended_after(forget),
    told(
        "no rule for SSH on the test host",
        |lab| lab.aws(|aws| revoke_from_app_host(aws, "security-group/test-host", "tcp", 22)),
        &["app-host -> test-host closes: 22"],
    ),
    told(
        "no rule for ping on the test host",
        |lab| lab.aws(|aws| revoke_from_app_host(aws, "security-group/test-host", "icmp", -1)),
        &["app-host -> test-host closes: icmp"],
    ),
    told(
        "no rule for MySQL on the database",
        |lab| lab.aws(|aws| revoke_from_app_host(aws, "security-group/database", "tcp", 3306)),
        &["app-host -> database closes: 3306"],
    ),
    told(
        "nothing let out of the test host",
        |lab| lab.aws(|aws| revoke_egress(aws, "security-group/test-host")),
        &[
            "test-host -> app-host closes: 5085",
            "test-host -> ai-host closes: 22 icmp",
            "test-host -> internet closes: 22 3306 5085 443 icmp",
            "test-host -> user closes: 22 3306 5085 443 icmp",
        ],
    ),
    told(
        "no route to the internet gateway",
        |lab| lab.aws(|aws| delete_route(aws, "route-table/public", "0.0.0.0/0")),
        &[
            "app-host -> internet closes: 22 3306 5085 443 icmp",
            "app-host -> user closes: 22 3306 5085 443 icmp",
            "test-host -> internet closes: 22 3306 5085 443 icmp",
            "test-host -> user closes: 22 3306 5085 443 icmp",
            "internet -> app-host closes: 5085",
            "user -> app-host closes: 22 5085",
        ],
    )
    .mended_after(forget),
    told(
        "the second VPC's internet gateway detached",
        |lab| lab.aws(detach_gateway_of_ai),
        &[
            "ai-host -> internet closes: 22 3306 5085 443 icmp",
            "ai-host -> user closes: 22 3306 5085 443 icmp",
        ],
    ),
    told(
        "a network ACL that denies SSH into the private subnet",
        |lab| lab.aws(|aws| deny_into_private_subnet(aws, 22, 22)),
        &["app-host -> test-host closes: 22"],
    )
    .mended_after(give_default_acl_back),
    // The beginner's ACL: it is stateless, so that answers have to be let in too, and they come to high ports.
    told(
        "a network ACL that lets no answers into the private subnet",
        |lab| lab.aws(|aws| deny_into_private_subnet(aws, 32768, 65535)),
        &[
            "test-host -> app-host closes: 5085",
            "test-host -> ai-host closes: 22",
            "test-host -> internet closes: 22 3306 5085 443",
            "test-host -> user closes: 22 3306 5085 443",
        ],
    )
    .mended_after(give_default_acl_back),
];

async fn delete_route(aws: Aws, table: &str, to: &str) {
    let call = aws.ec2.delete_route().route_table_id(aws.id_of(table).await);
    call.destination_cidr_block(to).send().await.unwrap();
}

async fn delete_peering(aws: Aws) {
    let id = aws.id_of("vpc-peering/main").await;
    let call = aws.ec2.delete_vpc_peering_connection().vpc_peering_connection_id(id);
    call.send().await.unwrap();
}

/// Takes out the rule that lets the application host in.
async fn revoke_from_app_host(aws: Aws, group: &str, protocol: &str, port: i32) {
    let app_host = aws.id_of("security-group/app-host").await;
    let rule = IpPermission::builder().ip_protocol(protocol).from_port(port).to_port(port);
    let rule = rule.user_id_group_pairs(UserIdGroupPair::builder().group_id(app_host).build());
    let call = aws.ec2.revoke_security_group_ingress().group_id(aws.id_of(group).await);
    let answer = call.ip_permissions(rule.build()).send().await.unwrap();
    assert_eq!(answer.unknown_ip_permissions(), [], "no such rule");
}

/// Takes out all that lets anything out.
async fn revoke_egress(aws: Aws, group: &str) {
    let id = aws.id_of(group).await;
    let asked = aws.ec2.describe_security_groups().group_ids(&id).send().await.unwrap();
    let rules = asked.security_groups()[0].ip_permissions_egress().to_vec();
    let call = aws.ec2.revoke_security_group_egress().group_id(id);
    call.set_ip_permissions(Some(rules)).send().await.unwrap();
}

/// Ends the test host and starts another one like it in the application host's subnet.
async fn move_test_host(aws: Aws) {
    let id = aws.id_of("instance/test-host").await;
    let asked = aws.ec2.describe_instances().instance_ids(&id).send().await.unwrap();
    let former = &asked.reservations()[0].instances()[0];
    let tags = TagSpecification::builder()
        .resource_type(ResourceType::Instance)
        .set_tags(Some(former.tags().iter().filter(|tag| !is_of_aws(tag)).cloned().collect()))
        .build();
    let interface = aws_sdk_ec2::types::InstanceNetworkInterfaceSpecification::builder()
        .device_index(0)
        .subnet_id(aws.id_of("subnet/public1").await)
        .groups(aws.id_of("security-group/test-host").await)
        .associate_public_ip_address(false)
        .build();
    terminate(&aws, &id).await;
    let launch = aws.ec2.run_instances().min_count(1).max_count(1);
    let launch = launch
        .image_id(former.image_id().unwrap())
        .instance_type(InstanceType::T3Micro);
    let launch = launch.network_interfaces(interface).tag_specifications(tags);
    let launched = launch.send().await.unwrap();
    becomes(&aws, launched.instances()[0].instance_id().unwrap(), "running").await;
}

fn is_of_aws(tag: &Tag) -> bool {
    tag.key().is_some_and(|key| key.starts_with("aws:"))
}

/// AWS detaches a gateway only where no public address is mapped: an instance that is stopped has none.
async fn detach_gateway_of_ai(aws: Aws) {
    let (host, gateway) = (aws.id_of("instance/ai-host").await, aws.id_of("internet-gateway/ai").await);
    aws.ec2.stop_instances().instance_ids(&host).send().await.unwrap();
    becomes(&aws, &host, "stopped").await;
    let call = aws.ec2.detach_internet_gateway().internet_gateway_id(gateway);
    call.vpc_id(aws.id_of("vpc/ai").await).send().await.unwrap();
    aws.ec2.start_instances().instance_ids(&host).send().await.unwrap();
    becomes(&aws, &host, "running").await;
}

async fn terminate(aws: &Aws, id: &str) {
    aws.ec2.terminate_instances().instance_ids(id).send().await.unwrap();
    becomes(aws, id, "terminated").await;
}

/// Waits until an instance is in a state. One that is terminated is not to be seen for long, in the sandbox's time.
async fn becomes(aws: &Aws, id: &str, state: &str) {
    for _ in 0..500 {
        let asked = aws.ec2.describe_instances().instance_ids(id).send().await;
        let reservations = asked.map(|asked| asked.reservations.unwrap_or_default()).unwrap_or_default();
        let instance = reservations.iter().flat_map(|reservation| reservation.instances()).next();
        let seen = instance
            .and_then(|instance| instance.state()?.name())
            .map(|name| name.as_str());
        if seen.unwrap_or("terminated") == state {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{id} does not become {state}");
}

/// The number of the entry that denies: it is asked before the one that lets everything in.
const DENYING: i32 = 50;

/// Gives the test host's subnet an ACL of its own, which denies TCP to some ports and lets everything else through.
async fn deny_into_private_subnet(aws: Aws, from: i32, to: i32) {
    let subnet = aws.id_of("subnet/private1").await;
    let made = aws
        .ec2
        .create_network_acl()
        .vpc_id(aws.id_of("vpc/main").await)
        .send()
        .await
        .unwrap();
    let acl = made.network_acl().unwrap().network_acl_id().unwrap().to_owned();
    let entry = |number: i32, egress: bool, action: RuleAction| {
        let call = aws.ec2.create_network_acl_entry().network_acl_id(&acl).rule_number(number);
        call.egress(egress).rule_action(action).cidr_block("0.0.0.0/0")
    };
    let ports = PortRange::builder().from(from).to(to).build();
    let denying = entry(DENYING, false, RuleAction::Deny).protocol("6").port_range(ports);
    denying.send().await.unwrap();
    for egress in [false, true] {
        entry(100, egress, RuleAction::Allow).protocol("-1").send().await.unwrap();
    }
    give_acl(&aws, &subnet, &acl).await;
}

/// Gives the subnet the VPC's default ACL back: a walk leaves ACLs alone.
fn give_default_acl_back(lab: &Lab) {
    lab.aws(|aws| async move {
        let asked = aws.ec2.describe_network_acls().send().await.unwrap();
        let vpc = aws.id_of("vpc/main").await;
        let mut of_vpc = asked.network_acls().iter().filter(|acl| acl.vpc_id() == Some(&vpc));
        let default = of_vpc.find(|acl| acl.is_default() == Some(true)).unwrap();
        let subnet = aws.id_of("subnet/private1").await;
        give_acl(&aws, &subnet, default.network_acl_id().unwrap()).await;
    });
}

async fn give_acl(aws: &Aws, subnet: &str, acl: &str) {
    let asked = aws.ec2.describe_network_acls().send().await.unwrap();
    let mut associations = asked.network_acls().iter().flat_map(|acl| acl.associations());
    let held = associations
        .find(|association| association.subnet_id() == Some(subnet))
        .unwrap();
    let call = aws.ec2.replace_network_acl_association().network_acl_id(acl);
    call.association_id(held.network_acl_association_id().unwrap())
        .send()
        .await
        .unwrap();
}
