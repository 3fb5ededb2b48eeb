//! The sentences of advice about the account.

use crate::aws::{CredentialSource, ProfileKind, QuotaName};
use crate::locale::say;
use crate::ui::Commands;
use crate::walkthrough::AccountAdvice;

pub(super) fn text(advice: &AccountAdvice, commands: &Commands) -> String {
    let say = say();
    let then_again = |advice: String| say.advice_then_same_command(advice);
    match advice {
        AccountAdvice::GiveCredentials => {
            let is_elsewhere = commands.given.iter().any(|(_, option)| option.starts_with("--endpoint-url"));
            say.account_give_credentials(match is_elsewhere {
                true => say.account_sandbox_instead(),
                false => say.account_add_sandbox(),
            })
        }
        AccountAdvice::Renew(source) => say.advice_renew_then_same_command(renewal(source)),
        AccountAdvice::SetClock { behind } => {
            let off = off_text(behind.unsigned_abs());
            then_again(match behind.is_negative() {
                true => say.account_clock_ahead(off),
                false => say.account_clock_behind(off),
            })
        }
        AccountAdvice::WaitForVerification => then_again(say.account_wait_for_verification()),
        AccountAdvice::LogInAgain => then_again(say.account_log_in_again()),
        AccountAdvice::AskForPolicy => then_again(say.account_ask_for_policy()),
        AccountAdvice::AskOrganization => then_again(say.account_ask_organization()),
        AccountAdvice::AllowedStorage { storage } => say.account_allowed_storage(commands.line(storage)),
        AccountAdvice::CheckNetwork => say.account_check_network(),
        AccountAdvice::RaiseQuota(quota) => then_again(say.account_raise_quota(quota_name(quota))),
        AccountAdvice::FreeInstanceType { instance_type } => say.account_free_instance_type(commands.line(instance_type)),
        AccountAdvice::FreeDatabase { class, backups } => say.account_free_database(commands.line(class), commands.line(backups)),
        AccountAdvice::InstanceTypeOnOffer { instance_type, zone } => match zone {
            Some(zone) => say.account_other_zone_or_type(commands.line(zone), commands.line(instance_type)),
            None => say.account_other_type_or_later(commands.line(instance_type)),
        },
        AccountAdvice::AllowedImage { image } => say.account_no_image(match image {
            Some(image) => say.account_name_image(commands.line(image)),
            None => say.account_allow_image(),
        }),
        AccountAdvice::FreeBucketName { bucket } => say.account_free_bucket_name(commands.line(bucket)),
        AccountAdvice::AllowPublicPolicies { without } => {
            let advice = then_again(say.account_allow_public_policies());
            match without {
                Some(walk) => say.account_or_leave_out(advice, commands.code(walk)),
                None => advice,
            }
        }
        AccountAdvice::AnotherEndpoint { without } => match without {
            Some(walk) => say.account_another_endpoint_or_leave_out(commands.code(walk)),
            None => say.account_another_endpoint(),
        },
        AccountAdvice::MakeServiceLinkedRole => say.account_make_role(),
        AccountAdvice::EnableRegion => say.account_enable_region(),
        AccountAdvice::Enable => say.account_enable(),
        AccountAdvice::AnswerAwsTakes { init } => say.account_another_answer(commands.code(init)),
    }
}

/// How far a clock is off that is off by so many minutes.
fn off_text(minutes: u32) -> String {
    let say = say();
    match minutes {
        0..120 => say.off_minutes(minutes),
        120..2880 => say.off_hours((minutes / 60).to_string()),
        _ => say.off_days((minutes / (24 * 60)).to_string()),
    }
}

fn quota_name(quota: &QuotaName) -> String {
    match quota.code {
        Some(code) => say().quota_name_code(quota.name, code),
        None => say().quota_name_alone(quota.name),
    }
}

/// What to do when AWS no longer takes the credentials of a source: the beginning of a sentence.
fn renewal(source: &CredentialSource) -> String {
    let say = say();
    match source {
        CredentialSource::Environment { temporary: true } => say.renew_environment_temporary(),
        CredentialSource::Environment { temporary: false } => say.renew_environment(),
        CredentialSource::Profile { name, kind } => renewal_of_profile(name, *kind),
        CredentialSource::WebIdentity => say.renew_web_identity(),
        CredentialSource::Container => say.renew_container(),
        CredentialSource::Placeholder => say.renew_placeholder(),
        CredentialSource::InstanceRole => say.renew_instance_role(),
    }
}

fn renewal_of_profile(name: &str, kind: ProfileKind) -> String {
    let say = say();
    match kind {
        ProfileKind::Sso => say.renew_sso(name),
        ProfileKind::Login => say.renew_login(name),
        ProfileKind::Process => say.renew_process(name),
        ProfileKind::Keys { temporary: true } => say.renew_keys_temporary(name),
        ProfileKind::Keys { temporary: false } => say.renew_keys(name),
    }
}
