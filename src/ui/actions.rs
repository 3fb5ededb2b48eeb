//! The words of what a call does: they complete "could not …".

use super::nouns::{gender, noun_text, nouns_text, of_the, the};
use crate::aws::{Action, Change, Link, Noun, Setting, Which};
use crate::locale::say;

/// What a call does to what.
pub(super) fn action_text(action: &Action) -> String {
    let say = say();
    match action {
        Action::Identify { endpoint: None } => say.action_identify(),
        Action::Identify { endpoint: Some(url) } => say.action_identify_at(url.as_str()),
        Action::List(noun, which) => say.action_list(which_text(*noun, which)),
        Action::ListTags { key, region } => say.action_list_tags(key.as_str(), region.as_str()),
        Action::Find(noun, which) => say.action_find(which_text(*noun, which)),
        Action::FindHolders(id) => say.action_find_holders(id.as_str()),
        Action::FindUsers(id) => say.action_find_users(id.as_str()),
        Action::LookFor(noun, name) => say.action_look_for(the(*noun), name.as_str()),
        Action::LookForTags => say.action_look_for_tags(),
        Action::Read(noun, id) => say.action_read(the(*noun), id.as_str()),
        Action::ReadSetting(setting, noun, id) => say.action_read_setting(setting_text(*setting), of_the(*noun), id.as_str()),
        Action::Create(noun, name) => creation_text(*noun, name),
        Action::CreateWithRange(noun, name, range) => say.action_create_with_range(creation_text(*noun, name), range.to_string()),
        Action::Change(change, noun, name) => change_text(*change, &the(*noun), name),
        Action::Set(setting @ Setting::Tags, noun, name) => {
            say.action_write_tags_of(setting_text(*setting), of_the(*noun), name.as_str())
        }
        Action::Set(setting, noun, name) => say.action_set(setting_text(*setting), of_the(*noun), name.as_str()),
        Action::SwitchOff(setting, id) => say.action_switch_off(setting_text(*setting), id.as_str()),
        Action::ResolveNames(id) => say.action_resolve_names(id.as_str()),
        Action::Link(link, from, to) => link_text(*link, from, to),
        Action::Delete(noun, id) => deletion_text(*noun, id),
        Action::DeleteRoute { destination, table } => say.action_delete_route(destination.as_str(), table.as_str()),
        Action::Rename { id, name } => say.action_rename(id.as_str(), name.as_str()),
        Action::WriteTags(ids) => say.action_write_tags(ids.join(", ")),
        Action::RequestQuota(code, wanted) => say.action_request_quota(wanted.to_string(), code.as_str()),
        Action::AskPrice(item) => say.action_ask_price(item.as_str()),
        Action::RemoveTags(ids) => say.action_remove_tags(ids.join(", ")),
        Action::Upload { key, bucket, part: None } => say.action_upload(key.as_str(), bucket.as_str()),
        Action::Upload {
            key,
            bucket,
            part: Some(part),
        } => say.action_upload_part(key.as_str(), bucket.as_str(), part.to_string()),
        Action::EndUpload { key, bucket } => say.action_end_upload(key.as_str(), bucket.as_str()),
        Action::ReadObject { key, bucket } => say.action_read_object(key.as_str(), bucket.as_str()),
        Action::DeleteObject { key, bucket } => say.action_delete_object(format!("{key:?}"), bucket.as_str()),
        Action::DeleteObjects { count, bucket } => say.action_delete_objects(*count, bucket.as_str()),
    }
}

/// What could not be done, which is named by an infinitive.
pub(super) fn could_not(action: &str) -> String {
    let is_vowel = action.starts_with(|first| "aeiouyhâàéèêîôû".contains(first));
    say().could_not(if is_vowel { "vowel" } else { "consonant" }, action)
}

fn which_text(noun: Noun, which: &Which) -> String {
    let (say, many) = (say(), nouns_text(noun));
    match which {
        Which::All => say.which_all(many),
        Which::OfVpcs => say.which_of_vpcs(many),
        Which::OfAccount => say.which_of_account(many),
        Which::InRegion(region) => say.which_in_region(many, region.as_str()),
        Which::Of(id) => match noun {
            Noun::DbInstance | Noun::NetworkAcl | Noun::SecurityGroup | Noun::Subnet => say.which_in(many, id.as_str()),
            Noun::UnfinishedUpload => say.which_to(many, id.as_str()),
            _ => say.which_of(many, id.as_str()),
        },
        Which::PartsOf(holder, id) => say.which_parts_of(many, of_the(*holder), id.as_str()),
        Which::Naming(id) => say.which_naming(many, id.as_str()),
        Which::ServedBy(id) => say.which_served_by(many, id.as_str()),
        Which::Serving(id) => say.which_serving(the(noun), id.as_str()),
        Which::Offering(instance_type) => say.which_offering(many, instance_type.as_str()),
        Which::OfGuardDuty => say.which_of_guardduty(many),
        Which::Newest => say.which_newest(gender(noun), noun_text(noun)),
    }
}

fn creation_text(noun: Noun, name: &str) -> String {
    let (say, the) = (say(), the(noun));
    match noun {
        Noun::Address => say.action_allocate(the, name),
        Noun::DbSnapshot | Noun::EbsSnapshots => say.action_take(the, name),
        Noun::Instance => say.action_launch(the, name),
        Noun::KeyPair => say.action_import(the, name),
        Noun::VpcPeering => say.action_request(the, name),
        _ => say.action_create(the, name),
    }
}

fn deletion_text(noun: Noun, id: &str) -> String {
    let (say, the) = (say(), the(noun));
    match noun {
        Noun::Address => say.action_release(the, id),
        Noun::Instance => say.action_terminate(the, id),
        _ => say.action_delete(the, id),
    }
}

fn setting_text(setting: Setting) -> String {
    let say = say();
    match setting {
        Setting::DeletionProtection => say.setting_deletion_protection(),
        Setting::DnsHostNames => say.setting_dns_host_names(),
        Setting::DnsSupport => say.setting_dns_support(),
        Setting::MetadataOptions => say.setting_metadata_options(),
        Setting::ObjectOwnership => say.setting_object_ownership(),
        Setting::Policy => say.setting_policy(),
        Setting::PublicAccessBlock => say.setting_public_access_block(),
        Setting::PublicAddress => say.setting_public_address(),
        Setting::PublicAddresses => say.setting_public_addresses(),
        Setting::SecurityGroup => say.setting_security_group(),
        Setting::Subnets => say.setting_subnets(),
        Setting::Tags => say.setting_tags(),
        Setting::TerminationProtection => say.setting_termination_protection(),
        Setting::Website => say.setting_website(),
    }
}

fn change_text(change: Change, the: &str, name: &str) -> String {
    let say = say();
    match change {
        Change::Accept => say.action_accept(the, name),
        Change::AddRouteTables => say.action_add_route_tables(the, name),
        Change::AddRules => say.action_add_rules(the, name),
        Change::Disassociate => say.action_disassociate(the, name),
        Change::LetEverythingOut => say.action_let_everything_out(the, name),
        Change::Modify => say.action_modify(the, name),
        Change::RemoveRules => say.action_remove_rules(the, name),
        Change::Start => say.action_start(the, name),
        Change::Stop => say.action_stop(the, name),
    }
}

fn link_text(link: Link, from: &str, to: &str) -> String {
    let say = say();
    match link {
        Link::Associate => say.action_associate(from, to),
        Link::AssociateInstead => say.action_associate_instead(from, to),
        Link::Attach => say.action_attach(from, to),
        Link::CreateRoute => say.action_create_route(from, to),
        Link::Detach => say.action_detach(from, to),
        Link::PointRoute => say.action_point_route(from, to),
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
