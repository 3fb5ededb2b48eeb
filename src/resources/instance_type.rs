//! Instance types.

use std::fmt;
use std::str::FromStr;

/// The name of an instance type, e.g. `t3.micro`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InstanceType(String);

impl InstanceType {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The smallest type with one virtual processor that boots the same image as most, and has the memory of a `t3.micro`.
    pub fn with_one_vcpu() -> Self {
        Self("t2.micro".to_owned())
    }

    /// Whether it counts for the quota of standard instances: families A, C, D, H, I, M, R, T and Z. Source: EC2 user guide, "On-Demand
    /// Instance quotas".
    pub(super) fn is_standard(&self) -> bool {
        const OTHERS: [&str; 5] = ["dl", "hpc", "inf", "mac", "trn"];
        let family = self.0.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
        family.starts_with(['a', 'c', 'd', 'h', 'i', 'm', 'r', 't', 'z']) && !OTHERS.contains(&family)
    }

    /// Whether its processor is Arm's: Graviton families have a `g` right after their generation's digit (EC2 instance type naming
    /// conventions).
    pub(super) fn is_graviton(&self) -> bool {
        let family = self.0.split('.').next().unwrap_or_default();
        family
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with('g')
    }
}

/// A text that is not the name of an instance type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnInstanceType;

impl FromStr for InstanceType {
    type Err = NotAnInstanceType;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let is_word =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        match name.split_once('.') {
            Some((family, size)) if is_word(family) && is_word(size) => Ok(Self(name.to_owned())),
            _ => Err(NotAnInstanceType),
        }
    }
}

impl fmt::Display for InstanceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graviton_types_boot_arm_images() {
        let is_graviton = |name: &str| name.parse::<InstanceType>().unwrap().is_graviton();
        for graviton in ["t4g.micro", "m7g.large", "c8gn.medium", "m7gd.large"] {
            assert!(is_graviton(graviton), "{graviton}");
        }
        for other in ["t3.micro", "g5.xlarge", "m7i-flex.large", "c7a.medium"] {
            assert!(!is_graviton(other), "{other}");
        }
    }

    #[test]
    fn accelerated_types_and_macs_have_quotas_of_their_own() {
        let is_standard = |name: &str| name.parse::<InstanceType>().unwrap().is_standard();
        for standard in [
            "t2.micro",
            "t3.micro",
            "m7i-flex.large",
            "im4gn.large",
            "z1d.large",
            "a1.large",
        ] {
            assert!(is_standard(standard), "{standard}");
        }
        for other in [
            "g5.xlarge",
            "p5.48xlarge",
            "inf2.xlarge",
            "trn1.2xlarge",
            "mac2.metal",
            "hpc7a.12xlarge",
            "x2idn.16xlarge",
        ] {
            assert!(!is_standard(other), "{other}");
        }
    }

    #[test]
    fn a_name_is_a_family_and_a_size() {
        for broken in ["", "t3", "t3.", ".micro", "T3.micro", "t3 micro", "t3.micro; rm"] {
            assert!(broken.parse::<InstanceType>().is_err(), "{broken} is accepted");
        }
    }
}
