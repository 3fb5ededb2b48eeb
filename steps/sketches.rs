//! The small drawings of the lessons: one idea each, with the ranges, ports and names that were answered.

use ipnet::Ipv4Net;

use super::addressing;
use super::hosts::{AI_HOST, APP_HOST, TEST_HOST};
use crate::locale::say;
use crate::picture::{Sketch, Table, Way};

/// Where it stands in a lesson.
const PLACE: &str = "sketch";
/// The line that every route table has.
const LOCAL: &str = "local";
/// Somebody on the Internet: an address that is nobody's (RFC 5737), and a port.
const STRANGER: &str = "203.0.113.9:443";
const MYSQL: &str = "3306";

/// A drawing, as a value of a lesson: a block of its own.
pub(super) fn in_lesson(sketch: &Sketch) -> (&'static str, String) {
    (PLACE, format!("```\n{sketch}\n```"))
}

/// The same, where it is all the values there are.
pub(super) fn alone(sketch: Option<Sketch>) -> Vec<(&'static str, String)> {
    sketch.iter().map(in_lesson).collect()
}

fn host(name: &str) -> String {
    name.to_owned()
}

/// A public table and a private one.
pub(super) fn network(vpc: Ipv4Net, everywhere: &str, has_endpoint: bool) -> Sketch {
    let say = say();
    let private = match has_endpoint {
        true => (say.sketch_s3(), say.sketch_endpoint()),
        false => (say.sketch_nothing_else(), String::new()),
    };
    let own = || (vpc.to_string(), LOCAL.to_owned());
    let everywhere = (everywhere.to_owned(), say.sketch_gateway());
    Sketch::Tables(vec![
        Table::new(say.sketch_public_table(), vec![own(), everywhere]),
        Table::new(say.sketch_private_table(), vec![own(), private]),
    ])
}

/// A packet through both filters, there and back.
pub(super) fn app_host(port: u16) -> Sketch {
    let say = say();
    let way = |group: String| [say.sketch_internet(), say.sketch_acl(), group, host(APP_HOST)];
    Sketch::Ways(vec![
        Way::open(way(say.sketch_group(port.to_string()))).called(say.sketch_there()),
        Way::back(way(say.sketch_group_remembers())).called(say.sketch_back()),
    ])
}

/// A group as a source.
pub(super) fn database() -> Sketch {
    let say = say();
    let rule = || say.sketch_rule(MYSQL, APP_HOST);
    Sketch::Ways(vec![
        Way::open([host(APP_HOST), rule(), say.sketch_database()]),
        Way::stopped([say.sketch_anyone_else(), rule()]),
    ])
}

/// A request's way.
pub(super) fn app(port: u16) -> Sketch {
    let say = say();
    Sketch::Ways(vec![Way::open([
        say.sketch_browser(),
        say.sketch_gateway(),
        say.sketch_group(port.to_string()),
        "nginx".to_owned(),
        "gunicorn".to_owned(),
        say.sketch_group(MYSQL),
        say.sketch_database(),
    ])])
}

/// The way of ProxyJump.
pub(super) fn test_host() -> Sketch {
    let say = say();
    Sketch::Ways(vec![
        Way::open([say.sketch_you(), host(APP_HOST), host(TEST_HOST)]).called("ssh".to_owned()),
        Way::stopped([say.sketch_internet(), host(TEST_HOST)]),
        Way::stopped([host(TEST_HOST), say.sketch_internet_for_now()]),
    ])
}

/// Addresses that are swapped, and swapped back.
pub(super) fn nat_gateway(vpc: Ipv4Net) -> Option<Sketch> {
    let say = say();
    let range = addressing::private_subnet(vpc, 1)?;
    // AWS keeps the first four addresses of a subnet.
    let private = || Some(format!("{}:40001", range.hosts().nth(3)?));
    let public = || say.sketch_elastic_ip("1025");
    let stranger = || STRANGER.to_owned();
    Some(Sketch::Ways(vec![
        Way::open([private()?, stranger()]).called(say.sketch_sends(TEST_HOST)),
        Way::open([public(), stranger()]).called(say.sketch_nat_sends()),
        Way::back([public(), stranger()]).called(say.sketch_answer()),
        Way::back([private()?, stranger()]).called(say.sketch_gets(TEST_HOST)),
    ]))
}

/// Three locks in a row.
pub(super) fn site(page: &str) -> Sketch {
    let say = say();
    let locks = || [say.sketch_account_block(), say.sketch_bucket_block(), say.sketch_policy()];
    let [account, bucket, policy] = locks();
    let [same_account, same_bucket, same_policy] = locks();
    Sketch::Ways(vec![
        Way::open([account, bucket, policy, page.to_owned()]).called(say.sketch_read()),
        Way::stopped([same_account, same_bucket, same_policy]).called(say.sketch_list()),
    ])
}

/// What becomes of what is copied.
pub(super) fn snapshots() -> Sketch {
    let say = say();
    Sketch::Ways(vec![
        Way::open([say.sketch_disk(), say.sketch_snapshot(), say.sketch_new_disk()]),
        Way::open([say.sketch_database(), say.sketch_snapshot(), say.sketch_new_database()]),
    ])
}

/// Two networks, and no way between them.
pub(super) fn second_vpc(first: Ipv4Net, second: Ipv4Net) -> Sketch {
    let say = say();
    let vpc = |range: Ipv4Net| say.sketch_vpc(range.to_string());
    Sketch::Ways(vec![
        Way::stopped([vpc(first), vpc(second)]),
        Way::stopped([vpc(second), vpc(first)]),
        Way::open([vpc(second), say.sketch_internet()]),
    ])
}

/// Which tables get which range.
pub(super) fn peering(first: Ipv4Net, its_tables: String, second: Ipv4Net) -> Sketch {
    let say = say();
    let line = |range: Ipv4Net| vec![(range.to_string(), say.sketch_peering())];
    Sketch::Tables(vec![
        Table::new(its_tables, line(second)),
        Table::new(say.sketch_second_table(), line(first)),
    ])
}

/// Who opens, and who answers.
pub(super) fn ai_host() -> Sketch {
    let say = say();
    Sketch::Ways(vec![
        Way::open([say.sketch_you(), host(APP_HOST), host(AI_HOST)]).called("ssh".to_owned()),
        Way::open([host(APP_HOST), host(AI_HOST)]).called("ping".to_owned()),
        Way::open([host(AI_HOST), say.sketch_internet()]).called(say.sketch_any()),
        Way::stopped([say.sketch_internet(), host(AI_HOST)]).called(say.sketch_any()),
    ])
}
