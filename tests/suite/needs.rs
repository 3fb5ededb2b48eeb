//! Steps run at the same time and wait for each other's resources, not for each other.

use std::time::Duration;

use async_trait::async_trait;
use jalon::resources::{InternetGateway, Key, SecurityGroup, Subnet, Vpc};
use jalon::walkthrough::{Ask, Event, Result, Step, StepContext, Steps};

use crate::support::{Rehearsal, problem};

/// Makes a VPC, then takes long for something else, then makes a subnet.
struct Network;
/// Needs the VPC alone.
struct Early;
/// Needs what nobody makes.
struct Astray;

macro_rules! step {
    ($step:ident, $id:literal, $needs:expr, $apply:expr) => {
        #[async_trait]
        impl Step for $step {
            fn id(&self) -> &'static str {
                $id
            }
            fn title(&self) -> &'static str {
                $id
            }
            fn lesson(&self) -> &'static str {
                "# A step of a test\n"
            }
            fn needs(&self) -> &'static [&'static str] {
                $needs
            }
            fn ask(&self) -> Vec<&'static dyn Ask> {
                Vec::new()
            }
            async fn apply(&self, cx: &StepContext) -> Result<()> {
                $apply(cx).await
            }
        }
    };
}

const MAIN: Key<Vpc> = Key::new("main");

async fn network(cx: &StepContext) -> Result<()> {
    let range = "10.20.0.0/16".parse().unwrap();
    let vpc = cx.ensure(Vpc::new(&MAIN, "main", range)).await?;
    tokio::time::sleep(Duration::from_secs(100)).await;
    cx.ensure(Subnet::new(
        &Key::new("main"),
        "main",
        &vpc,
        "10.20.1.0/24".parse().unwrap(),
        None,
    ))
    .await?;
    Ok(())
}

async fn early(cx: &StepContext) -> Result<()> {
    let vpc = cx.resource(&MAIN).await?;
    cx.ensure(SecurityGroup::new(
        &Key::new("early"),
        "early",
        &vpc,
        "Lets nobody in",
        Vec::new(),
    ))
    .await?;
    Ok(())
}

async fn astray(cx: &StepContext) -> Result<()> {
    let vpc = cx.resource(&Key::<Vpc>::new("elsewhere")).await?;
    cx.ensure(InternetGateway::attached_to(&Key::new("astray"), "astray", &vpc))
        .await?;
    Ok(())
}

step!(Network, "network", &[], network);
step!(Early, "early", &["network"], early);
step!(Astray, "astray", &["early"], astray);

/// When something was told first, in seconds from the beginning of the first step: a step is planned before it is walked.
fn told(rehearsal: &Rehearsal, is_it: impl Fn(&Event) -> bool) -> u64 {
    let events = rehearsal.events();
    let first = |is_it: &dyn Fn(&Event) -> bool| events.iter().find(|(_, event)| is_it(event)).unwrap().0;
    let begun = first(&|event| matches!(event, Event::StepStarted { .. }));
    first(&is_it).duration_since(begun).as_secs()
}

#[tokio::test(start_paused = true)]
async fn a_step_begins_when_what_it_asks_for_is_there() {
    let rehearsal = Rehearsal::with_steps(Steps::new(&[&Network, &Early]));
    rehearsal.walk(None, &[]).await.unwrap();
    let begun = |id: &'static str| move |event: &Event| matches!(event, Event::StepStarted { step, .. } if step == id);
    let made = |key: &'static str| move |event: &Event| matches!(event, Event::Created { key: of, .. } if of == key);
    assert!(told(&rehearsal, made("vpc/main")) <= told(&rehearsal, begun("early")));
    assert!(told(&rehearsal, begun("early")) < 10);
    assert!(told(&rehearsal, made("security-group/early")) < 10);
    assert!(told(&rehearsal, made("subnet/main")) >= 100);
}

#[tokio::test(start_paused = true)]
async fn a_step_that_asks_for_what_nobody_makes_is_told_so_when_all_it_needs_is_there() {
    let rehearsal = Rehearsal::with_steps(Steps::new(&[&Network, &Early, &Astray]));
    let error = rehearsal.walk(None, &[]).await.err().unwrap();
    assert!(
        problem(&error).contains("asks for vpc/elsewhere, which none of the steps it builds on has made"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_step_whose_need_failed_waits_no_longer() {
    let rehearsal = Rehearsal::with_steps(Steps::new(&[&Network, &Early]));
    rehearsal.simulator.set_interceptor(|call| {
        if call.operation == "CreateVpc" {
            let refusal = jalon_sandbox::ApiError::new("VpcLimitExceeded", "The maximum number of VPCs has been reached.");
            return jalon_sandbox::Intervention::Answer(refusal);
        }
        jalon_sandbox::Intervention::Proceed
    });
    let error = rehearsal.walk(None, &[]).await.err().unwrap();
    assert!(problem(&error).contains("VpcLimitExceeded"), "{error}");
    assert!(told(&rehearsal, |event| matches!(event, Event::StepFailed { .. })) < 10);
}
