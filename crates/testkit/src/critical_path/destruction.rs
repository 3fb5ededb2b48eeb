//! The calls that a destruction needs, in AWS's order.

use std::time::Duration;

use jalon_sandbox::Latencies;

use super::model::After::{self, Done, Usable};
use super::model::{Drawn, Model};
use super::schedule::Schedule;

/// The earliest end of everything the destruction deletes. Here `Usable` means gone.
pub fn destruction(latencies: &Latencies, drawn: &Drawn) -> Schedule {
    let mut model = Model::new(latencies, drawn);
    services(&mut model);
    first_subnets(&mut model);
    route_tables(&mut model);
    first_vpc(&mut model);
    second_network(&mut model);
    model.into_schedule()
}

fn services(model: &mut Model) {
    let latencies = model.latencies;
    let linger = latencies.network_interface_linger;
    model.change("db-instance/main", &[]);
    model.goes("db-instance/main", latencies.db_instance_deleted, linger);
    model.change("nat-gateway/main", &[]);
    model.goes("nat-gateway/main", latencies.nat_gateway_deleted, linger);
    for host in ["instance/app-host", "instance/test-host", "instance/ai-host"] {
        model.change(host, &[]);
        model.goes(host, latencies.instance_terminated, Duration::ZERO);
    }
    for at_once in [
        "db-snapshot/baseline",
        "ebs-snapshots/baseline",
        "key-pair/main",
        "vpc-endpoint/s3",
        "rules between security groups",
    ] {
        model.change(at_once, &[]);
    }
    model.change("objects of bucket/site", &[]);
    model.change("bucket/site", &[Done("objects of bucket/site")]);
    model.change("vpc-peering/main", &[]);
    model.goes("vpc-peering/main", latencies.peering_deleted, Duration::ZERO);
    model.change("db-subnet-group/main", &[Usable("db-instance/main")]);
    model.change("elastic-ip/nat", &[Usable("nat-gateway/main")]);
}

fn first_subnets(model: &mut Model) {
    // AWS puts the database's interface into one of the two private subnets at random.
    let database = Usable("interface of db-instance/main");
    model.change(
        "subnet/private1",
        &[database, Usable("instance/test-host"), Done("db-subnet-group/main")],
    );
    model.change("subnet/private2", &[database, Done("db-subnet-group/main")]);
    model.change(
        "subnet/public1",
        &[Usable("interface of nat-gateway/main"), Usable("instance/app-host")],
    );
    model.change("subnet/public2", &[]);
    model.change("security-group/database", &[database, Done("rules between security groups")]);
    model.change(
        "security-group/app-host",
        &[Usable("instance/app-host"), Done("rules between security groups")],
    );
    model.change("security-group/test-host", &[Usable("instance/test-host")]);
}

fn route_tables(model: &mut Model) {
    for (table, subnets) in [
        (
            "route-table/public",
            ["association of subnet/public1", "association of subnet/public2"].as_slice(),
        ),
        ("route-table/private1", &["association of subnet/private1"]),
        ("route-table/private2", &["association of subnet/private2"]),
        ("route-table/ai", &["association of subnet/ai"]),
    ] {
        for subnet in subnets {
            model.change(subnet, &[]);
        }
        let after: Vec<After> = subnets.iter().map(|subnet| Done(subnet)).collect();
        model.change(table, &after);
    }
}

fn first_vpc(model: &mut Model) {
    model.change(
        "attachment of internet-gateway/main",
        &[
            Usable("nat-gateway/main"),
            Usable("instance/app-host"),
            Done("elastic-ip/nat"),
        ],
    );
    model.change("internet-gateway/main", &[Done("attachment of internet-gateway/main")]);
    model.change(
        "vpc/main",
        &[
            Done("subnet/private1"),
            Done("subnet/private2"),
            Done("subnet/public1"),
            Done("subnet/public2"),
            Done("security-group/database"),
            Done("security-group/app-host"),
            Done("security-group/test-host"),
            Done("route-table/public"),
            Done("route-table/private1"),
            Done("route-table/private2"),
            Done("internet-gateway/main"),
            Done("vpc-endpoint/s3"),
            Usable("vpc-peering/main"),
        ],
    );
}

fn second_network(model: &mut Model) {
    model.change("subnet/ai", &[Usable("instance/ai-host")]);
    model.change("security-group/ai-host", &[Usable("instance/ai-host")]);
    model.change("attachment of internet-gateway/ai", &[Usable("instance/ai-host")]);
    model.change("internet-gateway/ai", &[Done("attachment of internet-gateway/ai")]);
    model.change(
        "vpc/ai",
        &[
            Done("subnet/ai"),
            Done("security-group/ai-host"),
            Done("route-table/ai"),
            Done("internet-gateway/ai"),
            Usable("vpc-peering/main"),
        ],
    );
}
