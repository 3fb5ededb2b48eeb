//! The experiment that makes something: it stands for as long as it is looked at, and whatever comes in between, the same command ends it.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{
    Advised, Demonstrator, Error, Experimenting, Experiments, Making, Notice, Occasion, Offered, PausePlan, Prediction, Result,
    Session, Step, TrialOutcome, Tried, read_status, try_step,
};
use jalon_sandbox::Failure;

use super::later;
use crate::support::{Process, Rehearsal, advice, all_checks, problem};

/// The step whose snapshot is restored.
const STEP: &str = "snapshots";
/// What is restored.
const KEY: &str = "db-instance/restored";

/// Predicts what is right, and says whether something may be made.
pub struct Person {
    agrees: bool,
    /// What was about to be made, whether it stood already, and what was shown of it.
    seen: Mutex<Vec<String>>,
}

impl Person {
    pub fn who(agrees: bool) -> Self {
        Self {
            agrees,
            seen: Mutex::default(),
        }
    }

    fn sees(&self, what: String) {
        self.seen.lock().unwrap().push(what);
    }

    pub fn has_seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

#[async_trait]
impl Demonstrator for Person {
    async fn offer(&self, _: &[&'static str], _: Occasion) -> Offered {
        Offered::Now
    }

    async fn begin(&self, _: &'static dyn Step, _: usize, _: usize) {}

    async fn give_up(&self, _: &'static dyn Step, _: &Error) {}

    async fn predict(&self, experimenting: &Experimenting<'_>) -> Prediction {
        Prediction::Choice(experimenting.experiment.right)
    }

    async fn may_write(&self) -> bool {
        true
    }

    async fn may_make(&self, making: &Making) -> bool {
        self.sees(format!("may make {} (stands: {})", making.name, making.stands));
        self.agrees || making.stands
    }

    async fn wait_for_reader(&self) -> Tried {
        Tried::Through
    }

    async fn show_command(&self, _: &Advised) {}

    async fn show_outcome(&self, outcome: &TrialOutcome) {
        match outcome {
            TrialOutcome::Made { made, beside } => {
                let beside: Vec<&str> = beside.iter().map(|other| other.id.as_str()).collect();
                self.sees(format!("{} beside {}", made.id, beside.join(", ")));
            }
            TrialOutcome::Said(said) => self.sees(format!("said {}", said.stdout.trim())),
            TrialOutcome::Path { answer, .. } => self.sees(format!("path {:?}", answer.verdict())),
            _ => {}
        }
    }

    async fn conclude(&self, experimenting: &Experimenting<'_>, _: Prediction, is_as_expected: bool) {
        let name = experimenting.experiment.name;
        self.sees(match is_as_expected {
            true => format!("{name} is over"),
            false => format!("{name} is not as expected"),
        });
    }
}

/// Goes through the experiments of the step, as a process that a test may kill.
pub async fn try_as(rehearsal: &Rehearsal, process: &Process, person: &Person) -> Result<Tried> {
    let session = rehearsal.session_of(process, &[]).await?;
    try_in(&session, person).await
}

async fn try_in(session: &Arc<Session>, person: &Person) -> Result<Tried> {
    let answers = Arc::new(session.planned_answers().await?);
    try_step(&Experiments::new(session, &answers), WALKTHROUGH.get(STEP)?, person).await
}

async fn tries(rehearsal: &Rehearsal) -> Vec<String> {
    let person = Person::who(true);
    let tried = try_as(rehearsal, &Process::immortal(), &person).await;
    assert_eq!(tried.unwrap_or_else(|error| panic!("{}", problem(&error))), Tried::Through);
    person.has_seen()
}

async fn walked() -> Rehearsal {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    later().await;
    rehearsal
}

/// One whose experiment was killed once what it makes stands.
async fn broken_off() -> Rehearsal {
    let rehearsal = walked().await;
    let before = rehearsal.calls();
    let process = Process::immortal();
    let person = Person::who(true);
    let trying = try_as(&rehearsal, &process, &person);
    tokio::select! {
        _ = trying => panic!("it is over: {:?}", rehearsal.mutations_since(before)),
        () = tokio::time::sleep(std::time::Duration::from_secs(200)) => {}
    }
    assert_eq!(rehearsal.mutations_since(before), ["RestoreDBInstanceFromDBSnapshot"]);
    later().await;
    rehearsal
}

/// Whether what the experiment makes is in the account.
fn stands(rehearsal: &Rehearsal) -> bool {
    let all = rehearsal.simulator.ground_truth();
    all.iter()
        .any(|existing| existing.tags.get("jalon:resource").is_some_and(|key| key == KEY))
}

fn is_left(notice: &Notice) -> bool {
    matches!(notice, Notice::LeftOfExperiment { key, ends: Advised::Try { step: Some(STEP) }, .. } if key == KEY)
}

/// How often it was said that it is left, since so many events.
fn told(rehearsal: &Rehearsal, since: usize) -> usize {
    let events = rehearsal.events().into_iter().skip(since);
    let left = events.filter(|(_, event)| matches!(event, jalon::walkthrough::Event::Notice(notice) if is_left(notice)));
    left.count()
}

#[tokio::test(start_paused = true)]
async fn a_second_database_has_the_rows_of_the_snapshot_and_goes_again() {
    let rehearsal = walked().await;
    let seen = tries(&rehearsal).await;
    assert_eq!(
        seen,
        [
            "once is over",
            "may make demo-restored (stands: false)",
            "demo-restored beside demo-db",
            "path Open",
            "said 0",
            "restore is over",
        ]
    );
    // As often as somebody likes.
    later().await;
    assert_eq!(tries(&rehearsal).await, seen);
    later().await;
    assert!(!stands(&rehearsal));
    let before = rehearsal.calls();
    rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn who_does_not_agree_makes_nothing() {
    let rehearsal = walked().await;
    let before = rehearsal.calls();
    let person = Person::who(false);
    let tried = try_as(&rehearsal, &Process::immortal(), &person).await.unwrap();
    assert_eq!(tried, Tried::Through);
    assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new());
    assert_eq!(person.has_seen(), ["once is over", "may make demo-restored (stands: false)"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_left_is_named_with_the_command_that_ends_it_and_nothing_else_takes_it() {
    let rehearsal = broken_off().await;
    let events = rehearsal.events().len();
    let before = rehearsal.calls();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new());
    assert_eq!(told(&rehearsal, events), 1, "a walk says it once");
    assert!(stands(&rehearsal));
    // The step's own database is the other one.
    let database = session
        .checkpoint()
        .read(|state| state.resources["db-instance/main"].id.clone());
    assert_eq!(database.as_deref(), Some("demo-db"));
    let checks = all_checks(&session).await;
    assert!(!format!("{checks:?}").contains("Failed"), "{checks:?}");
    let status = read_status(&session).await.unwrap();
    let line = status.resources.iter().find(|line| line.key == KEY).unwrap();
    assert_eq!((line.status.as_str(), line.step.as_str()), ("leftover", STEP));
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(jalon::walkthrough::StepPlan::is_settled), "{plans:?}");

    let before = rehearsal.calls();
    let seen = tries(&rehearsal).await;
    assert_eq!(rehearsal.mutations_since(before), ["DeleteDBInstance"], "it was made once");
    assert!(seen.contains(&"may make demo-restored (stands: true)".to_owned()), "{seen:?}");
    assert!(!stands(&rehearsal));
}

#[tokio::test(start_paused = true)]
async fn a_pause_and_a_destruction_take_what_is_left_along() {
    let rehearsal = broken_off().await;
    let session = rehearsal.session(&[]).await.unwrap();
    let plan = PausePlan::new(&session);
    let is_restored = |id: &str| id == "demo-restored";
    assert!(plan.goes.iter().any(|observed| is_restored(&observed.id)));
    assert!(plan.stops.iter().all(|observed| !is_restored(&observed.id)));
    rehearsal.pause().await.unwrap();
    later().await;
    assert!(!stands(&rehearsal));
    rehearsal.resume().await.unwrap();

    let rehearsal = broken_off().await;
    rehearsal.destroy(false).await.unwrap();
    later().await;
    assert_eq!(rehearsal.simulator.ground_truth(), []);
}

#[tokio::test(start_paused = true)]
async fn what_is_left_is_ended_without_its_record_and_without_its_snapshot() {
    let rehearsal = broken_off().await;
    let session = rehearsal.session(&[]).await.unwrap();
    session.checkpoint().update(|state| state.resources.remove(KEY)).unwrap();
    let before = rehearsal.calls();
    tries(&rehearsal).await;
    assert_eq!(rehearsal.mutations_since(before), ["DeleteDBInstance"]);
    assert!(!stands(&rehearsal));

    let rehearsal = broken_off().await;
    let aws = rehearsal.aws();
    let delete = aws.rds().delete_db_snapshot().db_snapshot_identifier("demo-baseline");
    delete.send().await.unwrap();
    later().await;
    let before = rehearsal.calls();
    assert_eq!(tries(&rehearsal).await, ["once is not as expected"]);
    assert_eq!(rehearsal.mutations_since(before), ["DeleteDBInstance"]);
    assert!(rehearsal.session(&[]).await.unwrap().remains().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_account_without_room_for_a_second_database_is_told_so_and_has_nothing_to_forget() {
    let rehearsal = walked().await;
    rehearsal.simulator.change_account(|account| account.quotas.db_instances = 1);
    let person = Person::who(true);
    let refused = try_as(&rehearsal, &Process::immortal(), &person).await.unwrap_err();
    assert!(problem(&refused).contains("InstanceQuotaExceeded"), "{}", problem(&refused));
    assert!(rehearsal.session(&[]).await.unwrap().remains().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_restore_that_aws_gives_up_on_is_taken_down_too() {
    let rehearsal = walked().await;
    let failure = Failure::all().find(|failure| failure.code() == "incompatible-parameters");
    rehearsal.simulator.inject_next(failure.unwrap(), 1);
    let person = Person::who(true);
    let given_up = try_as(&rehearsal, &Process::immortal(), &person).await.unwrap_err();
    assert!(problem(&given_up).contains("restored"), "{}", problem(&given_up));
    later().await;
    assert!(!stands(&rehearsal));
    assert!(rehearsal.session(&[]).await.unwrap().remains().is_empty());
    tries(&rehearsal).await;
}

#[tokio::test(start_paused = true)]
async fn a_strangers_database_of_that_name_stays_as_it_is() {
    let rehearsal = walked().await;
    let aws = rehearsal.aws();
    let make = aws.rds().create_db_instance().db_instance_identifier("demo-restored");
    let make = make.db_instance_class("db.t4g.micro").engine("mysql").allocated_storage(20);
    let group = make.db_subnet_group_name("jalon-demo-database");
    let made = group.master_username("theirs").master_user_password("Theirs-alone-1").send();
    made.await.unwrap();
    later().await;
    let before = rehearsal.calls();
    let person = Person::who(true);
    let refused = try_as(&rehearsal, &Process::immortal(), &person).await.unwrap_err();
    assert!(problem(&refused).contains("demo-restored"), "{}", problem(&refused));
    let said = advice(&refused).unwrap();
    assert!(
        said.contains("rename or delete demo-restored") && !said.contains("--set"),
        "{said}"
    );
    assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new());
    assert!(rehearsal.session(&[]).await.unwrap().remains().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_database_that_has_that_name_already_gets_another_beside_it() {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &["database.identifier=demo-restored"]).await.unwrap();
    later().await;
    let seen = tries(&rehearsal).await;
    assert!(seen.contains(&"demo-restored-2 beside demo-restored".to_owned()), "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn a_database_that_sleeps_is_restored_all_the_same() {
    let rehearsal = walked().await;
    let aws = rehearsal.aws();
    aws.rds()
        .stop_db_instance()
        .db_instance_identifier("demo-db")
        .send()
        .await
        .unwrap();
    later().await;
    assert!(tries(&rehearsal).await.contains(&"path Open".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_host_that_is_away_fails_the_experiment_and_leaves_nothing() {
    let rehearsal = walked().await;
    let session = rehearsal.session(&[]).await.unwrap();
    let host = session
        .checkpoint()
        .read(|state| state.resources["instance/app-host"].id.clone());
    let aws = rehearsal.aws();
    aws.ec2().stop_instances().instance_ids(host.unwrap()).send().await.unwrap();
    later().await;
    let person = Person::who(true);
    let failed = try_as(&rehearsal, &Process::immortal(), &person).await.unwrap_err();
    assert!(problem(&failed).contains("app-host"), "{}", problem(&failed));
    assert!(!stands(&rehearsal));
    assert!(rehearsal.session(&[]).await.unwrap().remains().is_empty());
}
