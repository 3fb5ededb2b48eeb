//! Where the credentials in use came from, and so how to get good ones again.

use std::sync::{Arc, Mutex, PoisonError};

use aws_config::profile::ProfileSet;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, future};

/// Where credentials came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialSource {
    /// `AWS_ACCESS_KEY_ID` and its companions.
    Environment {
        /// Whether a session token came with the keys: these expire.
        temporary: bool,
    },
    /// A profile of the AWS configuration files.
    Profile {
        /// Its name: of the profile that holds the credentials, at the end of `source_profile`.
        name: String,
        /// What it holds.
        kind: ProfileKind,
    },
    /// A web identity token and a role, as on EKS.
    WebIdentity,
    /// The container's role, as on ECS.
    Container,
    /// The EC2 instance's role.
    InstanceRole,
    /// Nowhere: an endpoint on this machine is given placeholders.
    Placeholder,
}

/// What kind of credentials a profile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileKind {
    /// IAM Identity Center: `aws sso login`.
    Sso,
    /// A console session: `aws login`.
    Login,
    /// A program that prints them (`credential_process`).
    Process,
    /// An access key.
    Keys {
        /// Whether a session token came with the key: these expire.
        temporary: bool,
    },
}

/// The source that served last, or failed to.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceInUse(Arc<Mutex<Option<CredentialSource>>>);

impl SourceInUse {
    pub(super) fn get(&self) -> Option<CredentialSource> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, source: CredentialSource) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(source);
    }
}

/// A link of the chain.
#[derive(Clone, Debug)]
pub(super) enum Link {
    Environment,
    /// The profile of this name, or the one AWS_PROFILE or the default names.
    Profile(Option<String>),
    WebIdentity,
    Container,
    InstanceRole,
    Placeholder,
}

/// A provider of the chain that notes whether it is the one in use.
#[derive(Debug)]
pub(super) struct Noting<P> {
    pub(super) provider: P,
    pub(super) link: Link,
    pub(super) in_use: SourceInUse,
}

impl<P: ProvideCredentials> ProvideCredentials for Noting<P> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async move {
            let provided = self.provider.provide_credentials().await;
            // The chain goes on to the next only where there are none here.
            if !matches!(provided, Err(CredentialsError::CredentialsNotLoaded(_))) {
                self.in_use.set(self.source(&provided).await);
            }
            provided
        })
    }
}

impl<P> Noting<P> {
    async fn source(&self, provided: &provider::Result) -> CredentialSource {
        let temporary = provided
            .as_ref()
            .is_ok_and(|credentials| credentials.session_token().is_some());
        match &self.link {
            Link::Environment => CredentialSource::Environment { temporary },
            Link::Profile(name) => source_of_profile(name.clone()).await,
            Link::WebIdentity => CredentialSource::WebIdentity,
            Link::Container => CredentialSource::Container,
            Link::InstanceRole => CredentialSource::InstanceRole,
            Link::Placeholder => CredentialSource::Placeholder,
        }
    }
}

/// How many profiles may lead to one another by `source_profile`.
const LONGEST_CHAIN: usize = 8;

async fn source_of_profile(name: Option<String>) -> CredentialSource {
    let (files, environment, profiles) = Default::default();
    let selected = name.clone().map(Into::into);
    match aws_config::profile::load(&files, &environment, &profiles, selected).await {
        Ok(profiles) => source_in(&profiles),
        Err(_) => CredentialSource::Profile {
            name: name.unwrap_or_else(|| "default".to_owned()),
            kind: ProfileKind::Keys { temporary: false },
        },
    }
}

/// Follows the selected profile to the one that holds the credentials.
fn source_in(profiles: &ProfileSet) -> CredentialSource {
    let mut name = profiles.selected_profile();
    let get = |name: &str, key: &str| profiles.get_profile(name).and_then(|profile| profile.get(key));
    for _ in 0..LONGEST_CHAIN {
        match get(name, "source_profile") {
            Some(source) if source != name => name = source,
            _ => break,
        }
    }
    let has = |key: &str| get(name, key).is_some();
    match get(name, "credential_source") {
        Some("Ec2InstanceMetadata") => return CredentialSource::InstanceRole,
        Some("EcsContainer") => return CredentialSource::Container,
        Some("Environment") => {
            let temporary = std::env::var_os("AWS_SESSION_TOKEN").is_some();
            return CredentialSource::Environment { temporary };
        }
        _ => {}
    }
    if has("web_identity_token_file") {
        return CredentialSource::WebIdentity;
    }
    // In the order in which the SDK looks at a profile.
    let kind = if has("sso_session") || has("sso_start_url") {
        ProfileKind::Sso
    } else if has("login_session") {
        ProfileKind::Login
    } else if has("credential_process") {
        ProfileKind::Process
    } else {
        ProfileKind::Keys {
            temporary: has("aws_session_token"),
        }
    };
    CredentialSource::Profile {
        name: name.to_owned(),
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(deprecated, reason = "the types these stand for are in a crate this one does not name")]
    async fn source_of(profile: &'static str, config: &str) -> CredentialSource {
        use aws_config::profile::profile_file::{ProfileFileKind, ProfileFiles};
        let files = ProfileFiles::builder().with_contents(ProfileFileKind::Config, config).build();
        let (system, environment) = Default::default();
        let profiles = aws_config::profile::load(&system, &environment, &files, Some(profile.into()));
        source_in(&profiles.await.unwrap())
    }

    #[tokio::test]
    async fn a_profile_tells_what_it_holds_and_a_role_what_it_stands_on() {
        let config = "
[profile corp]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = admin
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.example
[profile console]
login_session = arn:aws:iam::123456789012:user/me
[profile vault]
credential_process = /opt/vault
[profile keys]
aws_access_key_id = a
aws_secret_access_key = b
[profile session]
aws_access_key_id = a
aws_secret_access_key = b
aws_session_token = c
[profile role]
role_arn = arn:aws:iam::123456789012:role/deploy
source_profile = corp
[profile on-ec2]
role_arn = arn:aws:iam::123456789012:role/deploy
credential_source = Ec2InstanceMetadata
";
        let profile = |name: &str, kind| CredentialSource::Profile {
            name: name.to_owned(),
            kind,
        };
        for (asked, source) in [
            ("corp", profile("corp", ProfileKind::Sso)),
            ("role", profile("corp", ProfileKind::Sso)),
            ("console", profile("console", ProfileKind::Login)),
            ("vault", profile("vault", ProfileKind::Process)),
            ("keys", profile("keys", ProfileKind::Keys { temporary: false })),
            ("session", profile("session", ProfileKind::Keys { temporary: true })),
            ("on-ec2", CredentialSource::InstanceRole),
        ] {
            assert_eq!(source_of(asked, config).await, source, "{asked}");
        }
    }
}
