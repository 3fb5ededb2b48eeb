//! What sentences call the ends of paths.

use jalon_reachability::End;

/// An end in a sentence. Names of hosts and subnets stay as they are typed.
pub(super) fn end_text(end: &End) -> String {
    match end {
        End::Database { .. } => "the database".to_owned(),
        End::Internet => "the Internet".to_owned(),
        End::Me => "your own address".to_owned(),
        End::Host { .. } | End::Subnet { .. } | End::Address(_) => end.name(),
    }
}
