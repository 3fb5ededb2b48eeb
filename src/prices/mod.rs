//! What AWS charges: a table of on-demand list prices, and sums of which a part may not be known.
//!
//! The table has one row an item and one column a region, in US dollars before taxes, discounts and free tiers. It was made in November 2026
//! from AWS's Price List as of 2026-09-29 to 2026-10-15; docs/PRICES.md names the sources. An empty cell means that AWS doesn't sell the item
//! in the region, or that its price isn't known here.

mod cost;

pub use cost::Cost;

/// Hours in a month, as AWS's price pages count them.
pub const HOURS_A_MONTH: f64 = 730.0;

const TABLE: &str = include_str!("table.csv");

/// Something that costs an amount a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// An hour of a running Linux instance of this type.
    Instance(&'a str),
    /// An hour of a running DB instance for MySQL of this class, in one zone.
    DbInstance(&'a str),
    /// The same with a standby in another zone: no price of it is in the table.
    MultiAzDbInstance(&'a str),
    /// An hour of a zonal NAT gateway, its traffic aside.
    NatGateway,
    /// An hour of a public IPv4 address, used or not.
    PublicIpv4,
    /// A GiB of an EBS volume of this type, a month.
    Volume(&'a str),
    /// A GiB of an EBS snapshot, a month.
    EbsSnapshot,
    /// A GiB of a database's storage of this type, in one zone, a month.
    DbStorage(&'a str),
    /// The same with a standby in another zone: no price of it is in the table.
    MultiAzDbStorage(&'a str),
    /// A GiB of a DB snapshot, a month.
    DbSnapshot,
}

impl Item<'_> {
    /// Its price in a region, in US dollars an hour, or a GiB and month of what is stored; `None` where it isn't known.
    pub fn price(self, region: &str) -> Option<f64> {
        let mut lines = TABLE.lines();
        let column = lines.next()?.split(',').skip(2).position(|name| name == region)?;
        let row = self.row();
        let cells = lines.find_map(|line| line.strip_prefix(row.as_str())?.strip_prefix(','))?;
        cells.split(',').nth(1 + column)?.parse().ok()
    }

    /// What `units` of it cost in a region.
    pub fn cost(self, units: f64, region: &str) -> Cost {
        match self.price(region) {
            Some(price) => Cost::known(price * units),
            None => Cost::unknown(self.row(), region),
        }
    }

    /// The name of its row.
    fn row(self) -> String {
        match self {
            Self::Instance(name) | Self::DbInstance(name) => name.to_owned(),
            Self::NatGateway => "nat-gateway".to_owned(),
            Self::PublicIpv4 => "public-ipv4".to_owned(),
            Self::Volume(kind) => format!("ebs-{kind}"),
            Self::EbsSnapshot => "ebs-snapshot".to_owned(),
            Self::DbStorage(kind) => format!("rds-{kind}"),
            Self::MultiAzDbInstance(class) => format!("Multi-AZ {class}"),
            Self::MultiAzDbStorage(kind) => format!("Multi-AZ rds-{kind}"),
            Self::DbSnapshot => "rds-snapshot".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions() -> impl Iterator<Item = &'static str> {
        TABLE.lines().next().unwrap().split(',').skip(2)
    }

    #[test]
    fn the_table_is_whole() {
        let columns = 2 + regions().count();
        assert_eq!(regions().count(), 34);
        for line in TABLE.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.len(), columns, "{line}");
            assert!(["hour", "GiB-month"].contains(&cells[1]), "{line}");
            for cell in &cells[2..] {
                assert!(
                    cell.is_empty() || cell.parse::<f64>().is_ok_and(|price| price > 0.0),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn a_price_is_of_its_region() {
        for (item, region, price) in [
            (Item::Instance("t3.micro"), "us-east-1", Some(0.0104)),
            (Item::Instance("t3.micro"), "eu-west-3", Some(0.0118)),
            (Item::DbInstance("db.t4g.micro"), "us-east-1", Some(0.016)),
            (Item::NatGateway, "us-east-1", Some(0.045)),
            (Item::Volume("gp3"), "us-east-1", Some(0.08)),
            (Item::Volume("gp2"), "us-east-1", Some(0.1)),
            (Item::Volume("io2"), "us-east-1", None),
            (Item::DbStorage("gp3"), "us-east-1", Some(0.115)),
            (Item::Instance("t3.micro"), "us-gov-west-1", None),
            (Item::Instance("t9.micro"), "us-east-1", None),
            (Item::Instance(""), "us-east-1", None),
            (Item::Instance("item"), "us-east-1", None),
        ] {
            assert_eq!(item.price(region), price, "{item:?} in {region}");
        }
    }

    #[test]
    fn what_every_deployment_has_is_priced_in_every_region_of_the_table() {
        for region in regions() {
            for item in [
                Item::NatGateway,
                Item::PublicIpv4,
                Item::Volume("gp3"),
                Item::Volume("gp2"),
                Item::EbsSnapshot,
                Item::DbStorage("gp3"),
                Item::DbStorage("gp2"),
                Item::DbSnapshot,
                Item::Instance("t3.micro"),
                Item::DbInstance("db.t3.micro"),
            ] {
                assert!(item.price(region).is_some(), "{item:?} in {region}");
            }
        }
    }
}
