//! What the hosts share: their names, their images' first boot, and what each of them promises.

use std::net::Ipv4Addr;

use super::meant;
use crate::hosts::{CloudInit, Probe, render_cloud_init};
use crate::locale::{kept, say};
use crate::resources::{Handle, Image, Instance, InstanceFacts, InstanceType, Inventory, Key, KeyPair, Subnet, Volume};
use crate::walkthrough::{Answer, AnswerKind, AnswerProblem, AnswerValue, Check, Error, Question, Result, StepContext};

/// The host of the application, which is reached directly, and through which the others are.
pub(super) const APP_HOST: &str = "app-host";
/// The private host.
pub(super) const TEST_HOST: &str = "test-host";
/// The AI team's host.
pub(super) const AI_HOST: &str = "ai-host";

/// The key pair of all hosts.
pub(super) const KEY_PAIR: Key<KeyPair> = Key::new("main");

/// An address on the Internet that answers pings at all hours: Cloudflare's resolver.
pub(super) const PINGED: Ipv4Addr = Ipv4Addr::new(1, 1, 1, 1);

/// What `ping` says at its end where nothing has answered.
pub(super) const NO_ANSWER: &str = "100% packet loss";

/// The instance of a host.
pub(super) const fn instance(host: &'static str) -> Key<Instance> {
    Key::new(host)
}

/// The instance type of the host that the step `app-host` makes.
pub(super) static APP_HOST_TYPE: Question<InstanceType> = Question::new(
    "app-host.instance-type",
    || say().question_app_host_instance_type(),
    || say().question_app_host_instance_type_help(),
    |_| "t3.micro".parse().ok(),
)
.suggesting(meant::instance_type)
.lasting()
.recovered_from(|inventory| type_of(inventory, APP_HOST));

/// The answer that means Canonical's newest image.
const NEWEST: &str = "newest";

impl AnswerValue for Image {
    fn kind() -> AnswerKind {
        AnswerKind::Text
    }

    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
        let text = String::from_answer(answer)?;
        let digits = text.strip_prefix("ami-").unwrap_or_default();
        match text.as_str() {
            NEWEST => Ok(Self::NewestUbuntu),
            _ if [8, 17].contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                Ok(Self::Prescribed(text))
            }
            other => Err(say().rule_image(other, NEWEST).into()),
        }
    }

    fn to_answer(&self) -> Answer {
        Answer::Text(match self {
            Self::NewestUbuntu => NEWEST.to_owned(),
            Self::Prescribed(id) => id.clone(),
        })
    }
}

/// What all hosts boot from.
pub(super) static IMAGE: Question<Image> = Question::new(
    "app-host.image",
    || say().question_app_host_image(),
    || say().question_app_host_image_help(),
    |_| Some(Image::NewestUbuntu),
)
.detail();

/// The instance type of the host that the step `test-host` makes.
pub(super) static TEST_HOST_TYPE: Question<InstanceType> = Question::new(
    "test-host.instance-type",
    || say().question_test_host_instance_type(),
    || say().question_test_host_instance_type_help(),
    |_| "t3.micro".parse().ok(),
)
.suggesting(meant::instance_type)
.lasting()
.recovered_from(|inventory| type_of(inventory, TEST_HOST));

/// The instance type of the host that the step `ai-host` makes.
pub(super) static AI_HOST_TYPE: Question<InstanceType> = Question::new(
    "ai-host.instance-type",
    || say().question_ai_host_instance_type(),
    || say().question_ai_host_instance_type_help(),
    |_| "t3.micro".parse().ok(),
)
.suggesting(meant::instance_type)
.lasting()
.recovered_from(|inventory| type_of(inventory, AI_HOST));

/// The instance type of a host, once it is there.
fn type_of(inventory: &Inventory, host: &'static str) -> Option<InstanceType> {
    inventory.facts(&instance(host))?.instance_type.as_deref()?.parse().ok()
}

/// Whether a host is there.
pub(super) fn is_there(cx: &StepContext, host: &'static str) -> bool {
    cx.facts(&instance(host)).is_some()
}

/// A host's private address, where it is there and has one.
pub(super) fn private_address(cx: &StepContext, host: &'static str) -> Option<Ipv4Addr> {
    cx.facts(&instance(host))?.private_address
}

/// Makes the instance of a host, by the image that is answered. A host that is there keeps the image it booted from, and that is said.
///
/// # Errors
///
/// As [`StepContext::ensure`].
pub(super) async fn ensure_host(cx: &StepContext, name: &'static str, host: Instance) -> Result<Handle<Instance>> {
    let image = cx.answer(&IMAGE)?;
    let host = cx.ensure(host.booting_from(image.clone())).await?;
    let booted_from = host.facts().and_then(InstanceFacts::image);
    if let (Image::Prescribed(prescribed), Some(booted_from)) = (image, booted_from)
        && prescribed != booted_from
    {
        cx.notice(&say().rule_keeps_image(name, booted_from, prescribed));
    }
    Ok(host)
}

/// The cloud-init document of a host.
pub(super) fn user_data(cx: &StepContext, time_zone: &str, docker: bool) -> String {
    render_cloud_init(&CloudInit {
        time_zone,
        docker,
        expires_at: cx.expires_at(),
    })
}

/// A host's ping gets at least one answer of three.
pub(super) fn ping(host: &'static str, address: Ipv4Addr) -> Probe {
    let address = Some(address);
    Probe::Pings { host, address }
}

/// One host's ping of another; without an address to ping it fails.
pub(super) fn ping_of(cx: &StepContext, from: &'static str, to: &'static str) -> Probe {
    let (host, address) = (from, private_address(cx, to));
    Probe::Pings { host, address }
}

/// Refuses an instance type that the zone of its subnet does not offer, while the host is still to be made.
///
/// # Errors
///
/// When the zone does not offer it, or AWS can't be asked.
pub(super) async fn check_offered(
    cx: &StepContext,
    host: &'static str,
    question: &'static Question<InstanceType>,
    subnet: &Handle<Subnet>,
) -> Result<()> {
    let zone = subnet.facts().and_then(|subnet| subnet.availability_zone.as_deref());
    let Some(zone) = zone.filter(|_| !is_there(cx, host)) else {
        return Ok(());
    };
    let instance_type = cx.answer(question)?;
    let offering = cx.zones_offering(&instance_type).await?;
    if offering.iter().any(|offered| offered == zone) {
        return Ok(());
    }
    let elsewhere = match offering.as_slice() {
        [] if cx.in_sandbox() => say().rule_type_unknown_to_sandbox(),
        [] => say().rule_no_zone_offers(cx.region()),
        zones => say().rule_zones_offer(zones.join(", ")),
    };
    let problem = say().rule_zone_lacks_type(zone, instance_type.to_string(), elsewhere);
    Err(Error::answer(question.key, problem))
}

/// What every host promises: it runs, on an encrypted gp3 volume.
pub(super) fn host_checks(cx: &StepContext, host: &'static str) -> Vec<Check> {
    let key = instance(host);
    let state = cx
        .facts(&key)
        .map_or_else(|| say().check_not_there(), |facts| facts.state().to_owned());
    let volume = cx.part_of::<Instance, Volume>(&key);
    let no_volume = || say().check_no_volume();
    let encrypted = volume.as_ref().and_then(|volume| volume.is_encrypted);
    let volume_type = volume.and_then(|volume| volume.volume_type);
    vec![
        Check::that(kept(say().check_instance_runs()), "running", state),
        Check::that(
            kept(say().check_volume_encrypted()),
            true,
            encrypted.map_or_else(no_volume, |encrypted| encrypted.to_string()),
        ),
        Check::that(kept(say().check_volume_gp3()), "gp3", volume_type.unwrap_or_else(no_volume)),
    ]
}
