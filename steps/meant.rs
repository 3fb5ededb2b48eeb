//! What a person may have meant by an answer that is refused, where a question knows more than the form of its answers.

use crate::prices::Item;
use crate::walkthrough::nearest_above;

/// How alike two names have to be, of 1.
const ALIKE: f64 = 0.8;

/// What DB instance classes begin with.
const DB: &str = "db.";

/// The nearest instance type, of those whose prices are known.
pub(super) fn instance_type(given: &str) -> Vec<String> {
    size(given.strip_prefix(DB).unwrap_or(given), |name| !name.starts_with(DB))
}

/// The nearest DB instance class, of those whose prices are known.
pub(super) fn db_class(given: &str) -> Vec<String> {
    let given = given.strip_prefix(DB).unwrap_or(given);
    size(&format!("{DB}{given}"), |name| name.starts_with(DB))
}

fn size(given: &str, fits: fn(&&str) -> bool) -> Vec<String> {
    let given = given.trim().to_ascii_lowercase().replace([' ', '-', '_'], ".");
    let nearest = nearest_above(ALIKE, &given, Item::sizes().filter(fits));
    nearest.map(str::to_owned).into_iter().collect()
}

/// The nearest time zone: by its whole name, else by the name of its city.
pub(super) fn time_zone(given: &str) -> Vec<String> {
    let given = given.trim().replace(' ', "_").to_ascii_lowercase();
    let all: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let lower: Vec<(String, &String)> = all.iter().map(|name| (name.to_ascii_lowercase(), name)).collect();
    let city = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let by_city = lower.iter().find(|(name, _)| city(name) == given);
    let by_name = || {
        let nearest = nearest_above(ALIKE, &given, lower.iter().map(|(name, _)| name.as_str()))?;
        lower.iter().find(|(name, _)| name == nearest)
    };
    let nearest = by_city.or_else(by_name).map(|(_, name)| (*name).clone());
    nearest.into_iter().collect()
}

/// The line of a MySQL version of one number.
pub(super) fn mysql_version(given: &str) -> Vec<String> {
    let number = given.trim().trim_start_matches(|c: char| !c.is_ascii_digit());
    vec![number.to_owned(), format!("{number}.4"), "8.4".to_owned()]
}

/// The https URL of a repository that is given by another.
pub(super) fn repository(given: &str) -> Vec<String> {
    let given = given.trim();
    let rest = given
        .strip_prefix("http://")
        .or_else(|| given.strip_prefix("git://"))
        .map(str::to_owned);
    let by_ssh = given.strip_prefix("git@").map(|rest| rest.replacen(':', "/", 1));
    let bare = given.starts_with("github.com/") || given.starts_with("gitlab.com/");
    let rest = rest.or(by_ssh).or_else(|| bare.then(|| given.to_owned()));
    rest.map(|rest| format!("https://{rest}"))
        .or_else(|| nearest_above(ALIKE, &given.to_ascii_lowercase(), ["sample"].into_iter()).map(str::to_owned))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_put_right() {
        assert_eq!(instance_type("t3.mirco"), ["t3.micro"]);
        assert_eq!(instance_type("T3 micro"), ["t3.micro"]);
        assert_eq!(db_class("t4g.micro"), ["db.t4g.micro"]);
        assert_eq!(time_zone("paris"), ["Europe/Paris"]);
        assert_eq!(time_zone("Europe/Pariss"), ["Europe/Paris"]);
        assert_eq!(time_zone("new york"), ["America/New_York"]);
        assert!(mysql_version("8").contains(&"8.4".to_owned()));
        assert_eq!(repository("git@github.com:ada/app.git"), ["https://github.com/ada/app.git"]);
        assert_eq!(repository("github.com/ada/app"), ["https://github.com/ada/app"]);
    }
}
