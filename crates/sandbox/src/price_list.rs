//! The products that the sandbox has prices of, with AWS's own attributes. Source of these: public copies of AWS's price lists, as of
//! autumn 2026.

/// A product in one region.
#[derive(Debug)]
pub struct Product {
    /// The code of its service.
    pub service: &'static str,
    /// Its family; empty where AWS names none.
    pub family: &'static str,
    /// Its attributes, by name.
    pub attributes: Vec<(&'static str, String)>,
    /// The unit of its price.
    pub unit: &'static str,
    /// Where each tier of its price begins, and US dollars a unit.
    pub tiers: Vec<(&'static str, f64)>,
}

impl Product {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What is sold by the hour of an instance of EC2, for Linux on shared hardware.
const INSTANCES: [(&str, f64); 14] = [
    ("c5.large", 0.0861),
    ("g4dn.xlarge", 0.531),
    ("m5.large", 0.0972),
    ("t2.micro", 0.0118),
    ("t2.small", 0.0234),
    ("t3.nano", 0.0053),
    ("t3.micro", 0.0106),
    ("t3.small", 0.0212),
    ("t3.medium", 0.0422),
    ("t3.large", 0.0842),
    ("t3.xlarge", 0.1684),
    ("t4g.micro", 0.0086),
    ("t4g.small", 0.0172),
    ("t4g.medium", 0.0342),
];

/// The same of RDS for MySQL.
const DATABASES: [(&str, f64); 8] = [
    ("db.m5.large", 0.174),
    ("db.m6g.large", 0.155),
    ("db.m7g.large", 0.171),
    ("db.t3.micro", 0.0174),
    ("db.t3.small", 0.0348),
    ("db.t3.medium", 0.0692),
    ("db.t4g.micro", 0.0163),
    ("db.t4g.small", 0.0326),
];

/// Everything else, a line each: service, family, usage type, unit, tiers and further attributes. A usage type that begins with `+` has the
/// region's prefix in us-east-1 too.
const OTHERS: &str = "\
AmazonEC2|Storage|EBS:VolumeUsage.gp2|GB-Mo|0:0.102|volumeApiName=gp2;volumeType=General Purpose
AmazonEC2|Storage|EBS:VolumeUsage.gp3|GB-Mo|0:0.082|volumeApiName=gp3;volumeType=General Purpose
AmazonEC2|Storage Snapshot|EBS:SnapshotUsage|GB-Mo|0:0.051|storageMedia=Amazon S3
AmazonEC2|Storage Snapshot|EBS:SnapshotArchiveStorage|GB-Mo|0:0.0127|storageMedia=Amazon S3
AmazonEC2|NAT Gateway|NatGateway-Hours|Hrs|0:0.046|group=NGW:NatGateway;operation=NatGateway
AmazonEC2|NAT Gateway|NatGateway-Bytes|GB|0:0.046|group=NGW:NatGateway;operation=NatGateway
AmazonEC2|NAT Gateway|RegionalNatGateway-Hours|Hrs|0:0.047|group=NGW:NatGateway;operation=RegionalNatGateway
AmazonVPC||+PublicIPv4:InUseAddress|Hrs|0:0.0051|group=VPCPublicIPv4Address
AmazonVPC||+PublicIPv4:IdleAddress|Hrs|0:0.0052|group=VPCPublicIPv4Address
AmazonRDS|Database Storage|RDS:GP2-Storage|GB-Mo|0:0.117|databaseEngine=Any;deploymentOption=Single-AZ;volumeType=General Purpose
AmazonRDS|Database Storage|RDS:GP2-Storage|GB-Mo|0:0.117|databaseEngine=MySQL;deploymentOption=Single-AZ;volumeType=General Purpose
AmazonRDS|Database Storage|RDS:GP3-Storage|GB-Mo|0:0.117|databaseEngine=Any;deploymentOption=Single-AZ;volumeType=General Purpose-GP3
AmazonRDS|Database Storage|RDS:GP3-Storage|GB-Mo|0:0.117|databaseEngine=MySQL;deploymentOption=Single-AZ;volumeType=General Purpose-GP3
AmazonRDS|Database Storage|RDS:GP3-Storage|GB-Mo|0:0.2|databaseEngine=Oracle;deploymentOption=Single-AZ;volumeType=General Purpose-GP3
AmazonRDS|Database Storage|RDS:Multi-AZ-GP2-Storage|GB-Mo|0:0.234|databaseEngine=MySQL;deploymentOption=Multi-AZ;volumeType=General Purpose
AmazonRDS|Database Storage|RDS:Multi-AZ-GP3-Storage|GB-Mo|0:0.234|databaseEngine=MySQL;deploymentOption=Multi-AZ;volumeType=General Purpose-GP3
AmazonRDS|Storage Snapshot|RDS:ChargedBackupUsage|GB-Mo|0:0.096|databaseEngine=Any
AmazonRDS|Storage Snapshot|RDS:ChargedBackupUsage|GB-Mo|0:0.096|databaseEngine=MySQL
AmazonRDS|Storage Snapshot|Aurora:BackupUsage|GB-Mo|0:0.022|databaseEngine=Aurora MySQL
AmazonS3|Storage|TimedStorage-ByteHrs|GB-Mo|0:0.0235,51200:0.0225,512000:0.0215|storageClass=General Purpose;volumeType=Standard
AWSDataTransfer|Data Transfer|DataTransfer-Out-Bytes|GB|0:0.092,10240:0.087,51200:0.072,153600:0.052|transferType=AWS Outbound;toLocation=External
";

/// The products of a region.
pub fn products(region: &str) -> Vec<Product> {
    let mut all = Vec::new();
    for (name, dollars) in INSTANCES {
        for (system, tenancy, status, factor) in [
            ("Linux", "Shared", "Used", 1.0),
            ("Linux", "Dedicated", "Used", 1.06),
            ("Linux", "Shared", "AllocatedCapacityReservation", 0.0),
            ("Windows", "Shared", "Used", 1.9),
        ] {
            let attributes = [
                ("instanceType", name),
                ("operatingSystem", system),
                ("tenancy", tenancy),
                ("capacitystatus", status),
                ("preInstalledSw", "NA"),
            ];
            let usage = format!("BoxUsage:{name}");
            let tiers = vec![("0", dollars * factor)];
            all.push(product(
                region,
                ("AmazonEC2", "Compute Instance", "Hrs"),
                &usage,
                tiers,
                &attributes,
            ));
        }
    }
    for (name, dollars) in DATABASES {
        for (engine, deployment, usage, factor) in [
            ("MySQL", "Single-AZ", "InstanceUsage", 1.0),
            ("MySQL", "Multi-AZ", "Multi-AZUsage", 2.0),
            ("PostgreSQL", "Single-AZ", "InstanceUsage", 1.05),
        ] {
            let attributes = [
                ("instanceType", name),
                ("databaseEngine", engine),
                ("deploymentOption", deployment),
            ];
            let usage = format!("{usage}:{name}");
            let tiers = vec![("0", dollars * factor)];
            all.push(product(
                region,
                ("AmazonRDS", "Database Instance", "Hrs"),
                &usage,
                tiers,
                &attributes,
            ));
        }
    }
    all.extend(OTHERS.lines().filter_map(|line| other(region, line)));
    all
}

fn other(region: &str, line: &'static str) -> Option<Product> {
    let mut columns = line.split('|');
    let (service, family, usage) = (columns.next()?, columns.next()?, columns.next()?);
    let (unit, tiers, further) = (columns.next()?, columns.next()?, columns.next()?);
    let tiers = tiers.split(',').map(|tier| {
        let (begin, dollars) = tier.split_once(':')?;
        Some((begin, dollars.parse().ok()?))
    });
    let attributes: Option<Vec<_>> = further.split(';').map(|attribute| attribute.split_once('=')).collect();
    Some(product(
        region,
        (service, family, unit),
        usage,
        tiers.collect::<Option<_>>()?,
        &attributes?,
    ))
}

fn product(
    region: &str,
    (service, family, unit): (&'static str, &'static str, &'static str),
    usage: &str,
    tiers: Vec<(&'static str, f64)>,
    further: &[(&'static str, &str)],
) -> Product {
    let factor = if region == "us-east-1" { 1.0 } else { 1.1 };
    let always = usage.strip_prefix('+');
    let usage = match (always, region) {
        (None, "us-east-1") => usage.to_owned(),
        (always, region) => format!("{}-{}", prefix(region), always.unwrap_or(usage)),
    };
    let of_region = if service == "AWSDataTransfer" {
        "fromRegionCode"
    } else {
        "regionCode"
    };
    let mut attributes = vec![
        ("servicecode", service.to_owned()),
        (of_region, region.to_owned()),
        ("locationType", "AWS Region".to_owned()),
        ("usagetype", usage),
    ];
    attributes.extend(further.iter().map(|(name, value)| (*name, (*value).to_owned())));
    Product {
        service,
        family,
        attributes,
        unit,
        tiers: tiers.into_iter().map(|(begin, dollars)| (begin, dollars * factor)).collect(),
    }
}

/// What a region's usage types begin with, as `EUC1` of eu-central-1; a few regions have other letters at AWS.
fn prefix(region: &str) -> String {
    let mut parts = region.split('-');
    let (area, side, number) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let side = side.get(..1).unwrap_or_default();
    format!("{area}{side}{number}").to_ascii_uppercase()
}
