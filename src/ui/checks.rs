//! The sentences of checks: what is claimed, expected and seen, and why a check is not run.

use super::ends::end_text;
use super::hops::hop_text;
use super::mismatches::mismatches_text;
use super::notice::skip_text;
use super::problem::{host, problem_text};
use crate::hosts;
use crate::locale::say;
use crate::walkthrough::{Claim, Expected, NotRunReason, PathQuestion, PathReason, Seen};
use jalon_reachability::{End, Traffic};

/// What a check claims.
pub fn claim_text(claim: &Claim) -> String {
    let say = say();
    match claim {
        Claim::Step(text) => text.clone(),
        Claim::Path { question, is_open } => path_claim_text(question, *is_open),
        Claim::Promise { from, to, is_open } => reaches(from, to, *is_open),
        Claim::Resources { count } => say.claim_resources(*count),
        Claim::Resource { key } => say.claim_resource(key.as_str()),
        Claim::Built => say.claim_built(),
        Claim::Promises => say.claim_promises(),
    }
}

/// What is claimed when a question about a path is answered with yes, or with no.
pub(super) fn path_claim_text(question: &PathQuestion, is_open: bool) -> String {
    let PathQuestion { from, to, traffic } = question;
    let claim = reaches(&end_text(from), &end_text(to), is_open);
    match traffic {
        Traffic::Icmp => say().claim_by_ping(claim),
        traffic => say().claim_on(claim, traffic.to_string()),
    }
}

fn reaches(from: &str, to: &str, is_open: bool) -> String {
    match is_open {
        true => say().claim_open(from, to),
        false => say().claim_closed(from, to),
    }
}

/// Why a check is not run.
pub fn not_run_text(reason: &NotRunReason) -> String {
    let say = say();
    match reason {
        NotRunReason::Step(text) => text.clone(),
        NotRunReason::NotBuilt => say.not_run_not_built(),
        NotRunReason::Paused => say.not_run_paused(),
        NotRunReason::Expired => say.not_run_expired(),
        NotRunReason::LeftOut(reason) => skip_text(*reason),
        NotRunReason::NoHosts => say.not_run_no_hosts(),
        NotRunReason::Error(error) => problem_text(error),
        NotRunReason::Path(reason) => path_reason_text(reason),
    }
}

/// Why a path is open, closed or unknown.
pub(super) fn path_reason_text(reason: &PathReason) -> String {
    match reason {
        PathReason::Hop(hop) => hop_text(hop),
        PathReason::NoAddress { from: End::Me, .. } | PathReason::NoAddress { to: End::Me, .. } => {
            say().path_own_address_not_known()
        }
        PathReason::NoAddress { from, to } => say().path_no_address(end_text(from), end_text(to)),
    }
}

/// What a check expects.
pub fn expected_text(expected: &Expected) -> String {
    let say = say();
    match expected {
        Expected::Step(text) => text.clone(),
        Expected::OnHost(expected) => expected_on_host_text(expected),
        Expected::WayThereAndBack => say.expected_way_there_and_back(),
        Expected::NoWay => say.expected_no_way(),
        Expected::Resources => say.expected_resources(),
        Expected::NoDifference => say.expected_no_difference(),
    }
}

fn expected_on_host_text(expected: &hosts::Expected) -> String {
    let say = say();
    match expected {
        hosts::Expected::Success => say.expected_success(),
        hosts::Expected::Output(text) => text.clone(),
        hosts::Expected::FirstBoot => say.expected_first_boot(),
        hosts::Expected::Page { url } => say.expected_page(url.as_str()),
        hosts::Expected::PageText { text, url } => say.expected_page_text(text.as_str(), url.as_str()),
        hosts::Expected::NoConnection => say.expected_no_connection(),
        hosts::Expected::SignUpForm { url } => say.expected_sign_up_form(url.as_str()),
        hosts::Expected::Redirect => say.expected_redirect(),
        hosts::Expected::DatabaseAnswer => say.expected_database_answer(),
        hosts::Expected::OneRow => say.expected_one_row(),
    }
}

/// What a check saw instead; empty where that is nothing.
pub fn seen_text(seen: &Seen) -> String {
    match seen {
        Seen::Step(text) => text.clone(),
        Seen::OnHost(seen) => seen_on_host_text(seen),
        Seen::Path(reason) => path_reason_text(reason),
        Seen::NoResources => say().seen_nothing(),
        Seen::Missing => say().seen_missing(),
        Seen::Surplus => say().seen_surplus(),
        Seen::Differences(differences) => mismatches_text(differences),
    }
}

fn seen_on_host_text(seen: &hosts::Seen) -> String {
    let say = say();
    match seen {
        hosts::Seen::Output(text) | hosts::Seen::NoAnswer(text) => text.clone(),
        hosts::Seen::Ended {
            code: Some(code),
            output,
        } => say.seen_ended(code.to_string(), output.as_str()),
        hosts::Seen::Ended { code: None, output } => say.seen_ended_by_signal(output.as_str()),
        hosts::Seen::Status(status) => say.seen_status(status.to_string()),
        hosts::Seen::NoForm(status) => say.seen_no_form(status.to_string()),
        hosts::Seen::AnotherPage => say.seen_another_page(),
        hosts::Seen::Connection { address, port } => say.seen_connection(address.as_str(), port.to_string()),
        hosts::Seen::NoAddress => say.seen_no_address(),
        hosts::Seen::Rows(rows) => say.seen_rows(rows.as_str()),
        hosts::Seen::Error(error) => host::text(error),
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::sync::Arc;

    use super::*;
    use crate::resources::{Difference, Field};
    use crate::walkthrough::{Error, Mismatch, Misuse};

    fn question(from: End, to: End, traffic: Traffic) -> Box<PathQuestion> {
        Box::new(PathQuestion { from, to, traffic })
    }

    fn database() -> End {
        End::Database {
            name: "database".to_owned(),
            identifier: "jalon-demo".to_owned(),
        }
    }

    fn host(name: &str) -> End {
        End::Host {
            name: name.to_owned(),
            instance: "i-1".to_owned(),
        }
    }

    #[test]
    fn claims_are_sentences() {
        let path = |question, is_open| Claim::Path { question, is_open };
        let promise = |is_open| Claim::Promise {
            from: "internet".to_owned(),
            to: "database".to_owned(),
            is_open,
        };
        let cases = [
            (Claim::from("it is not public"), "it is not public"),
            (
                path(question(host("app-host"), database(), Traffic::Tcp(3306)), true),
                "app-host reaches the database on tcp 3306",
            ),
            (
                path(question(End::Internet, host("app-host"), Traffic::Icmp), false),
                "the Internet does not reach app-host by ping",
            ),
            (
                path(question(End::Me, End::Address(Ipv4Addr::LOCALHOST), Traffic::Udp(53)), true),
                "your own address reaches 127.0.0.1 on udp 53",
            ),
            (promise(true), "internet reaches database"),
            (promise(false), "internet does not reach database"),
            (Claim::Resources { count: 1 }, "its resource is there and up to date"),
            (Claim::Resources { count: 12 }, "all 12 resources are there and up to date"),
            (
                Claim::Resource {
                    key: "vpc/main".to_owned(),
                },
                "vpc/main is up to date",
            ),
            (Claim::Built, "it is built"),
        ];
        for (claim, text) in cases {
            assert_eq!(claim_text(&claim), text);
        }
    }

    #[test]
    fn reasons_are_sentences() {
        let no_address = |from, to| NotRunReason::Path(PathReason::NoAddress { from, to });
        let given = "ssh".to_owned();
        let error: Error = Misuse::UnknownPort { given }.into();
        let cases = [
            (NotRunReason::from("there is no private host"), "there is no private host"),
            (NotRunReason::NoHosts, "no host behind this endpoint"),
            (
                NotRunReason::Error(Arc::new(error)),
                "\"ssh\" is neither a port from 1 to 65535 nor icmp",
            ),
            (no_address(End::Me, database()), "your own address is not known"),
            (no_address(database(), End::Me), "your own address is not known"),
            (
                no_address(host("app-host"), database()),
                "no address of app-host or the database is known",
            ),
        ];
        for (reason, text) in cases {
            assert_eq!(not_run_text(&reason), text);
        }
    }

    #[test]
    fn what_was_expected_is_a_few_words() {
        let url = || "http://192.0.2.1:5085/".to_owned();
        let text = || "Crew".to_owned();
        let cases = [
            (Expected::from("available"), "available"),
            (Expected::WayThereAndBack, "a way there and back"),
            (Expected::NoWay, "no way"),
            (Expected::Resources, "its resources"),
            (Expected::NoDifference, "no difference"),
            (Expected::OnHost(hosts::Expected::Success), "it succeeds"),
            (Expected::OnHost(hosts::Expected::Output(text())), "Crew"),
            (Expected::OnHost(hosts::Expected::FirstBoot), "done, without error"),
            (
                Expected::OnHost(hosts::Expected::Page { url: url() }),
                "status 200 from http://192.0.2.1:5085/",
            ),
            (
                Expected::OnHost(hosts::Expected::PageText {
                    text: text(),
                    url: url(),
                }),
                "\"Crew\" at http://192.0.2.1:5085/",
            ),
            (Expected::OnHost(hosts::Expected::NoConnection), "no connection"),
            (
                Expected::OnHost(hosts::Expected::SignUpForm { url: url() }),
                "the sign-up form at http://192.0.2.1:5085/",
            ),
            (Expected::OnHost(hosts::Expected::Redirect), "a redirect after signing up"),
            (
                Expected::OnHost(hosts::Expected::DatabaseAnswer),
                "an answer from the database",
            ),
            (Expected::OnHost(hosts::Expected::OneRow), "one row of the table users"),
        ];
        for (expected, text) in cases {
            assert_eq!(expected_text(&expected), text);
        }
    }

    #[test]
    fn what_was_seen_is_a_few_words() {
        let output = || "connection refused".to_owned();
        let ended = |code| {
            let output = output();
            Seen::OnHost(hosts::Seen::Ended { code, output })
        };
        let unreachable = hosts::HostError::Unreachable {
            host: "app-host".to_owned(),
            detail: output(),
        };
        let connection = hosts::Seen::Connection {
            address: "192.0.2.1".to_owned(),
            port: 22,
        };
        let size = Mismatch::Difference(Difference::changeable(Field::StorageCeilingGib, 8, 20));
        let volume_type = Mismatch::Difference(Difference::changeable(Field::StorageType, "gp2", "gp3"));
        let cases = [
            (Seen::from(String::new()), ""),
            (Seen::NoResources, "nothing"),
            (Seen::Missing, "it is not there"),
            (Seen::Surplus, "it is there, beyond what is kept"),
            (
                Seen::Differences(vec![size, volume_type]),
                "storage-ceiling-gib: 8 → 20; storage-type: gp2 → gp3",
            ),
            (Seen::OnHost(hosts::Seen::Output(output())), "connection refused"),
            (ended(Some(7)), "it ended with code 7: connection refused"),
            (ended(None), "it ended by a signal: connection refused"),
            (Seen::OnHost(hosts::Seen::NoAnswer(output())), "connection refused"),
            (Seen::OnHost(hosts::Seen::Status(502)), "status 502"),
            (Seen::OnHost(hosts::Seen::NoForm(404)), "status 404 without a form"),
            (Seen::OnHost(hosts::Seen::AnotherPage), "another page"),
            (Seen::OnHost(connection), "192.0.2.1 answers on port 22"),
            (Seen::OnHost(hosts::Seen::Rows("0".to_owned())), "0 rows"),
            (
                Seen::OnHost(unreachable.into()),
                "could not reach app-host over SSH: connection refused",
            ),
        ];
        for (seen, text) in cases {
            assert_eq!(seen_text(&seen), text);
        }
    }
}
