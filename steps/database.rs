//! Step 3: the database.

use std::borrow::Cow;

use async_trait::async_trait;

use super::database_checks::{backup_check, setting_checks};
use super::hosts::{self, APP_HOST, TEST_HOST};
use super::{app_host, database_experiment, meant, rules, sketches, vpc};
use crate::foreign::is_name;
use crate::hosts::{HostCommand, MySqlLogin, Probe};
use crate::locale::{decimal, kept, lesson, say};
use crate::prices::Item;
use crate::resources::{
    DbInstance, DbSettings, DbSubnetGroup, Key, Kind, Rule, RuleEnd, RuleSource, SecurityGroup, SecurityGroupRule, StorageType,
    Subnet, least_ceiling_gib,
};
use crate::walkthrough::{
    Answers, Ask, Check, Choice, Error, Experiment, Promise, Question, Result, Secret, Step, StepContext, both,
    db_subnet_group_name,
};

/// The DB instance.
pub(super) const DB: Key<DbInstance> = Key::new("main");
pub(super) const SUBNET_GROUP: Key<DbSubnetGroup> = Key::new("main");
pub(super) const GROUP: Key<SecurityGroup> = Key::new("database");
const MYSQL_PORT: u16 = 3306;

pub(super) static IDENTIFIER: Question<String> = Question::new(
    "database.identifier",
    || say().question_database_identifier(),
    || say().question_database_identifier_help(),
    |facts| {
        Some(format!(
            "{}-db",
            facts.deployment.to_ascii_lowercase().replace(['_', '.'], "-")
        ))
    },
)
.lasting()
.checked(|id, _| rules::db_identifier(id))
.detail()
.recovered_from(|inventory| Some(inventory.live(&DB)?.id.clone()));

pub(super) static CLASS: Question<String> = Question::new(
    "database.class",
    || say().question_database_class(),
    || say().question_database_class_help(),
    |_| Some("db.t4g.micro".to_owned()),
)
.checked(|class, _| rules::db_class(class))
.suggesting(meant::db_class)
.recovered_from(|inventory| inventory.facts(&DB)?.class.clone());

static VERSION: Question<String> = Question::new(
    "database.version",
    || say().question_database_version(),
    || say().question_database_version_help(),
    |_| Some("8.4".to_owned()),
)
.checked(|version, _| rules::mysql_version(version))
.suggesting(meant::mysql_version)
.detail()
.lasting()
.recovered_from(|inventory| inventory.facts(&DB)?.version_line());

static NAME: Question<String> = Question::new(
    "database.name",
    || say().question_database_name(),
    || say().question_database_name_help(),
    |_| Some("app".to_owned()),
)
.lasting()
.checked(|name, _| rules::db_name(name))
.detail()
.recovered_from(|inventory| inventory.facts(&DB)?.database.clone());

static USER: Question<String> = Question::new(
    "database.user",
    || say().question_database_user(),
    || say().question_database_user_help(),
    |_| Some("admin".to_owned()),
)
.lasting()
.checked(|name, _| rules::db_user(name))
.detail()
.recovered_from(|inventory| inventory.facts(&DB)?.user.clone());

pub(super) static PASSWORD: Secret = Secret::asked(
    "database.password",
    || say().question_database_password(),
    || say().question_database_password_help(),
)
.checked(rules::db_password);

pub(super) static BACKUP_RETENTION: Question<u8> = Question::new(
    "database.backup-retention-days",
    || say().question_database_backup_retention_days(),
    || say().question_database_backup_retention_days_help(),
    |_| Some(1),
)
.between(0, 35)
.recovered_from(|inventory| inventory.facts(&DB)?.backup_retention_days.try_into().ok());

static STORAGE_CEILING: Question<u32> = Question::new(
    "database.storage-ceiling-gib",
    || say().question_database_storage_ceiling_gib(),
    || say().question_database_storage_ceiling_gib_help(),
    |_| Some(100),
)
// RDS wants the ceiling at least 10 % above the 20 GiB it starts from.
.between(22, 65536)
.detail()
.recovered_from(|inventory| {
    let db = inventory.facts(&DB)?;
    // A person may have grown the storage beyond it.
    let least = db.size_gib.map_or(0, least_ceiling_gib);
    db.storage_ceiling_gib.max(least).try_into().ok()
});

impl Choice for StorageType {
    const ALL: &'static [Self] = &[Self::Gp3, Self::Gp2];

    fn word(&self) -> Cow<'static, str> {
        self.as_str().into()
    }
}

pub(super) static STORAGE_TYPE: Question<StorageType> = Question::new(
    "database.storage-type",
    || say().question_database_storage_type(),
    || say().question_database_storage_type_help(),
    |facts| {
        Some(if facts.is_learner_lab {
            StorageType::Gp2
        } else {
            StorageType::Gp3
        })
    },
)
.detail()
.recovered_from(|inventory| {
    let kind = inventory.facts(&DB)?.storage_type.clone()?;
    StorageType::ALL.iter().copied().find(|known| known.as_str() == kind)
});

/// The database.
pub(super) struct Database;

#[async_trait]
impl Step for Database {
    fn id(&self) -> &'static str {
        "database"
    }

    fn title(&self) -> &'static str {
        kept(say().step_database())
    }

    fn lesson(&self) -> &'static str {
        lesson("database", include_str!("database.md"))
    }

    fn lesson_values(&self, _: &Answers, _: &str) -> Vec<(&'static str, String)> {
        sketches::alone(Some(sketches::database()))
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc", "app-host"]
    }

    fn makes(&self) -> &'static [Kind] {
        &[Kind::SecurityGroup, Kind::DbSubnetGroup, Kind::DbInstance]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![
            &IDENTIFIER,
            &CLASS,
            &VERSION,
            &NAME,
            &USER,
            &PASSWORD,
            &BACKUP_RETENTION,
            &STORAGE_CEILING,
            &STORAGE_TYPE,
        ]
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let name = cx.answer(&vpc::NAME)?;
        let settings = settings(cx)?;
        check_support(cx, &settings.version)?;
        let mut subnets = Vec::new();
        for number in 1..=cx.answer(&vpc::AVAILABILITY_ZONES)? {
            subnets.push(cx.resource(&vpc::private_subnet(number)).await?);
        }

        let (subnet_group, security_group) = both(
            cx.ensure(
                DbSubnetGroup::over(&SUBNET_GROUP, db_subnet_group_name(cx.deployment()), &subnets).keeping(subnet_in_use(cx)),
            ),
            async {
                let app_host = cx.resource(&app_host::GROUP).await?;
                cx.ensure(SecurityGroup::new(
                    &GROUP,
                    format!("{name}-database"),
                    &cx.resource(&vpc::VPC).await?,
                    "The database: MySQL from the application host only",
                    vec![Rule::tcp(
                        MYSQL_PORT,
                        RuleSource::Group(app_host),
                        "MySQL from the application host",
                    )],
                ))
                .await
            },
        )
        .await?;
        let db = cx
            .ensure(DbInstance::mysql(
                &DB,
                cx.answer(&IDENTIFIER)?,
                settings,
                &subnet_group,
                &security_group,
                cx.password_source(&PASSWORD),
            ))
            .await?;
        if let Some(endpoint) = db.facts().and_then(|db| db.endpoint.as_ref()) {
            cx.output("database-endpoint", endpoint.to_string())?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let db = cx.facts(&DB);
        let app_host = cx.resource(&app_host::GROUP).await?;
        let ingress = cx.facts(&GROUP).map(|group| group.ingress).unwrap_or_default();
        let from_app_host = SecurityGroupRule::tcp(MYSQL_PORT, RuleEnd::Group(app_host.id().to_owned()));
        let is_only_rule = ingress.len() == 1 && ingress.contains(&from_app_host);
        let rules: Vec<String> = ingress.iter().map(ToString::to_string).collect();
        let (mut checks, live) = both(cx.paths(&promises(cx)), live_checks(cx)).await?;
        checks.extend(setting_checks(db.as_ref()));
        checks.push(Check::holds(
            kept(say().check_only_app_host_group()),
            is_only_rule,
            from_app_host.to_string(),
            rules.join("; "),
        ));
        checks.push(backup_check(db.as_ref(), cx.answer(&BACKUP_RETENTION)?));
        checks.extend(live);
        Ok(checks)
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        Ok(vec![database_experiment::source(cx)])
    }
}

/// What was chosen about it.
pub(super) fn settings(cx: &StepContext) -> Result<DbSettings> {
    Ok(DbSettings {
        class: cx.answer(&CLASS)?,
        version: cx.answer(&VERSION)?,
        database: cx.answer(&NAME)?,
        user: cx.answer(&USER)?,
        backup_retention_days: cx.answer(&BACKUP_RETENTION)?,
        storage_ceiling_gib: cx.answer(&STORAGE_CEILING)?,
        storage_type: cx.answer(&STORAGE_TYPE)?,
    })
}

/// The private subnet that the database lives in, also where fewer zones are wanted by now: RDS lets no subnet go that is in use.
fn subnet_in_use(cx: &StepContext) -> Option<String> {
    let database = cx.facts(&DB)?;
    let zone = database.availability_zone()?;
    let mut subnets = (1..=vpc::MOST_ZONES).map(vpc::private_subnet);
    let is_there = |subnet: &Key<Subnet>| {
        cx.facts(subnet)
            .is_some_and(|facts| facts.availability_zone.as_deref() == Some(zone))
    };
    subnets.find(is_there).and_then(|subnet| cx.id(&subnet))
}

/// Refuses a version out of standard support while the database is still to be made, as AWS does; one in Extended Support is named.
fn check_support(cx: &StepContext, version: &str) -> Result<()> {
    let Some(ended) = rules::standard_support_ended(version, cx.now()) else {
        return Ok(());
    };
    let line = ended.line;
    let since = say().rule_support_ended(line, ended.on);
    match cx.facts(&DB) {
        None => Err(Error::answer(VERSION.key, say().rule_newer_line(since))),
        Some(db) if db.may_be_in_extended_support() => {
            let price = match Item::ExtendedSupport.price(cx.region()) {
                Some(dollars) => say().rule_support_price(decimal(dollars, 2)),
                None => say().rule_support_price_unknown(),
            };
            cx.notice(&say().rule_extended_support(cx.id(&DB).unwrap_or_default(), since, price, VERSION.key));
            Ok(())
        }
        Some(_) => Ok(()),
    }
}

/// The database is reached from the application host alone.
fn promises(cx: &StepContext) -> Vec<Promise> {
    let mut promises = vec![Promise::open(APP_HOST, "database"), Promise::closed("internet", "database")];
    if hosts::is_there(cx, TEST_HOST) {
        promises.push(Promise::closed(TEST_HOST, "database"));
    }
    promises
}

/// From the application host: first the port, so that a closed path and a refused log-in differ.
async fn live_checks(cx: &StepContext) -> Result<Vec<Check>> {
    let claims = [
        kept(say().check_app_host_reaches_port()),
        kept(say().check_app_host_logs_in()),
    ];
    let Some(login) = login(cx)? else {
        let unknown = |claim| Check::not_run(claim, kept(say().check_no_login()));
        return Ok(claims.map(unknown).into());
    };
    let connects = HostCommand::Connect {
        host: login.host.clone(),
        port: login.port,
    };
    let logs_in = HostCommand::Query {
        login,
        statement: "SELECT 1".to_owned(),
    };
    let probes = [connects, logs_in].map(|command| Probe::runs(APP_HOST, command));
    Ok(cx.probes(claims.into_iter().zip(probes).collect()).await)
}

/// How to log in to the database, where nothing can go on without it.
pub(super) fn required_login(cx: &StepContext) -> Result<MySqlLogin> {
    match (login(cx)?, cx.kept(&PASSWORD)?) {
        (Some(login), _) => Ok(login),
        (None, None) => Err(Error::LostSecret { key: PASSWORD.key }),
        (None, Some(_)) => Err(Error::UnnamedDatabase {
            id: cx.answer(&IDENTIFIER)?,
        }),
    }
}

/// How to log in to the database; `None` where its endpoint isn't known yet or the password was lost.
pub(super) fn login(cx: &StepContext) -> Result<Option<MySqlLogin>> {
    let Some(endpoint) = cx.facts(&DB).and_then(|db| db.endpoint) else {
        return Ok(None);
    };
    // It goes into files on the hosts, where a line break would begin another setting.
    if !is_name(&endpoint.host) {
        cx.notice(&say().rule_endpoint_without_name());
        return Ok(None);
    }
    let Some(password) = cx.kept(&PASSWORD)? else {
        return Ok(None);
    };
    Ok(Some(MySqlLogin {
        host: endpoint.host,
        port: endpoint.port,
        user: cx.answer(&USER)?,
        password,
        database: cx.answer(&NAME)?,
    }))
}
