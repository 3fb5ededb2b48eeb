//! What a person calls the things of AWS's.

use super::style::Stream;
use crate::aws::Noun;
use crate::locale::{kept, say};
use crate::resources::Observed;

/// One of it, as it stands alone.
pub fn noun_text(noun: Noun) -> &'static str {
    kept(form(noun, "one"))
}

/// One resource: what it is, its name, and AWS's id where that is another.
pub(super) fn resource_text(observed: &Observed, s: Stream) -> String {
    let noun = noun_text(observed.kind().noun());
    let name = observed.name().map_or_else(|| observed.key_or_id(), str::to_owned);
    match name == observed.id {
        true => format!("{noun} {name}"),
        false => format!("{noun} {name} {}", s.dim(&observed.id)),
    }
}

/// Several of it.
pub(super) fn nouns_text(noun: Noun) -> String {
    form(noun, "many")
}

/// The one that is spoken of: `the subnet`.
pub(super) fn the(noun: Noun) -> String {
    form(noun, "the")
}

/// What is the one's that is spoken of: `of the subnet`, where the language has a form for it.
pub(super) fn of_the(noun: Noun) -> String {
    form(noun, "of-the")
}

/// The gender, where the language has any: `f`, `m`.
pub(super) fn gender(noun: Noun) -> String {
    form(noun, "gender")
}

fn form(noun: Noun, form: &str) -> String {
    let say = say();
    match noun {
        Noun::Address => say.noun_address(form),
        Noun::AvailabilityZone => say.noun_availability_zone(form),
        Noun::Bucket => say.noun_bucket(form),
        Noun::DbInstance => say.noun_db_instance(form),
        Noun::DbSnapshot => say.noun_db_snapshot(form),
        Noun::DbSubnetGroup => say.noun_db_subnet_group(form),
        Noun::EbsSnapshot => say.noun_ebs_snapshot(form),
        Noun::EbsSnapshots => say.noun_ebs_snapshots(form),
        Noun::Instance => say.noun_instance(form),
        Noun::InstanceType => say.noun_instance_type(form),
        Noun::InternetGateway => say.noun_internet_gateway(form),
        Noun::KeyPair => say.noun_key_pair(form),
        Noun::NatGateway => say.noun_nat_gateway(form),
        Noun::NetworkAcl => say.noun_network_acl(form),
        Noun::NetworkInterface => say.noun_network_interface(form),
        Noun::Object => say.noun_object(form),
        Noun::ObjectVersion => say.noun_object_version(form),
        Noun::Quota => say.noun_quota(form),
        Noun::Region => say.noun_region(form),
        Noun::Route => say.noun_route(form),
        Noun::RouteTable => say.noun_route_table(form),
        Noun::Rule => say.noun_rule(form),
        Noun::SecurityGroup => say.noun_security_group(form),
        Noun::SiteContent => say.noun_site_content(form),
        Noun::Subnet => say.noun_subnet(form),
        Noun::UbuntuImage => say.noun_ubuntu_image(form),
        Noun::UnfinishedUpload => say.noun_unfinished_upload(form),
        Noun::Volume => say.noun_volume(form),
        Noun::Vpc => say.noun_vpc(form),
        Noun::VpcEndpoint => say.noun_vpc_endpoint(form),
        Noun::VpcPeering => say.noun_vpc_peering(form),
        Noun::VpcPeeringOptions => say.noun_vpc_peering_options(form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, speaking};
    use crate::resources::Kind;

    #[test]
    fn several_of_a_kind_are_named_in_the_plural() {
        assert_eq!(nouns_text(Kind::KeyPair.noun()), "key pairs");
        assert_eq!(nouns_text(Kind::EbsSnapshots.noun()), "EBS snapshots");
    }

    #[test]
    fn each_kind_has_words_of_its_own_in_every_language() {
        for language in Language::iter() {
            let texts = || Kind::ALL.iter().map(|kind| noun_text(kind.noun())).collect();
            let mut words: Vec<&str> = speaking(*language, texts);
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), Kind::ALL.len(), "two kinds share their words: {words:?}");
        }
    }

    #[test]
    fn french_nouns_have_their_articles() {
        speaking(Language::Fr, || {
            assert_eq!(
                (the(Noun::Subnet), of_the(Noun::Subnet)),
                ("le sous-réseau".into(), "du sous-réseau".into())
            );
            assert_eq!(of_the(Noun::InternetGateway), "de la passerelle Internet");
            assert_eq!(of_the(Noun::DbInstance), "de l'instance de base de données");
            assert_eq!((gender(Noun::UbuntuImage), gender(Noun::Vpc)), ("f".into(), "m".into()));
        });
    }
}
