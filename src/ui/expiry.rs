//! When a deployment expires: the countdown, and what is said of it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::lines::err;
use super::text::{date_text, moment_text, width, wrap};
use super::{Commands, Ui};
use crate::locale::say;
use crate::walkthrough::{Advised, Expiring, ExpiryProblem};

/// What goes on costing when the hosts have stopped.
pub(super) fn costs_on() -> String {
    say().expiry_costs_on()
}

impl Ui {
    /// Says how long the deployment has left, where it expires.
    pub fn count_down(&self, deployment: &str, expiring: Option<Expiring>) {
        let Some(expiring) = expiring.filter(|_| !self.options.json && !self.options.quiet) else {
            return;
        };
        let when = countdown_text(expiring);
        let text = match expiring.is_over() {
            false => say().expiry_count_down(deployment, when),
            true => {
                let destroy = self.options.commands.code(&Advised::Destroy);
                say().expiry_over(deployment, when, costs_on(), destroy)
            }
        };
        err(&wrap(&text, width(), "", ""));
    }
}

/// `expires in 3 h 12 min (18:00, Europe/Paris)`, or how long ago it expired.
pub(super) fn countdown_text(expiring: Expiring) -> String {
    let moment = local_text(expiring.at, expiring.now(), &TimeZone::system());
    let span = span_text(expiring.in_seconds.unsigned_abs());
    if expiring.is_over() {
        say().expiry_ago(span, moment)
    } else {
        say().expiry_in(span, moment)
    }
}

/// A moment as the clock on the wall shows it; of another day than today with its date.
fn local_text(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let name = zone.iana_name().map_or_else(|| at.offset().to_string(), str::to_owned);
    let part = |form: &str| at.strftime(form).to_string();
    let time = say().moment_of_day(part("%H"), part("%M"));
    let time = match at.date() == now.date() {
        true => time,
        false => say().moment_of_another_day(date_text(at.date()), time),
    };
    say().expiry_moment(time, name)
}

/// A time to the minute, of days the two largest units: `12 min`, `3 h 12 min`, `2 d 5 h`.
pub(super) fn span_text(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let say = say();
    let zero = if minutes < 10 { "0" } else { "" };
    match (days, hours, minutes) {
        (0, 0, minutes) => say.span_minutes(minutes),
        (0, hours, 0) => say.span_hours(hours),
        (0, hours, minutes) => say.span_hours_minutes(zero, hours, minutes),
        (days, 0, _) => say.span_days(days),
        (days, hours, _) => say.span_days_hours(days, hours),
    }
}

/// What was just said of when the deployment expires.
pub(super) fn expires_text(at: Option<Timestamp>, now: Timestamp, commands: &Commands) -> String {
    match at {
        None => say().expiry_none(),
        Some(at) => {
            let when = countdown_text(Expiring::at(at, now));
            say().expiry_set(when, costs_on(), commands.code(&Advised::SweepExpired))
        }
    }
}

/// Why a deployment can't be worked on, by when it expires.
pub(super) fn expiry_problem_text(problem: &ExpiryProblem) -> String {
    match problem {
        ExpiryProblem::TooSoon { at, now, least_minutes } => {
            let zone = TimeZone::system();
            let (at, now) = (local_text(*at, *now, &zone), local_text(*now, *at, &zone));
            say().expiry_too_soon(at, now, least_minutes.to_string())
        }
        ExpiryProblem::Over { deployment, at } => say().expiry_expired(deployment.as_str(), moment_text(*at)),
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
