//! When a deployment is to expire, as a person types it.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use crate::locale::say;

/// When a deployment is to expire, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiryOption {
    /// After so much time.
    After(SignedDuration),
    /// The next time that the clock on the wall shows this.
    Next(Time),
    /// When this day is over.
    AfterDay(Date),
    /// At this moment.
    At(Timestamp),
    /// Never.
    Never,
}

impl ExpiryOption {
    /// Reads what is typed: `4h`, `1h30m`, `18:00`, `2026-12-01`, `2026-12-01T18:00:00Z` or `none`.
    ///
    /// # Errors
    ///
    /// What it has to be.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let is_time = |text: &str| text.len() == 5 && text.as_bytes().get(2) == Some(&b':');
        let parsed = match text {
            "none" => Some(Self::Never),
            _ if is_time(text) => text.parse().ok().map(Self::Next),
            _ if text.contains('T') => text.parse().ok().map(Self::At),
            _ if text.len() == 10 && text.matches('-').count() == 2 => text.parse().ok().map(Self::AfterDay),
            _ => duration(text).map(Self::After),
        };
        parsed.ok_or_else(|| say().parsing_expiry())
    }

    /// The moment it means; `None` for none, and for one beyond all time.
    pub(in crate::walkthrough) fn moment(self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let local = now.to_zoned(zone.clone());
        match self {
            Self::Never => None,
            Self::After(time) => now.checked_add(time).ok(),
            Self::At(at) => Some(at),
            Self::AfterDay(day) => Some(day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp()),
            Self::Next(time) => {
                let today = local.date().to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp();
                if today > now {
                    return Some(today);
                }
                let tomorrow = local.date().tomorrow().ok()?.to_datetime(time);
                Some(tomorrow.to_zoned(zone.clone()).ok()?.timestamp())
            }
        }
    }
}

/// A time like `4h`, `90m`, `2d` or `1h30m`: nothing shorter than minutes, and no fractions.
fn duration(text: &str) -> Option<SignedDuration> {
    let is_plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "dhm".contains(c));
    let span: Span = text.parse().ok().filter(|_| is_plain)?;
    let minutes = (i64::from(span.get_days()) * 24 + i64::from(span.get_hours())).checked_mul(60)?;
    Some(SignedDuration::from_mins(minutes.checked_add(span.get_minutes())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Friday, 13:00 in Paris.
    fn moment(text: &str) -> Option<String> {
        let now = "2026-11-27T12:00:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let option = ExpiryOption::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        option.moment(now, &zone).map(|at| at.to_string())
    }

    #[test]
    fn an_expiry_is_a_time_from_now_a_time_of_day_a_day_a_moment_or_none() {
        for (typed, meant) in [
            ("4h", "2026-11-27T16:00:00Z"),
            ("90m", "2026-11-27T13:30:00Z"),
            ("2d", "2026-11-29T12:00:00Z"),
            ("1h30m", "2026-11-27T13:30:00Z"),
            ("18:00", "2026-11-27T17:00:00Z"),
            ("13:00", "2026-11-28T12:00:00Z"),
            ("08:30", "2026-11-28T07:30:00Z"),
            ("2026-12-01", "2026-12-01T23:00:00Z"),
            ("2026-11-27", "2026-11-27T23:00:00Z"),
            ("2026-12-01T18:00:00+01:00", "2026-12-01T17:00:00Z"),
            ("2020-01-01", "2020-01-01T23:00:00Z"),
        ] {
            assert_eq!(moment(typed).as_deref(), Some(meant), "{typed}");
        }
        assert_eq!(moment("none"), None);
    }

    #[test]
    fn what_means_no_moment_is_refused() {
        for refused in [
            "",
            "4",
            "h",
            "-4h",
            "4h ago",
            "4.5h",
            "30s",
            "25:00",
            "18:61",
            "2026-13-01",
            "tomorrow",
            "None",
            "2026-12-01T18:00",
        ] {
            assert!(ExpiryOption::parse(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn the_next_time_of_a_day_is_found_when_clocks_change() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let now = "2026-03-28T23:30:00Z".parse().unwrap();
        // 02:30 is skipped in that night.
        let at = ExpiryOption::parse("02:30").unwrap().moment(now, &zone).unwrap();
        assert_eq!(at.to_string(), "2026-03-29T01:30:00Z");
    }
}
