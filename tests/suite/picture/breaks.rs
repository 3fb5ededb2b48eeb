//! A deployment that somebody has spoiled in eight places at once: its picture shows each where it is.

use std::time::Duration;

use jalon::picture::{Arrangement, Edge, Layout, Picture, State, Stop, Verdict};

use super::deployments::{close_the_website, picture_now};
use super::judge;
use crate::reach::broken::{Broken, from_everywhere};

/// How a path is not as promised.
enum Shown {
    /// It is open, and was to be closed.
    Open,
    /// It ends here.
    Stopped(Stop),
}

/// Something broken: a path that shows it, and what is marked as differing.
struct Break {
    from: &'static str,
    to: &'static str,
    traffic: &'static str,
    shown: Shown,
    marked: &'static str,
}

const fn broken(from: &'static str, to: &'static str, traffic: &'static str, shown: Shown, marked: &'static str) -> Break {
    Break {
        from,
        to,
        traffic,
        shown,
        marked,
    }
}

const LEAVES: Shown = Shown::Stopped(Stop::Leaving);
const ENTERS: Shown = Shown::Stopped(Stop::Entering);

const BREAKS: [Break; 8] = [
    broken("subnet/private1", "internet", "tcp 443", LEAVES, "subnet/private1"),
    broken("instance/app-host", "instance/ai-host", "tcp 22", LEAVES, "subnet/public1"),
    broken("internet", "instance/app-host", "tcp 22", Shown::Open, "instance/app-host"),
    broken(
        "instance/test-host",
        "db-instance/main",
        "tcp 3306",
        Shown::Open,
        "db-instance/main",
    ),
    broken("internet", "instance/ai-host", "tcp 22", Shown::Open, "instance/ai-host"),
    broken(
        "instance/app-host",
        "instance/test-host",
        "tcp 22",
        ENTERS,
        "instance/test-host",
    ),
    broken(
        "instance/app-host",
        "db-instance/main",
        "tcp 3306",
        ENTERS,
        "db-instance/main",
    ),
    broken("internet", "bucket/site", "http", ENTERS, "bucket/site"),
];

async fn spoiled() -> Broken {
    let broken = Broken::walked().await;
    broken.delete_route("route-table/private1", "0.0.0.0/0").await;
    broken.delete_route("route-table/public", "10.1.0.0/16").await;
    broken.authorize("security-group/app-host", from_everywhere("tcp", 22)).await;
    broken.authorize("security-group/ai-host", from_everywhere("tcp", 22)).await;
    let of_test_host = broken.permission_of_group("tcp", 3306, "security-group/test-host");
    broken.authorize("security-group/database", of_test_host).await;
    let of_app_host = |port| broken.permission_of_group("tcp", port, "security-group/app-host");
    broken.revoke("security-group/test-host", of_app_host(22)).await;
    broken.revoke("security-group/database", of_app_host(3306)).await;
    close_the_website(broken.rehearsal()).await;
    tokio::time::sleep(Duration::from_secs(30)).await;
    broken
}

fn is_shown(edge: &Edge, shown: &Shown) -> bool {
    !edge.is_kept
        && match shown {
            Shown::Open => edge.is_open(),
            Shown::Stopped(wanted) => {
                matches!(&edge.verdict, Verdict::Stopped { at, reason } if at == wanted && !reason.is_empty())
            }
        }
}

/// Whether something differs from what is wanted, or somebody has added to it and the picture says so.
fn is_marked(picture: &Picture, id: &str) -> bool {
    let subnets = picture.vpcs.iter().flat_map(|vpc| &vpc.subnets);
    let mut all = subnets
        .map(|subnet| (&subnet.id, subnet.state, &subnet.remarks))
        .chain(picture.things.iter().map(|thing| (&thing.id, thing.state, &thing.remarks)));
    all.any(|(of, state, remarks)| of == id && (state == State::Differs || !remarks.is_empty()))
}

#[tokio::test(start_paused = true)]
async fn eight_breaks_at_once_are_each_drawn_where_they_are() {
    let broken = spoiled().await;
    let picture = picture_now(broken.rehearsal(), &[]).await;
    for Break {
        from,
        to,
        traffic,
        shown,
        marked,
    } in BREAKS
    {
        let of = |edge: &&Edge| edge.from.iter().any(|of| of == from) && edge.to == to && edge.label.contains(traffic);
        let edges: Vec<&Edge> = picture.edges.iter().filter(of).collect();
        assert!(edges.iter().any(|edge| is_shown(edge, &shown)), "{from} -> {to}: {edges:#?}");
        assert!(is_marked(&picture, marked), "{from} -> {to}: {marked} is not marked");
    }
    for arrangement in [Arrangement::Wide, Arrangement::Tall] {
        judge(&picture, arrangement).unwrap();
        let layout = Layout::new(&picture, arrangement);
        for (index, edge) in picture.edges.iter().enumerate().filter(|(_, edge)| !edge.is_kept) {
            assert!(
                layout.badges.iter().any(|badge| badge.edge == index),
                "{} has no mark",
                edge.label
            );
        }
    }
}
