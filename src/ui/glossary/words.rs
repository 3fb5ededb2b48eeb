//! The words that can be explained. What they are called and mean stands in the catalogue, `word-KEY` and `means-KEY`.

use super::Word;
use crate::locale::say;

/// All of them, by subject.
pub(super) const WORDS: &[Word] = &[
    // Networks.
    Word::new("virtual-private-cloud").of("vpc"),
    Word::new("subnet")
        .of("vpc")
        .showing(|| say().pass_sends_from("subnet/private1", "10.0.128.0/20")),
    Word::new("public-subnet").of("vpc"),
    Word::new("private-subnet").of("vpc"),
    Word::new("cidr").of("vpc"),
    Word::new("route-table")
        .of("vpc")
        .showing(|| say().stop_no_route("route-table/private1", "0.0.0.0/0")),
    Word::new("route")
        .of("vpc")
        .showing(|| say().hop_route("route-table/public", "10.1.0.0/16", "vpc-peering/main")),
    Word::new("default-route")
        .of("vpc")
        .showing(|| say().hop_route("route-table/public", "0.0.0.0/0", "internet-gateway/main")),
    Word::new("local")
        .of("vpc")
        .showing(|| say().pass_local("route-table/public", "10.0.0.0/16"))
        .naming_a_reason(),
    Word::new("blackhole")
        .of("vpc")
        .showing(|| say().stop_blackhole(say().hop_route("route-table/private1", "0.0.0.0/0", "nat-0a1b2c3d")))
        .naming_a_reason(),
    Word::new("internet-gateway")
        .of("vpc")
        .showing(|| say().pass_to_internet("internet-gateway/main")),
    Word::new("nat")
        .of("nat-gateway")
        .showing(|| say().pass_translated("nat-gateway/main")),
    Word::new("elastic-ip").of("nat-gateway"),
    Word::new("public-address")
        .of("app-host")
        .showing(|| say().stop_no_public_address("instance/test-host")),
    Word::new("private-address")
        .of("vpc")
        .showing(|| say().stop_unknown_private("10.9.0.4")),
    Word::new("internet")
        .of("vpc")
        .showing(|| say().pass_sends(say().end_internet())),
    Word::new("own-address")
        .of("app-host")
        .showing(|| say().pass_sends(say().hop_own_address("192.0.2.10/32"))),
    Word::new("gateway-endpoint").of("vpc"),
    Word::new("prefix-list").of("vpc"),
    Word::new("network-interface").of("app-host"),
    Word::new("other-gateway")
        .showing(|| say().doubt_not_followed(say().hop_route("rtb-0a1b2c3d", "10.20.0.0/16", "tgw-0a1b2c3d"))),
    Word::new("vpc-peering")
        .of("peering")
        .showing(|| say().pass_leads_to("vpc-peering/main", "vpc/ai")),
    Word::new("transitive").of("peering"),
    Word::new("overlap").of("second-vpc"),
    Word::new("hop"),
    // Who may open, and who may answer.
    Word::new("security-group")
        .of("app-host")
        .showing(|| say().stop_no_group_in(1, say().sent_in("tcp 3306", "10.0.128.9"), "security-group/database")),
    Word::new("rule").of("app-host"),
    Word::new("network-acl").of("app-host").showing(|| {
        say().pass_acl_in(
            format!("{} acl-0a1b2c3d", say().label_network_acl()),
            "tcp 22",
            "subnet/public1",
            "100",
        )
    }),
    Word::new("stateful")
        .of("app-host")
        .showing(|| say().pass_remembered_out("security-group/app-host"))
        .naming_a_reason(),
    Word::new("stateless").of("app-host"),
    Word::new("ephemeral-port").of("app-host"),
    Word::new("icmp").of("test-host"),
    Word::new("port").of("app-host"),
    Word::new("port-25")
        .of("nat-gateway")
        .showing(|| say().stop_mail_blocked("internet-gateway/main"))
        .naming_a_reason(),
    Word::new("vpc-block-public-access")
        .of("vpc")
        .showing(|| say().stop_nothing_in_or_out("internet-gateway/main", "subnet/public1"))
        .naming_a_reason(),
    Word::new("bastion").of("test-host"),
    // Accounts and places.
    Word::new("region").of("vpc"),
    Word::new("availability-zone").of("vpc"),
    Word::new("iam").of("vpc"),
    Word::new("root-user").of("vpc"),
    Word::new("mfa").of("vpc"),
    Word::new("quota").of("vpc"),
    Word::new("free-plan").of("database"),
    Word::new("tag"),
    // Hosts.
    Word::new("instance")
        .of("app-host")
        .showing(|| say().pass_sends_from("instance/app-host", "10.0.0.5")),
    Word::new("instance-type").of("app-host"),
    Word::new("cpu-credits").of("app-host"),
    Word::new("ami").of("app-host"),
    Word::new("key-pair").of("app-host"),
    Word::new("user-data").of("app-host"),
    Word::new("cloud-init").of("app-host"),
    Word::new("volume").of("app-host"),
    Word::new("container").of("app"),
    Word::new("reverse-proxy").of("app"),
    // Databases, copies and files.
    Word::new("db-instance")
        .of("database")
        .showing(|| say().pass_reached_at("db-instance/main", "10.0.144.9")),
    Word::new("endpoint").of("database"),
    Word::new("db-subnet-group").of("database"),
    Word::new("multi-az").of("database"),
    Word::new("automated-backup").of("snapshots"),
    Word::new("snapshot").of("snapshots"),
    Word::new("crash-consistent").of("snapshots"),
    Word::new("extended-support").of("database"),
    Word::new("bucket").of("site"),
    Word::new("bucket-policy").of("site"),
    Word::new("block-public-access").of("site"),
    // What jalon calls things.
    Word::new("deployment"),
    Word::new("step"),
    Word::new("drift"),
    Word::new("sandbox"),
];
