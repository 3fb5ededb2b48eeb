//! How far this machine's clock is off, where AWS refuses a request for its time.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use jiff::{SignedDuration, Timestamp};

/// What AWS answers to a request that is signed for another time than it has (docs/AWS.md, "Error codes"). Some of these codes are also
/// those of bad keys.
const CODES: [&str; 5] = [
    "SignatureDoesNotMatch",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestTimeTooSkewed",
    "AuthFailure",
];
/// AWS takes requests that are less than this off (Signature Version 4: five minutes); what is less is no reason.
const TAKEN: SignedDuration = SignedDuration::from_mins(4);

/// By how many minutes this machine's clock is behind AWS's, where that is why a request was refused; negative where it is ahead.
pub(super) fn behind(code: &str, message: &str, answer: Option<&HttpResponse>) -> Option<i32> {
    if !CODES.contains(&code) {
        return None;
    }
    let by_date = || {
        let date = answer?.headers().get("date")?;
        let theirs = jiff::fmt::rfc2822::parse(date).ok()?.timestamp();
        Some(theirs.duration_since(Timestamp::now()))
    };
    let behind = by_message(message).or_else(by_date)?;
    let is_why = behind.abs() > TAKEN;
    is_why.then(|| i32::try_from(behind.as_mins()).unwrap_or(i32::MAX))
}

/// From "Signature expired: OURS is now earlier than LIMIT (THEIRS - 5 min.)", or "Signature not yet current: OURS is still later than LIMIT
/// (THEIRS + 5 min.)".
fn by_message(message: &str) -> Option<SignedDuration> {
    if !message.contains("Signature expired") && !message.contains("Signature not yet current") {
        return None;
    }
    let words = message.split([' ', '(']);
    let times: Vec<Timestamp> = words.filter_map(moment).collect();
    match times.as_slice() {
        [ours, _, theirs] => Some(theirs.duration_since(*ours)),
        _ => None,
    }
}

/// A moment as signatures have it, e.g. `20261126T234500Z`.
fn moment(word: &str) -> Option<Timestamp> {
    let civil = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", word).ok()?;
    civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awss_own_words_tell_how_far_the_clock_is_off() {
        let expired = "Signature expired: 20261126T232000Z is now earlier than 20261126T234000Z (20261126T234500Z - 5 min.)";
        let early =
            "Signature not yet current: 20261127T014500Z is still later than 20261126T235000Z (20261126T234500Z + 5 min.)";
        let told = |code: &str, message: &str| behind(code, message, None);
        assert_eq!(told("SignatureDoesNotMatch", expired), Some(25));
        assert_eq!(told("SignatureDoesNotMatch", early), Some(-120));
        assert_eq!(told("InvalidSignatureException", expired), Some(25));
        let bad_key = "The request signature we calculated does not match the signature you provided.";
        for (code, message) in [
            ("SignatureDoesNotMatch", bad_key),
            ("AccessDenied", expired),
            ("RequestExpired", "Request has expired."),
        ] {
            assert_eq!(told(code, message), None, "{message}");
        }
    }
}
