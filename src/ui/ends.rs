//! What sentences call the ends of paths.

use jalon_reachability::{End, Traffic};

use crate::foreign::quoted;
use crate::locale::say;
use crate::walkthrough::PathQuestion;

/// An end in a sentence. Names of hosts and subnets stay as they are typed.
pub(super) fn end_text(end: &End) -> String {
    match end {
        End::Database { .. } if end.is_the_database() => say().end_database(),
        End::Internet => say().end_internet(),
        End::Me => say().end_me(),
        End::Database { .. } | End::Host { .. } | End::Subnet { .. } | End::Address(_) => end.name(),
    }
}

/// A question about a path as it is typed after `jalon reach`.
pub(super) fn typed(question: &PathQuestion) -> String {
    let (target, udp) = match question.traffic {
        Traffic::Tcp(port) => (port.to_string(), ""),
        Traffic::Udp(port) => (port.to_string(), " --protocol udp"),
        Traffic::Icmp => ("icmp".to_owned(), ""),
    };
    let (from, to) = (question.from.name(), question.to.name());
    format!("{} {}{udp}", quoted(&from), quoted(&format!("{to}:{target}")))
}
