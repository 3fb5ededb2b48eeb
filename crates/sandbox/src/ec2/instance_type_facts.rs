//! What instance types have of EBS and of the network. Source: EC2 instance type pages, "Network specifications" and "Amazon EBS
//! specifications".

use crate::protocol::Element;

/// Figures of a type.
struct Facts {
    name: &'static str,
    /// Mbit/s to EBS, baseline and most; none where the type is not EBS-optimized.
    bandwidth: Option<(u32, u32)>,
    /// Operations a second on EBS, baseline and most.
    iops: (u32, u32),
    interfaces: u32,
    addresses: u32,
    performance: &'static str,
}

const fn facts(name: &'static str, baseline: u32, most: u32, iops: (u32, u32), interfaces: u32, addresses: u32) -> Facts {
    Facts {
        name,
        bandwidth: Some((baseline, most)),
        iops,
        interfaces,
        addresses,
        performance: "Up to 5 Gigabit",
    }
}

const FACTS: [Facts; 11] = [
    Facts {
        name: "t2.micro",
        bandwidth: None,
        iops: (0, 0),
        interfaces: 2,
        addresses: 2,
        performance: "Low to Moderate",
    },
    facts("t3.nano", 43, 2085, (250, 11_800), 2, 2),
    facts("t3.micro", 87, 2085, (500, 11_800), 2, 2),
    facts("t3.small", 174, 2085, (1000, 11_800), 3, 4),
    facts("t3.medium", 347, 2085, (2000, 11_800), 3, 6),
    facts("t3.large", 695, 2780, (4000, 15_700), 3, 12),
    facts("t4g.nano", 43, 2085, (250, 11_800), 2, 2),
    facts("t4g.micro", 87, 2085, (500, 11_800), 2, 2),
    facts("t4g.small", 174, 2085, (1000, 11_800), 3, 4),
    facts("t4g.medium", 347, 2085, (2000, 11_800), 3, 6),
    Facts {
        performance: "Up to 12.5 Gigabit",
        ..facts("flex.large", 312, 10_000, (2500, 40_000), 3, 10)
    },
];

/// How many network interfaces an instance of a type has at most.
pub fn interfaces(name: &str) -> u32 {
    let facts = FACTS.iter().find(|facts| name.ends_with(facts.name));
    facts.map_or(1, |facts| facts.interfaces)
}

/// `ebsInfo` and `networkInfo` of a type, as DescribeInstanceTypes answers them.
pub fn elements(name: &str) -> Vec<Element> {
    let Some(facts) = FACTS.iter().find(|facts| name.ends_with(facts.name)) else {
        return Vec::new();
    };
    let nitro = facts.bandwidth.is_some();
    let mut ebs = Element::new("ebsInfo")
        .text("ebsOptimizedSupport", if nitro { "default" } else { "unsupported" })
        .text("encryptionSupport", "supported")
        .text("nvmeSupport", if nitro { "required" } else { "unsupported" });
    if let Some((baseline, most)) = facts.bandwidth {
        let megabytes = |megabits: u32| format!("{:.2}", f64::from(megabits) / 8.0);
        let optimized = Element::new("ebsOptimizedInfo")
            .text("baselineBandwidthInMbps", baseline)
            .text("baselineThroughputInMBps", megabytes(baseline))
            .text("baselineIops", facts.iops.0)
            .text("maximumBandwidthInMbps", most)
            .text("maximumThroughputInMBps", megabytes(most))
            .text("maximumIops", facts.iops.1);
        ebs = ebs.child(optimized);
    }
    let network = Element::new("networkInfo")
        .text("networkPerformance", facts.performance)
        .text("maximumNetworkInterfaces", facts.interfaces)
        .text("maximumNetworkCards", 1)
        .text("defaultNetworkCardIndex", 0)
        .text("ipv4AddressesPerInterface", facts.addresses)
        .text("ipv6AddressesPerInterface", facts.addresses)
        .text("ipv6Supported", true)
        .text("enaSupport", if nitro { "required" } else { "unsupported" })
        .text("efaSupported", false)
        .text("encryptionInTransitSupported", false);
    vec![ebs, network]
}
