//! What costs an amount a unit, and the table of prices.

const TABLE: &str = include_str!("table.csv");

/// Something that costs an amount a unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// An hour of a running Linux instance of this type.
    Instance(String),
    /// An hour of a running DB instance for MySQL of this class, in one zone.
    DbInstance(String),
    /// The same with a standby in another zone: no price of it is in the table.
    MultiAzDbInstance(String),
    /// An hour of a zonal NAT gateway, its traffic aside.
    NatGateway,
    /// An hour of a public IPv4 address, used or not.
    PublicIpv4,
    /// A GiB of an EBS volume of this type, a month.
    Volume(String),
    /// A GiB of an EBS snapshot, a month.
    EbsSnapshot,
    /// A GiB of a database's storage of this type, in one zone, a month.
    DbStorage(String),
    /// The same with a standby in another zone: no price of it is in the table.
    MultiAzDbStorage(String),
    /// A GiB of a DB snapshot, or of an automated backup beyond the database's size, a month.
    DbSnapshot,
    /// A GiB of S3 Standard storage, a month; the price of the first 50 TB.
    S3Storage,
    /// A GB through a NAT gateway, either way.
    NatGatewayTraffic,
    /// A GB out to the Internet; the price of the first 10 TB a month, after the 100 GB that are free.
    TrafficOut,
    /// An hour of a vCPU of a database in Extended Support, in its first two years.
    ExtendedSupport,
}

/// What one unit of an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An hour.
    Hour,
    /// A GiB that is stored, a month.
    GibMonth,
    /// A GB that is sent.
    Gb,
    /// An hour of a vCPU.
    VcpuHour,
}

/// Stands for a name that AWS always reports, and another endpoint may leave out: no price of it is in the table.
const NOT_REPORTED: &str = "a type that is not reported";

fn named(name: Option<&str>) -> String {
    name.unwrap_or(NOT_REPORTED).to_owned()
}

impl Item {
    /// An instance of the type that is reported.
    pub fn instance(instance_type: Option<&str>) -> Self {
        Self::Instance(named(instance_type))
    }

    /// A volume of the type that is reported.
    pub fn volume(volume_type: Option<&str>) -> Self {
        Self::Volume(named(volume_type))
    }

    /// A DB instance of the class that is reported.
    pub fn db_instance(class: Option<&str>, is_multi_az: bool) -> Self {
        match is_multi_az {
            true => Self::MultiAzDbInstance(named(class)),
            false => Self::DbInstance(named(class)),
        }
    }

    /// A database's storage of the type that is reported.
    pub fn db_storage(storage_type: Option<&str>, is_multi_az: bool) -> Self {
        match is_multi_az {
            true => Self::MultiAzDbStorage(named(storage_type)),
            false => Self::DbStorage(named(storage_type)),
        }
    }

    /// Its price in the table for a region, in US dollars a [`Item::unit`]; `None` where it isn't known.
    pub fn price(&self, region: &str) -> Option<f64> {
        let mut lines = TABLE.lines();
        let column = lines.next()?.split(',').skip(2).position(|name| name == region)?;
        let row = self.row();
        let cells = lines.find_map(|line| line.strip_prefix(row.as_str())?.strip_prefix(','))?;
        cells.split(',').nth(1 + column)?.parse().ok()
    }

    /// The sizes of machines that the table has a price of: instance types, and DB instance classes.
    pub fn sizes() -> impl Iterator<Item = &'static str> {
        let rows = TABLE.lines().skip(1).filter_map(|line| line.split(',').next());
        rows.filter(|row| row.contains('.'))
    }

    /// What its price is of.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Instance(_) | Self::DbInstance(_) | Self::MultiAzDbInstance(_) | Self::NatGateway | Self::PublicIpv4 => {
                Unit::Hour
            }
            Self::Volume(_)
            | Self::EbsSnapshot
            | Self::DbStorage(_)
            | Self::MultiAzDbStorage(_)
            | Self::DbSnapshot
            | Self::S3Storage => Unit::GibMonth,
            Self::NatGatewayTraffic | Self::TrafficOut => Unit::Gb,
            Self::ExtendedSupport => Unit::VcpuHour,
        }
    }

    /// The name of its row, which stands for it where its price isn't known.
    pub fn row(&self) -> String {
        match self {
            Self::Instance(name) | Self::DbInstance(name) => name.clone(),
            Self::NatGateway => "nat-gateway".to_owned(),
            Self::PublicIpv4 => "public-ipv4".to_owned(),
            Self::Volume(kind) => format!("ebs-{kind}"),
            Self::EbsSnapshot => "ebs-snapshot".to_owned(),
            Self::DbStorage(kind) => format!("rds-{kind}"),
            Self::MultiAzDbInstance(class) => format!("Multi-AZ {class}"),
            Self::MultiAzDbStorage(kind) => format!("Multi-AZ rds-{kind}"),
            Self::DbSnapshot => "rds-snapshot".to_owned(),
            Self::S3Storage => "s3-standard".to_owned(),
            Self::NatGatewayTraffic => "nat-gateway-gb".to_owned(),
            Self::TrafficOut => "data-transfer-out".to_owned(),
            Self::ExtendedSupport => "rds-extended-support".to_owned(),
        }
    }
}

impl Unit {
    /// The unit as the table and JSON write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::GibMonth => "GiB-month",
            Self::Gb => "GB",
            Self::VcpuHour => "vCPU-hour",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions() -> impl Iterator<Item = &'static str> {
        TABLE.lines().next().unwrap().split(',').skip(2)
    }

    fn instance(name: &str) -> Item {
        Item::Instance(name.to_owned())
    }

    fn volume(name: &str) -> Item {
        Item::Volume(name.to_owned())
    }

    fn db_storage(name: &str) -> Item {
        Item::DbStorage(name.to_owned())
    }

    #[test]
    fn the_table_is_whole() {
        let columns = 2 + regions().count();
        assert_eq!(regions().count(), 34);
        let units = [Unit::Hour, Unit::GibMonth, Unit::Gb, Unit::VcpuHour].map(Unit::as_str);
        for line in TABLE.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.len(), columns, "{line}");
            assert!(units.contains(&cells[1]), "{line}");
            for cell in &cells[2..] {
                assert!(
                    cell.is_empty() || cell.parse::<f64>().is_ok_and(|price| price > 0.0),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn an_item_has_the_unit_of_its_row() {
        for item in [
            instance("t3.micro"),
            Item::DbInstance("db.t3.micro".to_owned()),
            Item::NatGateway,
            Item::PublicIpv4,
            volume("gp3"),
            Item::EbsSnapshot,
            db_storage("gp2"),
            Item::DbSnapshot,
            Item::S3Storage,
            Item::NatGatewayTraffic,
            Item::TrafficOut,
            Item::ExtendedSupport,
        ] {
            let row = format!("{},{},", item.row(), item.unit().as_str());
            assert!(TABLE.lines().any(|line| line.starts_with(&row)), "{row}");
        }
    }

    #[test]
    fn a_price_is_of_its_region() {
        for (item, region, price) in [
            (instance("t3.micro"), "us-east-1", Some(0.0104)),
            (instance("t3.micro"), "eu-west-3", Some(0.0118)),
            (Item::DbInstance("db.t4g.micro".to_owned()), "us-east-1", Some(0.016)),
            (Item::NatGateway, "us-east-1", Some(0.045)),
            (Item::NatGatewayTraffic, "us-east-1", Some(0.045)),
            (Item::NatGatewayTraffic, "mx-central-1", None),
            (Item::TrafficOut, "ap-northeast-2", Some(0.126)),
            (Item::S3Storage, "us-east-1", Some(0.023)),
            (Item::ExtendedSupport, "us-east-1", Some(0.1)),
            (Item::ExtendedSupport, "us-east-2", None),
            (volume("gp3"), "us-east-1", Some(0.08)),
            (volume("gp2"), "us-east-1", Some(0.1)),
            (volume("io2"), "us-east-1", None),
            (db_storage("gp3"), "us-east-1", Some(0.115)),
            (instance("t3.micro"), "us-gov-west-1", None),
            (instance("t9.micro"), "us-east-1", None),
            (instance(""), "us-east-1", None),
            (instance("item"), "us-east-1", None),
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
                volume("gp3"),
                volume("gp2"),
                Item::EbsSnapshot,
                db_storage("gp3"),
                db_storage("gp2"),
                Item::DbSnapshot,
                Item::S3Storage,
                instance("t3.micro"),
                Item::DbInstance("db.t3.micro".to_owned()),
            ] {
                assert!(item.price(region).is_some(), "{item:?} in {region}");
            }
        }
    }
}
