//! The calls that AWS itself needs for the environment of the default answers: their order and how long each takes.
//!
//! It follows from AWS's rules (AWS accepts no route to a NAT gateway that isn't available, no DB subnet group over subnets that
//! don't exist, …) and the latencies of the sandbox, not from what the program does, so that tests can measure the program against
//! it. It is strict: its client knows at once when something is ready or listed, makes no call that it doesn't need, and never
//! checks whether something exists already.

use jalon_sandbox::Latencies;

use super::model::After::{Done, Seen, Usable};
use super::model::{Drawn, Model};
use super::schedule::Schedule;

/// The earliest end of everything the walk builds.
pub fn walk(latencies: &Latencies, drawn: &Drawn) -> Schedule {
    let mut model = Model::new(latencies, drawn);
    first_network(&mut model);
    hosts(&mut model);
    database(&mut model);
    nat_gateway(&mut model);
    site(&mut model);
    second_network(&mut model);
    model.into_schedule()
}

fn first_network(model: &mut Model) {
    let latencies = model.latencies;
    model.read("zones");
    model.change("vpc/main", &[]);
    model.becomes_usable("vpc/main", latencies.vpc_available);
    // DNS support is on from the beginning; host names are one more call.
    model.change("host names of vpc/main", &[Seen("vpc/main")]);
    model.change("internet-gateway/main", &[]);
    model.change(
        "attachment of internet-gateway/main",
        &[Seen("internet-gateway/main"), Seen("vpc/main")],
    );
    for subnet in ["subnet/public1", "subnet/public2", "subnet/private1", "subnet/private2"] {
        model.change(subnet, &[Done("zones"), Seen("vpc/main")]);
        model.becomes_usable(subnet, latencies.subnet_available);
    }
    model.change("public addresses of subnet/public1", &[Seen("subnet/public1")]);
    model.change("public addresses of subnet/public2", &[Seen("subnet/public2")]);
    for table in ["route-table/public", "route-table/private1", "route-table/private2"] {
        model.change(table, &[Seen("vpc/main")]);
    }
    for (association, table, subnet) in [
        ("association of subnet/public1", "route-table/public", "subnet/public1"),
        ("association of subnet/public2", "route-table/public", "subnet/public2"),
        ("association of subnet/private1", "route-table/private1", "subnet/private1"),
        ("association of subnet/private2", "route-table/private2", "subnet/private2"),
    ] {
        model.change(association, &[Seen(table), Seen(subnet)]);
    }
    model.change(
        "route/public/0.0.0.0/0",
        &[Seen("route-table/public"), Done("attachment of internet-gateway/main")],
    );
    model.change(
        "vpc-endpoint/s3",
        &[Seen("vpc/main"), Seen("route-table/private1"), Seen("route-table/private2")],
    );
    model.becomes_usable("vpc-endpoint/s3", latencies.vpc_endpoint_available);
}

fn hosts(model: &mut Model) {
    let latencies = model.latencies;
    model.read("image");
    model.change("key-pair/main", &[]);
    model.change("security-group/app-host", &[Seen("vpc/main")]);
    model.change("rules of security-group/app-host", &[Seen("security-group/app-host")]);
    let common = [Done("image"), Seen("key-pair/main")];
    let app_host = [Done("public addresses of subnet/public1"), Seen("security-group/app-host")];
    model.change("instance/app-host", &[common.as_slice(), &app_host].concat());
    model.becomes_usable("instance/app-host", latencies.instance_running);
    model.passes(
        "first-boot/app-host",
        latencies.first_boot_with_packages,
        &[Usable("instance/app-host")],
    );

    model.change("security-group/test-host", &[Seen("vpc/main")]);
    model.change(
        "rules of security-group/test-host",
        &[Seen("security-group/test-host"), Seen("security-group/app-host")],
    );
    let test_host = [Seen("subnet/private1"), Seen("security-group/test-host")];
    model.change("instance/test-host", &[common.as_slice(), &test_host].concat());
    model.becomes_usable("instance/test-host", latencies.instance_running);
    model.passes(
        "first-boot/test-host",
        latencies.first_boot_without_packages,
        &[Usable("instance/test-host")],
    );
}

fn database(model: &mut Model) {
    let latencies = model.latencies;
    model.change("db-subnet-group/main", &[Seen("subnet/private1"), Seen("subnet/private2")]);
    model.change("security-group/database", &[Seen("vpc/main")]);
    model.change(
        "rules of security-group/database",
        &[Seen("security-group/database"), Seen("security-group/app-host")],
    );
    // RDS shows a DB subnet group at once (docs/AWS.md, "DB subnet group").
    model.change(
        "db-instance/main",
        &[Done("db-subnet-group/main"), Seen("security-group/database")],
    );
    model.becomes_usable(
        "db-instance/main",
        latencies.db_instance_created + latencies.db_instance_backed_up,
    );
    application(model);
    // Both are copies of what the application has made.
    model.change("db-snapshot/baseline", &[Usable("application/app-host")]);
    model.becomes_usable("db-snapshot/baseline", latencies.db_snapshot_available);
    model.change("ebs-snapshots/baseline", &[Usable("application/app-host")]);
    model.becomes_usable("ebs-snapshots/baseline", latencies.snapshot_completed);
}

/// The application's files are sent once its host has booted, its images built then, and its containers started once the database is there
/// too. Each is a command on the host, and one log-in is enough for all; it can't be earlier, since the boot puts the user into Docker's group.
fn application(model: &mut Model) {
    let latencies = model.latencies;
    model.log_in("log-in to app-host", &[Usable("first-boot/app-host")]);
    model.command("files of app-host", &[Usable("log-in to app-host")]);
    model.command("build of app-host", &[Usable("files of app-host")]);
    model.passes("images/app-host", latencies.image_build, &[Usable("build of app-host")]);
    let needs = [Usable("images/app-host"), Usable("db-instance/main")];
    model.command("settings of app-host", &needs);
    model.command("start of app-host", &[Usable("settings of app-host")]);
    model.passes(
        "application/app-host",
        latencies.containers_started,
        &[Usable("start of app-host")],
    );
}

fn nat_gateway(model: &mut Model) {
    model.change("elastic-ip/nat", &[]);
    model.change(
        "nat-gateway/main",
        &[
            Seen("elastic-ip/nat"),
            Seen("subnet/public1"),
            Done("attachment of internet-gateway/main"),
        ],
    );
    model.becomes_usable("nat-gateway/main", model.latencies.nat_gateway_available);
    for (route, table) in [
        ("route/private1/0.0.0.0/0", "route-table/private1"),
        ("route/private2/0.0.0.0/0", "route-table/private2"),
    ] {
        model.change(route, &[Usable("nat-gateway/main"), Seen(table)]);
    }
}

fn site(model: &mut Model) {
    // Tags and ownership are part of the creation. AWS refuses a public policy until the access block allows it.
    model.change("bucket/site", &[]);
    model.change("access block of bucket/site", &[Seen("bucket/site")]);
    model.change("policy of bucket/site", &[Seen("access block of bucket/site")]);
    model.change("website of bucket/site", &[Seen("bucket/site")]);
    model.change("site-content/site", &[Seen("bucket/site")]);
}

fn second_network(model: &mut Model) {
    let latencies = model.latencies;
    model.change("vpc/ai", &[]);
    model.becomes_usable("vpc/ai", latencies.vpc_available);
    model.change("host names of vpc/ai", &[Seen("vpc/ai")]);
    model.change("internet-gateway/ai", &[]);
    model.change(
        "attachment of internet-gateway/ai",
        &[Seen("internet-gateway/ai"), Seen("vpc/ai")],
    );
    model.change("subnet/ai", &[Done("zones"), Seen("vpc/ai")]);
    model.becomes_usable("subnet/ai", latencies.subnet_available);
    model.change("public addresses of subnet/ai", &[Seen("subnet/ai")]);
    model.change("route-table/ai", &[Seen("vpc/ai")]);
    model.change("association of subnet/ai", &[Seen("route-table/ai"), Seen("subnet/ai")]);
    model.change(
        "route/ai/0.0.0.0/0",
        &[Seen("route-table/ai"), Done("attachment of internet-gateway/ai")],
    );

    model.change("request of vpc-peering/main", &[Seen("vpc/main"), Seen("vpc/ai")]);
    model.becomes_usable("request of vpc-peering/main", latencies.peering_requested);
    model.change("vpc-peering/main", &[Usable("request of vpc-peering/main")]);
    model.becomes_usable("vpc-peering/main", latencies.peering_active);
    for (route, table) in [
        ("route/public/10.1.0.0/16", "route-table/public"),
        ("route/private1/10.1.0.0/16", "route-table/private1"),
        ("route/private2/10.1.0.0/16", "route-table/private2"),
        ("route/ai/10.0.0.0/16", "route-table/ai"),
    ] {
        model.change(route, &[Usable("vpc-peering/main"), Seen(table)]);
    }
    model.change(
        "vpc-peering-options/main",
        &[
            Usable("vpc-peering/main"),
            Done("host names of vpc/main"),
            Done("host names of vpc/ai"),
        ],
    );

    model.change("security-group/ai-host", &[Seen("vpc/ai")]);
    model.change("rules of security-group/ai-host", &[Seen("security-group/ai-host")]);
    model.change(
        "instance/ai-host",
        &[
            Done("image"),
            Seen("key-pair/main"),
            Done("public addresses of subnet/ai"),
            Seen("security-group/ai-host"),
        ],
    );
    model.becomes_usable("instance/ai-host", latencies.instance_running);
    model.passes(
        "first-boot/ai-host",
        latencies.first_boot_without_packages,
        &[Usable("instance/ai-host")],
    );
}
