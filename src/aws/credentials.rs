//! Where credentials come from: the SDK's usual chain, except that the instance metadata service is only asked on an EC2
//! instance. Elsewhere that look-up can only cost time.

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;

use super::credential_source::{Link, Noting, SourceInUse};

/// The credentials chain for this machine. A named `profile` comes before the environment's keys, as in the AWS CLI. Whichever link
/// serves is noted in `in_use`.
pub(super) fn chain(config: &ProviderConfig, profile: Option<&str>, in_use: &SourceInUse) -> SharedCredentialsProvider {
    fn noting<P>(provider: P, link: Link, in_use: &SourceInUse) -> Noting<P> {
        let in_use = in_use.clone();
        Noting { provider, link, in_use }
    }
    let mut profiles = ProfileFileCredentialsProvider::builder().configure(config);
    if let Some(name) = profile {
        profiles = profiles.profile_name(name);
    }
    let profiles = noting(profiles.build(), Link::Profile(profile.map(str::to_owned)), in_use);
    let environment = noting(EnvironmentVariableCredentialsProvider::new(), Link::Environment, in_use);
    let web_identity = WebIdentityTokenCredentialsProvider::builder().configure(config).build();
    let container = EcsCredentialsProvider::builder().configure(config).build();
    let first = match profile {
        Some(_) => CredentialsProviderChain::first_try("Profile", profiles),
        None => CredentialsProviderChain::first_try("Environment", environment).or_else("Profile", profiles),
    };
    let mut chain = first
        .or_else("WebIdentityToken", noting(web_identity, Link::WebIdentity, in_use))
        .or_else("EcsContainer", noting(container, Link::Container, in_use));
    if on_ec2_instance() {
        let instance = ImdsCredentialsProvider::builder().configure(config).build();
        chain = chain.or_else("Ec2InstanceMetadata", noting(instance, Link::InstanceRole, in_use));
    }
    SharedCredentialsProvider::new(chain)
}

/// The sandbox checks no signature; these only let the SDK sign.
pub(super) fn for_sandbox() -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Credentials::new("sandbox", "sandbox", None, None, "sandbox"))
}

/// The credentials for an endpoint on this machine: the environment's keys, else placeholders with which the SDK can sign. Nothing else is
/// asked: neither a profile that nobody named nor a role is meant for such an endpoint, and their session tokens would be sent to it.
pub(super) fn for_loopback(in_use: &SourceInUse) -> SharedCredentialsProvider {
    let environment = Noting {
        provider: EnvironmentVariableCredentialsProvider::new(),
        link: Link::Environment,
        in_use: in_use.clone(),
    };
    let placeholders = Noting {
        provider: Credentials::new("any", "any", None, None, "placeholder"),
        link: Link::Placeholder,
        in_use: in_use.clone(),
    };
    let chain = CredentialsProviderChain::first_try("Environment", environment).or_else("Placeholder", placeholders);
    SharedCredentialsProvider::new(chain)
}

/// EC2 puts its name into the machine's DMI table (EC2 user guide, "Identify EC2 instances").
fn on_ec2_instance() -> bool {
    std::fs::read_to_string("/sys/class/dmi/id/sys_vendor").is_ok_and(|vendor| vendor.trim() == "Amazon EC2")
}
