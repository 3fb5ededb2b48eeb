//! Which calls a fault applies to, written as `FAULT[:OPERATION][@WHEN]`.

use std::str::FromStr;

use super::fault::Fault;
use crate::calls::Call;
use crate::unreadable::Unreadable;

/// One fault and the calls it applies to.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultRule {
    /// What goes wrong.
    pub fault: Fault,
    /// The operation it applies to, as `CreateVpc`; every one when absent.
    pub operation: Option<String>,
    /// Which calls of that operation.
    pub when: When,
}

/// Which calls of its operation a rule applies to, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    /// The n-th.
    Nth(u64),
    /// The n-th and every later one.
    From(u64),
    /// About this share of them, between 0 and 1.
    Share(f64),
}

impl FaultRule {
    /// Whether a call is of its operation.
    pub(super) fn is_about(&self, call: &Call) -> bool {
        self.operation.as_ref().is_none_or(|operation| *operation == call.operation)
    }
}

impl When {
    /// Whether it includes the `met`-th call; `drawn` is the call's own number between 0 and 1.
    pub(super) fn applies(self, met: u64, drawn: f64) -> bool {
        match self {
            Self::Nth(number) => met == number,
            Self::From(number) => met >= number,
            Self::Share(share) => drawn < share,
        }
    }
}

impl FromStr for FaultRule {
    type Err = Unreadable;

    /// Reads `throttle`, `cut-after:CreateVpc`, `time-out@40`, `unavailable:DescribeVpcs@3+`, `slow@5%`. Without `@` the fault
    /// applies to every call of the operation.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (what, when) = match text.split_once('@') {
            Some((what, when)) => (what, read_when(when)?),
            None => (text, When::From(1)),
        };
        let (fault, operation) = match what.split_once(':') {
            Some((fault, operation)) => (fault, Some(operation)),
            None => (what, None),
        };
        let fault = Fault::named(fault).ok_or_else(|| Unreadable::Fault {
            given: fault.to_owned(),
            known: Fault::ALL.map(|(_, name)| name).to_vec(),
        })?;
        let is_operation =
            |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(char::is_alphanumeric);
        if let Some(name) = operation.filter(|name| !is_operation(name)) {
            return Err(Unreadable::Operation { given: name.to_owned() });
        }
        Ok(Self {
            fault,
            operation: operation.map(str::to_owned),
            when,
        })
    }
}

fn read_when(text: &str) -> Result<When, Unreadable> {
    let number = |text: &str| text.parse::<u64>().ok().filter(|number| *number > 0);
    let share = |text: &str| text.parse::<f64>().ok().filter(|share| (0.0..=100.0).contains(share));
    let when = match (text.strip_suffix('%'), text.strip_suffix('+')) {
        (Some(percent), _) => share(percent).map(|percent| When::Share(percent / 100.0)),
        (_, Some(first)) => number(first).map(When::From),
        _ => number(text).map(When::Nth),
    };
    when.ok_or_else(|| Unreadable::When { given: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_as_they_are_written() {
        let rule = |text: &str| text.parse::<FaultRule>().map_err(|error| error.to_string());
        let cut = FaultRule {
            fault: Fault::CutAfter,
            operation: Some("CreateVpc".to_owned()),
            when: When::Nth(2),
        };
        assert_eq!(rule("cut-after:CreateVpc@2"), Ok(cut));
        assert_eq!(rule("slow@5%").map(|rule| rule.when), Ok(When::Share(0.05)));
        assert_eq!(rule("time-out@40+").map(|rule| rule.when), Ok(When::From(40)));
        assert_eq!(rule("throttle").map(|rule| rule.when), Ok(When::From(1)));
        for wrong in [
            "",
            "fire",
            "slow@",
            "slow@0",
            "slow@101%",
            "slow@-1",
            "slow:create-vpc",
            "slow:@1",
            "slow@x+",
        ] {
            assert!(rule(wrong).is_err(), "{wrong} was read");
        }
        assert!(
            rule("fire").is_err_and(|error| error.contains("cut-before")),
            "the faults are listed"
        );
    }
}
