//! The calls that AWS itself needs for the environment of the default answers: their order and how long each takes.
//!
//! It follows from AWS's rules (AWS accepts no route to a NAT gateway that isn't available, no DB subnet group over subnets that
//! don't exist, …) and the latencies of the sandbox, not from what the program does, so that tests can measure the program against
//! it. It is strict: its client knows at once when something is ready or listed, makes no call that it doesn't need, and never
//! checks whether something exists already.

use std::collections::BTreeMap;
use std::time::Duration;

use jalon_sandbox::Latencies;

use super::schedule::Schedule;

/// What must have happened before a call.
#[derive(Clone, Copy)]
enum After {
    /// AWS has answered another call.
    Done(&'static str),
    /// The thing exists and AWS's lists show it: for a moment AWS refuses a new one as unknown.
    Seen(&'static str),
    /// The thing can be used.
    Usable(&'static str),
}
use After::{Done, Seen, Usable};

/// How long things took to become usable or to go in one run, by key. For others the model takes the median.
pub type Drawn = BTreeMap<String, Duration>;

struct Model<'a> {
    latencies: &'a Latencies,
    drawn: &'a Drawn,
    schedule: Schedule,
}

impl Model<'_> {
    fn call(&mut self, name: &str, takes: Duration, after: &[After]) {
        let mut follows: Vec<(String, Duration)> = Vec::new();
        for one in after {
            match *one {
                Done(other) => follows.push((format!("done {other}"), takes)),
                Usable(other) => follows.push((format!("usable {other}"), takes)),
                Seen(other) => {
                    // AWS acts at the end of a call, and its answer comes then.
                    follows.push((format!("done {other}"), takes.max(self.latencies.list_lag)));
                }
            }
        }
        let follows: Vec<(&str, Duration)> = follows.iter().map(|(name, between)| (name.as_str(), *between)).collect();
        self.schedule.set(format!("done {name}"), &follows, takes);
    }

    fn read(&mut self, name: &str) {
        self.call(name, self.latencies.read, &[]);
    }

    fn change(&mut self, name: &str, after: &[After]) {
        self.call(name, self.latencies.mutation, after);
    }

    fn becomes_usable(&mut self, name: &str, usually: Duration) {
        let lasts = self.drawn.get(name).copied().unwrap_or(usually);
        self.schedule
            .set(format!("usable {name}"), &[(&format!("done {name}"), lasts)], Duration::ZERO);
    }

    /// AWS removes it a while after the call, and its network interface later still.
    fn goes(&mut self, name: &str, usually: Duration, linger: Duration) {
        let lasts = self.drawn.get(name).copied().unwrap_or(usually);
        self.schedule
            .set(format!("usable {name}"), &[(&format!("done {name}"), lasts)], Duration::ZERO);
        self.schedule.set(
            format!("usable interface of {name}"),
            &[(&format!("usable {name}"), linger)],
            Duration::ZERO,
        );
    }
}

/// The earliest end of everything the walk builds.
pub fn walk(latencies: &Latencies, drawn: &Drawn) -> Schedule {
    let mut model = Model {
        latencies,
        drawn,
        schedule: Schedule::default(),
    };
    first_network(&mut model);
    hosts(&mut model);
    database(&mut model);
    nat_gateway(&mut model);
    site(&mut model);
    second_network(&mut model);
    model.schedule
}

fn first_network(model: &mut Model) {
    let latencies = model.latencies;
    model.read("zones");
    model.change("vpc/main", &[]);
    model.becomes_usable("vpc/main", latencies.vpc_available);
    // DNS support is on from the beginning; host names are one more call.
    model.change("host names of vpc/main", &[Seen("vpc/main")]);
    model.change("igw/main", &[]);
    model.change("attachment of igw/main", &[Seen("igw/main"), Seen("vpc/main")]);
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
        &[Seen("route-table/public"), Done("attachment of igw/main")],
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
    model.change("ebs-snapshots/baseline", &[Seen("instance/app-host")]);
    model.becomes_usable("ebs-snapshots/baseline", latencies.snapshot_completed);

    model.change("security-group/test-host", &[Seen("vpc/main")]);
    model.change(
        "rules of security-group/test-host",
        &[Seen("security-group/test-host"), Seen("security-group/app-host")],
    );
    let test_host = [Seen("subnet/private1"), Seen("security-group/test-host")];
    model.change("instance/test-host", &[common.as_slice(), &test_host].concat());
    model.becomes_usable("instance/test-host", latencies.instance_running);
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
    model.change("db-snapshot/baseline", &[Usable("db-instance/main")]);
    model.becomes_usable("db-snapshot/baseline", latencies.db_snapshot_available);
}

fn nat_gateway(model: &mut Model) {
    model.change("elastic-ip/nat", &[]);
    model.change(
        "nat-gateway/main",
        &[Seen("elastic-ip/nat"), Seen("subnet/public1"), Done("attachment of igw/main")],
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
    model.change("igw/ai", &[]);
    model.change("attachment of igw/ai", &[Seen("igw/ai"), Seen("vpc/ai")]);
    model.change("subnet/ai", &[Done("zones"), Seen("vpc/ai")]);
    model.becomes_usable("subnet/ai", latencies.subnet_available);
    model.change("public addresses of subnet/ai", &[Seen("subnet/ai")]);
    model.change("route-table/ai", &[Seen("vpc/ai")]);
    model.change("association of subnet/ai", &[Seen("route-table/ai"), Seen("subnet/ai")]);
    model.change("route/ai/0.0.0.0/0", &[Seen("route-table/ai"), Done("attachment of igw/ai")]);

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
}

/// The earliest end of everything the destruction deletes. Here `Usable` means gone.
pub fn destruction(latencies: &Latencies, drawn: &Drawn) -> Schedule {
    let mut model = Model {
        latencies,
        drawn,
        schedule: Schedule::default(),
    };
    let model_ = &mut model;
    let linger = latencies.network_interface_linger;
    model_.change("db-instance/main", &[]);
    model_.goes("db-instance/main", latencies.db_instance_deleted, linger);
    model_.change("nat-gateway/main", &[]);
    model_.goes("nat-gateway/main", latencies.nat_gateway_deleted, linger);
    for host in ["instance/app-host", "instance/test-host", "instance/ai-host"] {
        model_.change(host, &[]);
        model_.goes(host, latencies.instance_terminated, Duration::ZERO);
    }
    for at_once in [
        "db-snapshot/baseline",
        "ebs-snapshots/baseline",
        "key-pair/main",
        "vpc-endpoint/s3",
        "rules between security groups",
    ] {
        model_.change(at_once, &[]);
    }
    model_.change("objects of bucket/site", &[]);
    model_.change("bucket/site", &[Done("objects of bucket/site")]);
    model_.change("vpc-peering/main", &[]);
    model_.goes("vpc-peering/main", latencies.peering_deleted, Duration::ZERO);
    model_.change("db-subnet-group/main", &[Usable("db-instance/main")]);
    model_.change("elastic-ip/nat", &[Usable("nat-gateway/main")]);
    // AWS puts the database's interface into one of the two private subnets at random.
    let database = Usable("interface of db-instance/main");
    model_.change(
        "subnet/private1",
        &[database, Usable("instance/test-host"), Done("db-subnet-group/main")],
    );
    model_.change("subnet/private2", &[database, Done("db-subnet-group/main")]);
    model_.change(
        "subnet/public1",
        &[Usable("interface of nat-gateway/main"), Usable("instance/app-host")],
    );
    model_.change("subnet/public2", &[]);
    model_.change("security-group/database", &[database, Done("rules between security groups")]);
    model_.change(
        "security-group/app-host",
        &[Usable("instance/app-host"), Done("rules between security groups")],
    );
    model_.change("security-group/test-host", &[Usable("instance/test-host")]);
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
            model_.change(subnet, &[]);
        }
        let after: Vec<After> = subnets.iter().map(|subnet| Done(subnet)).collect();
        model_.change(table, &after);
    }
    model_.change(
        "attachment of igw/main",
        &[
            Usable("nat-gateway/main"),
            Usable("instance/app-host"),
            Done("elastic-ip/nat"),
        ],
    );
    model_.change("igw/main", &[Done("attachment of igw/main")]);
    model_.change(
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
            Done("igw/main"),
            Done("vpc-endpoint/s3"),
            Usable("vpc-peering/main"),
        ],
    );
    model_.change("subnet/ai", &[Usable("instance/ai-host")]);
    model_.change("security-group/ai-host", &[Usable("instance/ai-host")]);
    model_.change("attachment of igw/ai", &[Usable("instance/ai-host")]);
    model_.change("igw/ai", &[Done("attachment of igw/ai")]);
    model_.change(
        "vpc/ai",
        &[
            Done("subnet/ai"),
            Done("security-group/ai-host"),
            Done("route-table/ai"),
            Done("igw/ai"),
            Usable("vpc-peering/main"),
        ],
    );
    model.schedule
}
