//! The profile a person names: one that the AWS configuration files don't have is a mistake of its own, which would be taken for missing
//! credentials or a missing region otherwise.

use aws_config::profile;

use super::args::Globals;
use crate::aws::Cloud;
use crate::walkthrough::{Error, Misuse, Result};

/// The profile that is there without being named.
const DEFAULT: &str = "default";

/// Refuses a profile that is not there, and one whose role wants the code of a device.
///
/// # Errors
///
/// [`Misuse::UnknownProfile`], [`Misuse::ProfileWithCode`].
pub(super) async fn refuse_unknown(globals: &Globals, cloud: &Cloud) -> Result<()> {
    let Some(given) = named(globals, cloud) else {
        return Ok(());
    };
    let (files, environment, places) = Default::default();
    // Files that can't be read are the SDK's to name.
    let Ok(profiles) = profile::load(&files, &environment, &places, None).await else {
        return Ok(());
    };
    if let Some(profile) = profiles.get_profile(&given) {
        // The SDK assumes the role without a code, and AWS's refusal blames the key.
        let needs_code = profile.get("role_arn").is_some() && profile.get("mfa_serial").is_some();
        return if needs_code {
            Err(Error::from(Misuse::ProfileWithCode { given }))
        } else {
            Ok(())
        };
    }
    if given == DEFAULT {
        return Ok(());
    }
    let mut known: Vec<String> = profiles.profiles().map(str::to_owned).collect();
    known.sort();
    Err(Error::from(Misuse::UnknownProfile { given, known }))
}

/// The profile that credentials come from, where one is named.
fn named(globals: &Globals, cloud: &Cloud) -> Option<String> {
    if *cloud == Cloud::Sandbox {
        return None;
    }
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    globals.profile.clone().or_else(|| {
        // Keys in the environment come before a profile in the environment.
        let is_meant = *cloud == Cloud::Aws && variable("AWS_ACCESS_KEY_ID").is_none();
        variable("AWS_PROFILE").filter(|_| is_meant)
    })
}
