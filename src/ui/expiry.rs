//! When a deployment expires: the countdown, and what is said of it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::lines::err;
use super::text::{width, wrap};
use super::{Commands, Ui};
use crate::walkthrough::{Advised, Expiring, ExpiryProblem};

/// What goes on costing when the hosts have stopped.
pub(super) const COSTS_ON: &str = "The database, the NAT gateway, addresses and disks keep costing";

impl Ui {
    /// Says how long the deployment has left, where it expires.
    pub fn count_down(&self, deployment: &str, expiring: Option<Expiring>) {
        let Some(expiring) = expiring.filter(|_| !self.options.json && !self.options.quiet) else {
            return;
        };
        let mut text = format!("{deployment} {}", countdown_text(expiring));
        if expiring.is_over() {
            let destroy = self.options.commands.code(&Advised::Destroy);
            text = format!("{text}: its hosts have stopped themselves. {COSTS_ON}, until {destroy}.");
        }
        err(&wrap(&text, width(), "", ""));
    }
}

/// `expires in 3 h 12 min (18:00, Europe/Paris)`, or how long ago it expired.
pub(super) fn countdown_text(expiring: Expiring) -> String {
    let moment = local_text(expiring.at, expiring.now(), &TimeZone::system());
    let span = span_text(expiring.in_seconds.unsigned_abs());
    if expiring.is_over() {
        format!("expired {span} ago ({moment})")
    } else {
        format!("expires in {span} ({moment})")
    }
}

/// A moment as the clock on the wall shows it; of another day than today with its date.
fn local_text(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let name = zone.iana_name().map_or_else(|| at.offset().to_string(), str::to_owned);
    let form = if at.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    format!("{}, {name}", at.strftime(form))
}

/// A time to the minute, of days the two largest units: `12 min`, `3 h 12 min`, `2 d 5 h`.
pub(super) fn span_text(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, 0, _) => format!("{days} d"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// What was just said of when the deployment expires.
pub(super) fn expires_text(at: Option<Timestamp>, now: Timestamp, commands: &Commands) -> String {
    match at {
        None => "It no longer expires: the tags are taken off, and the hosts' timers too.".to_owned(),
        Some(at) => format!(
            "It {}: then its hosts stop themselves. {COSTS_ON} after that, until it is taken down; {} does.",
            countdown_text(Expiring::at(at, now)),
            commands.code(&Advised::SweepExpired)
        ),
    }
}

/// Why a deployment can't be worked on, by when it expires.
pub(super) fn expiry_problem_text(problem: &ExpiryProblem) -> String {
    match problem {
        ExpiryProblem::TooSoon { at, now, least_minutes } => {
            let zone = TimeZone::system();
            format!(
                "it would expire at {}, and it is {}: an expiry is at least {least_minutes} minutes ahead",
                local_text(*at, *now, &zone),
                local_text(*now, *at, &zone)
            )
        }
        ExpiryProblem::Over { deployment, at } => {
            format!("the deployment {deployment} expired at {}", super::text::moment_text(*at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_two_units_at_most() {
        for (seconds, text) in [
            (0, "0 min"),
            (59, "0 min"),
            (720, "12 min"),
            (7200, "2 h"),
            (11_520, "3 h 12 min"),
            (86_400, "1 d"),
            (190_000, "2 d 4 h"),
        ] {
            assert_eq!(span_text(seconds), text);
        }
    }

    #[test]
    fn a_moment_of_another_day_has_its_date() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let at = "2026-11-27T17:00:00Z".parse().unwrap();
        let text = |now: &str| local_text(at, now.parse().unwrap(), &zone);
        assert_eq!(text("2026-11-27T12:00:00Z"), "18:00, Europe/Paris");
        assert_eq!(text("2026-11-26T12:00:00Z"), "2026-11-27 18:00, Europe/Paris");
    }
}
