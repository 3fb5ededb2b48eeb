//! Where credentials come from: the SDK's usual chain, except that the instance metadata service is only asked on an EC2
//! instance. Elsewhere that look-up can only cost time.

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_credential_types::provider::SharedCredentialsProvider;

/// The credentials chain for this machine. A named `profile` comes before the environment's keys, as in the AWS CLI.
pub(super) fn chain(config: &ProviderConfig, profile: Option<&str>) -> SharedCredentialsProvider {
    let environment = EnvironmentVariableCredentialsProvider::new();
    let mut profiles = ProfileFileCredentialsProvider::builder().configure(config);
    let first = match profile {
        Some(name) => {
            profiles = profiles.profile_name(name);
            CredentialsProviderChain::first_try("Profile", profiles.build())
        }
        None => CredentialsProviderChain::first_try("Environment", environment).or_else("Profile", profiles.build()),
    };
    let mut chain = first
        .or_else(
            "WebIdentityToken",
            WebIdentityTokenCredentialsProvider::builder().configure(config).build(),
        )
        .or_else("EcsContainer", EcsCredentialsProvider::builder().configure(config).build());
    if on_ec2_instance() {
        chain = chain.or_else(
            "Ec2InstanceMetadata",
            ImdsCredentialsProvider::builder().configure(config).build(),
        );
    }
    SharedCredentialsProvider::new(chain)
}

/// EC2 puts its name into the machine's DMI table (EC2 user guide, "Identify EC2 instances").
fn on_ec2_instance() -> bool {
    std::fs::read_to_string("/sys/class/dmi/id/sys_vendor").is_ok_and(|vendor| vendor.trim() == "Amazon EC2")
}
