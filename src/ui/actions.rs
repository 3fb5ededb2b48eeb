//! The words of what a call does: they complete "could not …".

use super::nouns::{noun_text, nouns_text};
use super::text::count;
use crate::aws::{Action, Change, Link, Noun, Setting, Which};

/// What a call does to what.
pub(super) fn action_text(action: &Action) -> String {
    match action {
        Action::Identify { endpoint: None } => "ask AWS whose credentials these are".to_owned(),
        Action::Identify { endpoint: Some(url) } => format!("ask the endpoint {url} whose credentials these are"),
        Action::List(noun, which) => format!("list the {}", which_text(*noun, which)),
        Action::ListTags { key, region } => format!("list the tags {key} in {region}"),
        Action::Find(noun, which) => format!("find the {}", which_text(*noun, which)),
        Action::FindHolders(id) => format!("find what holds {id}"),
        Action::FindUsers(id) => format!("find what uses {id}"),
        Action::LookFor(noun, name) => format!("look for the {} {name}", noun_text(*noun)),
        Action::LookForTags => "look for tags of the deployment".to_owned(),
        Action::Read(noun, id) => format!("read the {} {id}", noun_text(*noun)),
        Action::ReadSetting(setting, noun, id) => format!("read {} of the {} {id}", setting_text(*setting), noun_text(*noun)),
        Action::Create(noun, name) => format!("{} the {} {name}", verb_of_creation(*noun), noun_text(*noun)),
        Action::CreateWithRange(noun, name, range) => {
            format!("{} the {} {name} ({range})", verb_of_creation(*noun), noun_text(*noun))
        }
        Action::Change(change, noun, name) => format!("{} the {} {name}", change_text(*change), noun_text(*noun)),
        Action::Set(setting, noun, name) => set_text(*setting, noun_text(*noun), name),
        Action::SwitchOff(setting, id) => format!("switch off {} of {id}", setting_text(*setting)),
        Action::ResolveNames(id) => format!("resolve DNS names both ways over {id}"),
        Action::Link(link, from, to) => link_text(*link, from, to),
        Action::Delete(noun, id) => format!("{} the {} {id}", verb_of_deletion(*noun), noun_text(*noun)),
        Action::DeleteRoute { destination, table } => format!("delete the route {destination} of {table}"),
        Action::Rename { id, name } => format!("rename {id} to {name}"),
        Action::WriteTags(ids) => format!("write the tags of {}", ids.join(", ")),
        Action::RequestQuota(code, wanted) => format!("ask for {wanted} of the quota {code}"),
        Action::AskPrice(item) => format!("ask for the price of {item}"),
        Action::RemoveTags(ids) => format!("remove tags of {}", ids.join(", ")),
        Action::Upload { key, bucket, part } => {
            let part = part.map(|part| format!(" (part {part})")).unwrap_or_default();
            format!("upload {key} to {bucket}{part}")
        }
        Action::EndUpload { key, bucket } => format!("end the unfinished upload of {key} to {bucket}"),
        Action::ReadObject { key, bucket } => format!("read {key} in {bucket}"),
        Action::DeleteObject { key, bucket } => format!("delete {key:?} of {bucket}"),
        Action::DeleteObjects { count: number, bucket } => format!("delete {} of {bucket}", count(*number, "object")),
    }
}

fn which_text(noun: Noun, which: &Which) -> String {
    let (one, many) = (noun_text(noun), nouns_text(noun));
    match which {
        Which::All => many,
        Which::OfVpcs => format!("{many} of the deployment's VPCs"),
        Which::OfAccount => format!("{many} of the account"),
        Which::InRegion(region) => format!("{many} in {region}"),
        Which::Of(id) => format!("{many} {} {id}", preposition(noun)),
        Which::PartsOf(holder, id) => format!("{many} of the {} {id}", noun_text(*holder)),
        Which::Naming(id) => format!("{many} that name {id}"),
        Which::ServedBy(id) => format!("{many} {id} serves"),
        Which::Serving(id) => format!("{one} that serves {id}"),
        Which::Offering(instance_type) => format!("{many} that offer {instance_type}"),
        Which::OfGuardDuty => format!("{many} of GuardDuty"),
        Which::Newest => format!("newest {one}"),
    }
}

/// What joins a thing to that which it is in.
fn preposition(noun: Noun) -> &'static str {
    match noun {
        Noun::DbInstance | Noun::NetworkAcl | Noun::SecurityGroup | Noun::Subnet => "in",
        Noun::UnfinishedUpload => "to",
        _ => "of",
    }
}

fn verb_of_creation(noun: Noun) -> &'static str {
    match noun {
        Noun::Address => "allocate",
        Noun::DbSnapshot | Noun::EbsSnapshots => "take",
        Noun::Instance => "launch",
        Noun::KeyPair => "import",
        Noun::VpcPeering => "request",
        _ => "create",
    }
}

fn verb_of_deletion(noun: Noun) -> &'static str {
    match noun {
        Noun::Address => "release",
        Noun::Instance => "terminate",
        _ => "delete",
    }
}

fn setting_text(setting: Setting) -> &'static str {
    match setting {
        Setting::DeletionProtection => "deletion protection",
        Setting::DnsHostNames => "DNS host names",
        Setting::DnsSupport => "DNS support",
        Setting::MetadataOptions => "the metadata options",
        Setting::ObjectOwnership => "the object ownership",
        Setting::Policy => "the policy",
        Setting::PublicAccessBlock => "the public access block",
        Setting::PublicAddress => "the public address",
        Setting::PublicAddresses => "public addresses on launch",
        Setting::SecurityGroup => "the security group",
        Setting::Subnets => "the subnets",
        Setting::Tags => "the tags",
        Setting::TerminationProtection => "termination protection",
        Setting::Website => "the website",
    }
}

fn set_text(setting: Setting, noun: &str, name: &str) -> String {
    let verb = if setting == Setting::Tags { "write" } else { "set" };
    format!("{verb} {} of the {noun} {name}", setting_text(setting))
}

fn change_text(change: Change) -> &'static str {
    match change {
        Change::Accept => "accept",
        Change::AddRouteTables => "add route tables to",
        Change::AddRules => "add rules to",
        Change::Disassociate => "disassociate",
        Change::LetEverythingOut => "let everything out of",
        Change::Modify => "change",
        Change::RemoveRules => "remove rules from",
        Change::Start => "start",
        Change::Stop => "stop",
    }
}

fn link_text(link: Link, from: &str, to: &str) -> String {
    match link {
        Link::Associate => format!("associate the route table {from} with {to}"),
        Link::AssociateInstead => format!("associate the route table {from} with {to} instead"),
        Link::Attach => format!("attach the internet gateway {from} to {to}"),
        Link::CreateRoute => format!("create the route {from} to {to}"),
        Link::Detach => format!("detach the internet gateway {from} from {to}"),
        Link::PointRoute => format!("point the route {from} to {to}"),
    }
}

#[cfg(test)]
mod tests {
    use ipnet::Ipv4Net;

    use super::*;

    fn all_say(texts: &[(Action, &str)]) {
        for (action, text) in texts {
            assert_eq!(action_text(action), *text, "{action:?}");
        }
    }

    fn owned(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn identifying_has_its_words() {
        let of = |url: Option<&str>| Action::Identify {
            endpoint: url.map(owned),
        };
        all_say(&[
            (of(None), "ask AWS whose credentials these are"),
            (of(Some("http://a")), "ask the endpoint http://a whose credentials these are"),
        ]);
    }

    #[test]
    fn every_listing_has_its_words() {
        let tags = Action::ListTags {
            key: owned("Name"),
            region: owned("us-east-1"),
        };
        let list = Action::List;
        let of_group = Which::PartsOf(Noun::SecurityGroup, owned("sg-1"));
        let in_region = Which::InRegion(owned("us-east-1"));
        all_say(&[
            (Action::list(Noun::EbsSnapshots), "list the EBS snapshots"),
            (list(Noun::Vpc, Which::OfVpcs), "list the VPCs of the deployment's VPCs"),
            (list(Noun::Region, Which::OfAccount), "list the regions of the account"),
            (list(Noun::DbInstance, in_region), "list the DB instances in us-east-1"),
            (list(Noun::Object, Which::Of(owned("site"))), "list the objects of site"),
            (
                list(Noun::UnfinishedUpload, Which::Of(owned("site"))),
                "list the unfinished uploads to site",
            ),
            (list(Noun::Rule, of_group), "list the rules of the security group sg-1"),
            (tags, "list the tags Name in us-east-1"),
        ]);
    }

    #[test]
    fn every_finding_has_its_words() {
        let find = Action::Find;
        let offering = Which::Offering(owned("t3.micro"));
        all_say(&[
            (Action::find_of(Noun::Subnet, "vpc-1"), "find the subnets in vpc-1"),
            (Action::find_of(Noun::RouteTable, "vpc-1"), "find the route tables of vpc-1"),
            (
                find(Noun::SecurityGroup, Which::Naming(owned("sg-1"))),
                "find the security groups that name sg-1",
            ),
            (
                find(Noun::Subnet, Which::ServedBy(owned("rtb-1"))),
                "find the subnets rtb-1 serves",
            ),
            (
                find(Noun::RouteTable, Which::Serving(owned("subnet-1"))),
                "find the route table that serves subnet-1",
            ),
            (
                find(Noun::AvailabilityZone, offering),
                "find the availability zones that offer t3.micro",
            ),
            (
                find(Noun::VpcEndpoint, Which::OfGuardDuty),
                "find the VPC endpoints of GuardDuty",
            ),
            (
                find(Noun::UbuntuImage, Which::Newest),
                "find the newest Ubuntu 24.04 LTS image",
            ),
            (Action::FindHolders(owned("vpc-1")), "find what holds vpc-1"),
            (Action::FindUsers(owned("eipalloc-1")), "find what uses eipalloc-1"),
            (
                Action::LookFor(Noun::DbSubnetGroup, owned("lab")),
                "look for the DB subnet group lab",
            ),
            (Action::LookForTags, "look for tags of the deployment"),
        ]);
    }

    #[test]
    fn every_creation_has_its_words() {
        let with_range = Action::CreateWithRange(Noun::Vpc, owned("lab"), Ipv4Net::default());
        all_say(&[
            (Action::create(Noun::NatGateway, "nat"), "create the NAT gateway nat"),
            (Action::create(Noun::Address, "nat"), "allocate the Elastic IP nat"),
            (Action::create(Noun::EbsSnapshots, "now"), "take the EBS snapshots now"),
            (Action::create(Noun::Instance, "app"), "launch the instance app"),
            (Action::create(Noun::KeyPair, "lab"), "import the key pair lab"),
            (
                Action::create(Noun::VpcPeering, "peer"),
                "request the VPC peering connection peer",
            ),
            (with_range, "create the VPC lab (0.0.0.0/0)"),
        ]);
    }

    #[test]
    fn every_setting_has_its_words() {
        let off = Setting::TerminationProtection;
        all_say(&[
            (Action::Read(Noun::DbInstance, owned("db")), "read the DB instance db"),
            (
                Action::read_setting(Setting::DnsSupport, Noun::Vpc, "vpc-1"),
                "read DNS support of the VPC vpc-1",
            ),
            (
                Action::set(Setting::Website, Noun::Bucket, owned("site")),
                "set the website of the S3 bucket site",
            ),
            (
                Action::set(Setting::Tags, Noun::Bucket, owned("site")),
                "write the tags of the S3 bucket site",
            ),
            (
                Action::SwitchOff(off, owned("i-1")),
                "switch off termination protection of i-1",
            ),
            (Action::WriteTags(vec![owned("a"), owned("b")]), "write the tags of a, b"),
            (Action::RequestQuota(owned("L-1"), 6), "ask for 6 of the quota L-1"),
            (Action::AskPrice(owned("t3.micro")), "ask for the price of t3.micro"),
            (Action::RemoveTags(vec![owned("a")]), "remove tags of a"),
        ]);
    }

    #[test]
    fn every_change_has_its_words() {
        let change = |change, noun, name: &str| Action::change(change, noun, name);
        let link = |link, from: &str, to: &str| Action::link(link, from, to);
        let (id, name) = (owned("vpc-1"), owned("lab"));
        all_say(&[
            (
                change(Change::Accept, Noun::VpcPeering, "pcx-1"),
                "accept the VPC peering connection pcx-1",
            ),
            (
                change(Change::LetEverythingOut, Noun::SecurityGroup, "app"),
                "let everything out of the security group app",
            ),
            (Action::ResolveNames(owned("pcx-1")), "resolve DNS names both ways over pcx-1"),
            (link(Link::Associate, "rtb", "sub"), "associate the route table rtb with sub"),
            (
                link(Link::AssociateInstead, "rtb", "sub"),
                "associate the route table rtb with sub instead",
            ),
            (link(Link::Attach, "igw", "vpc"), "attach the internet gateway igw to vpc"),
            (link(Link::Detach, "igw", "vpc"), "detach the internet gateway igw from vpc"),
            (link(Link::CreateRoute, "out", "igw"), "create the route out to igw"),
            (link(Link::PointRoute, "out", "igw"), "point the route out to igw"),
            (Action::Rename { id, name }, "rename vpc-1 to lab"),
        ]);
    }

    #[test]
    fn every_deletion_has_its_words() {
        let route = Action::DeleteRoute {
            destination: owned("0.0.0.0/0"),
            table: owned("rtb-1"),
        };
        all_say(&[
            (Action::delete(Noun::Subnet, "subnet-1"), "delete the subnet subnet-1"),
            (
                Action::delete(Noun::Address, "eipalloc-1"),
                "release the Elastic IP eipalloc-1",
            ),
            (Action::delete(Noun::Instance, "i-1"), "terminate the instance i-1"),
            (route, "delete the route 0.0.0.0/0 of rtb-1"),
        ]);
    }

    #[test]
    fn all_that_is_done_to_objects_has_its_words() {
        let (key, bucket) = (|| owned("a.css"), || owned("site"));
        let upload = |part| Action::Upload {
            key: key(),
            bucket: bucket(),
            part,
        };
        let ended = Action::EndUpload {
            key: key(),
            bucket: bucket(),
        };
        let read = Action::ReadObject {
            key: key(),
            bucket: bucket(),
        };
        let deleted = Action::DeleteObject {
            key: key(),
            bucket: bucket(),
        };
        let all = Action::DeleteObjects {
            count: 2,
            bucket: bucket(),
        };
        all_say(&[
            (upload(None), "upload a.css to site"),
            (upload(Some(3)), "upload a.css to site (part 3)"),
            (ended, "end the unfinished upload of a.css to site"),
            (read, "read a.css in site"),
            (deleted, "delete \"a.css\" of site"),
            (all, "delete 2 objects of site"),
        ]);
    }
}
