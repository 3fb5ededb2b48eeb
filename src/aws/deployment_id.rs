//! The id of a deployment, which no other one has.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rand::Rng;
use serde::{Deserialize, Serialize};

/// How many random characters an id has: more than a thousand million ids a day.
const RANDOM_CHARACTERS: usize = 6;
/// What they are drawn from: no two that are easily taken for each other.
const ALPHABET: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// The id of a deployment: the day on which it began, and random characters, e.g. `20260102-k7wm3d`. The name of a deployment is a
/// person's choice, and two people may choose the same one in one account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeploymentId(String);

impl DeploymentId {
    /// A new id of this day (UTC).
    pub fn new(now: Timestamp) -> Self {
        let day = now.to_zoned(TimeZone::UTC).date();
        let mut random = rand::rng();
        let drawn: String = (0..RANDOM_CHARACTERS)
            .map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]))
            .collect();
        Self(format!("{}-{drawn}", day.strftime("%Y%m%d")))
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day on which the deployment began (UTC); `None` where the id is not of this form, as a person may have written a tag.
    pub fn began_on(&self) -> Option<Date> {
        let (day, _) = self.0.split_once('-')?;
        Date::strptime("%Y%m%d", day).ok()
    }

    /// The first moment of that day: nothing of the deployment was made earlier.
    pub fn began_at(&self) -> Option<Timestamp> {
        let midnight = self.began_on()?.to_zoned(TimeZone::UTC).ok()?;
        Some(midnight.timestamp())
    }
}

impl fmt::Display for DeploymentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for DeploymentId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_its_day_and_is_no_other_ones() {
        let now: Timestamp = "2026-01-02T23:59:59Z".parse().unwrap();
        let id = DeploymentId::new(now);
        assert_eq!(id.began_on(), Some(jiff::civil::date(2026, 1, 2)));
        assert_ne!(id, DeploymentId::new(now));
        assert_eq!(DeploymentId::from("of somebody's own").began_on(), None);
    }
}
