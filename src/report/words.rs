//! The words of a dossier that its reader may not know.

use crate::ui::all_words;

/// In the order in which they are met.
const WORDS: [&str; 29] = [
    "region",
    "availability-zone",
    "virtual-private-cloud",
    "cidr",
    "subnet",
    "public-subnet",
    "private-subnet",
    "route-table",
    "internet-gateway",
    "nat",
    "elastic-ip",
    "gateway-endpoint",
    "vpc-peering",
    "security-group",
    "network-acl",
    "stateful",
    "port",
    "icmp",
    "instance",
    "instance-type",
    "ami",
    "key-pair",
    "cloud-init",
    "volume",
    "db-instance",
    "db-subnet-group",
    "multi-az",
    "snapshot",
    "bucket",
];

/// Each word with its meaning.
pub(super) fn words() -> Vec<(String, String)> {
    let known = |key: &str| all_words().iter().find(|word| word.key == key);
    let words = WORDS.iter().filter_map(|key| known(key));
    words.map(|word| (word.name(), word.meaning())).collect()
}
