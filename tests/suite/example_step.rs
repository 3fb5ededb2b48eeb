//! The example of CONTRIBUTING.md, word for word, walked in the sandbox.

use jalon::walkthrough::{Action, StepPlan, Steps};

use crate::support::{Rehearsal, checks, keys};

// example: begin
use async_trait::async_trait;
use ipnet::Ipv4Net;
use jalon::resources::{Key, Rule, RuleSource, SecurityGroup, Vpc};
use jalon::walkthrough::{Ask, Check, Question, Result, Step, StepContext};

const VPC: Key<Vpc> = Key::new("office");
const GROUP: Key<SecurityGroup> = Key::new("office");

static OFFICE: Question<Ipv4Net> = Question::new(
    "office.cidr",
    || "Office address (CIDR)".to_owned(),
    || "The address the office is seen at from outside.".to_owned(),
    |_| "203.0.113.0/24".parse().ok(),
);

pub struct Office;

#[async_trait]
impl Step for Office {
    fn id(&self) -> &'static str {
        "office"
    }

    fn title(&self) -> &'static str {
        "A network the office may reach"
    }

    fn lesson(&self) -> &'static str {
        "# The office's network\n\n## What it is\n\nA VPC and a security group that lets the office in.\n"
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&OFFICE]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let office = cx.answer(&OFFICE)?;
        let range = "10.20.0.0/16".parse().unwrap_or_default();
        let vpc = cx.ensure(Vpc::new(&VPC, "office-vpc", range)).await?;
        let https = Rule::tcp(443, RuleSource::Cidr(office), "HTTPS from the office");
        let group = SecurityGroup::new(&GROUP, "office", &vpc, "Lets the office in", vec![https]);
        cx.ensure(group).await?;
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let has_group = cx.facts(&GROUP).is_some();
        Ok(vec![Check::holds(
            "the office has a group",
            has_group,
            "a security group",
            "none",
        )])
    }
}
// example: end

const WITH_EXAMPLE: Steps = Steps::new(&[&Office]);

#[tokio::test(start_paused = true)]
async fn the_example_step_is_planned_built_kept_and_taken_down() {
    let rehearsal = Rehearsal::with_steps(WITH_EXAMPLE);
    let planned = rehearsal.plan(&[]).await.unwrap();
    assert_eq!(keys(&planned, Action::Create), ["vpc/office", "security-group/office"]);
    rehearsal.walk(None, &["office.cidr=198.51.100.0/24"]).await.unwrap();
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
    let steps: Vec<_> = WITH_EXAMPLE.iter().collect();
    let results = checks(&rehearsal.session(&[]).await.unwrap(), &steps).await;
    assert!(results.iter().flat_map(|result| &result.checks).all(|check| !check.failed()));
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[test]
fn the_example_in_contributing_is_this_one() {
    let here = include_str!("example_step.rs");
    let example = here.split("// example: begin\n").nth(1).unwrap();
    let example = example.split("// example: end").next().unwrap();
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/CONTRIBUTING.md")).unwrap();
    assert!(
        guide.contains(example),
        "CONTRIBUTING.md does not show the example of tests/suite/example_step.rs as it is"
    );
}

#[test]
fn the_kind_in_contributing_is_the_one_that_is_built() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/CONTRIBUTING.md")).unwrap();
    for (shown, file) in [
        (include_str!("../../src/resources/address.rs"), "src/resources/address.rs"),
        (
            "    Address in address reports AddressFacts;\n",
            "its line in src/resources/kind.rs",
        ),
    ] {
        assert!(guide.contains(shown), "CONTRIBUTING.md does not show {file} as it is");
    }
    assert!(include_str!("../../src/resources/kind.rs").contains("    Address in address reports AddressFacts;\n"));
}
