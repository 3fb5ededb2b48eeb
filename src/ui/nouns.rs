//! What a person calls the things of AWS's.

use crate::aws::Noun;

/// One of it.
pub fn noun_text(noun: Noun) -> &'static str {
    match noun {
        Noun::Address => "Elastic IP",
        Noun::AvailabilityZone => "availability zone",
        Noun::Bucket => "S3 bucket",
        Noun::DbInstance => "DB instance",
        Noun::DbSnapshot => "DB snapshot",
        Noun::DbSubnetGroup => "DB subnet group",
        Noun::EbsSnapshot => "EBS snapshot",
        Noun::EbsSnapshots => "EBS snapshots",
        Noun::Instance => "instance",
        Noun::InstanceType => "instance type",
        Noun::InternetGateway => "internet gateway",
        Noun::KeyPair => "key pair",
        Noun::NatGateway => "NAT gateway",
        Noun::NetworkAcl => "network ACL",
        Noun::NetworkInterface => "network interface",
        Noun::Object => "object",
        Noun::ObjectVersion => "object version",
        Noun::Quota => "quota",
        Noun::Region => "region",
        Noun::Route => "route",
        Noun::RouteTable => "route table",
        Noun::Rule => "rule",
        Noun::SecurityGroup => "security group",
        Noun::SiteContent => "site content",
        Noun::Subnet => "subnet",
        Noun::UbuntuImage => "Ubuntu 24.04 LTS image",
        Noun::UnfinishedUpload => "unfinished upload",
        Noun::Volume => "EBS volume",
        Noun::Vpc => "VPC",
        Noun::VpcEndpoint => "VPC endpoint",
        Noun::VpcPeering => "VPC peering connection",
        Noun::VpcPeeringOptions => "VPC peering options",
    }
}

/// Several of it.
pub(super) fn nouns_text(noun: Noun) -> String {
    match noun {
        Noun::EbsSnapshots | Noun::SiteContent | Noun::VpcPeeringOptions => noun_text(noun).to_owned(),
        _ => format!("{}s", noun_text(noun)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Kind;

    #[test]
    fn several_of_a_kind_are_named_in_the_plural() {
        assert_eq!(nouns_text(Kind::KeyPair.noun()), "key pairs");
        assert_eq!(nouns_text(Kind::EbsSnapshots.noun()), "EBS snapshots");
    }

    #[test]
    fn each_kind_has_words_of_its_own() {
        let mut words: Vec<&str> = Kind::ALL.iter().map(|kind| noun_text(kind.noun())).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Kind::ALL.len(), "two kinds share their words: {words:?}");
    }
}
