//! Step 3: the database.

use async_trait::async_trait;

use super::{paths, rules, vpc};
use crate::aws::Kind;
use crate::hosts::{MySqlLogin, Probe};
use crate::resources::{DbInstance, DbSettings, DbSubnetGroup, Rule, RuleSource, SecurityGroup};
use crate::walkthrough::{
    Answer, AnswerKind, Check, DefaultAnswer, Question, Result, Step, StepContext, both, db_subnet_group_name,
};

const DB: &str = "db-instance/main";

static IDENTIFIER: Question = Question::new(
    "database.identifier",
    "DB instance identifier",
    "The database's name in RDS, and the first part of its host name.",
    AnswerKind::Text,
    DefaultAnswer::From(|facts| {
        Some(Answer::Text(format!(
            "{}-db",
            facts.deployment.to_ascii_lowercase().replace(['_', '.'], "-")
        )))
    }),
)
.checked(rules::db_identifier)
.told_by(|inventory| inventory.attribute(DB, "identifier").map(str::to_owned));

static CLASS: Question = Question::new(
    "database.class",
    "DB instance class",
    "The size of the machine. The micro classes are the ones the free plan allows.",
    AnswerKind::Text,
    DefaultAnswer::Text("db.t4g.micro"),
)
.checked(rules::db_class)
.told_by(|inventory| inventory.attribute(DB, "class").map(str::to_owned));

static VERSION: Question = Question::new(
    "database.version",
    "MySQL version",
    "RDS takes the newest release of the line you name.",
    AnswerKind::Text,
    DefaultAnswer::Text("8.4"),
)
.checked(rules::mysql_version)
.told_by(|inventory| inventory.attribute(DB, "version").map(str::to_owned));

static NAME: Question = Question::new(
    "database.name",
    "Database name",
    "The database made inside the instance, for the application.",
    AnswerKind::Text,
    DefaultAnswer::Text("app"),
)
.checked(rules::db_name)
.told_by(|inventory| inventory.attribute(DB, "database").map(str::to_owned));

static USER: Question = Question::new(
    "database.user",
    "Administrator",
    "The name the application logs in with.",
    AnswerKind::Text,
    DefaultAnswer::Text("admin"),
)
.checked(rules::db_user)
.told_by(|inventory| inventory.attribute(DB, "user").map(str::to_owned));

static PASSWORD: Question = Question::new(
    "database.password",
    "Password (Enter to generate one)",
    "8 to 41 characters, none of / \" @ or space. It is kept in a file only you can read, and goes to RDS alone.",
    AnswerKind::Secret,
    DefaultAnswer::Generated,
)
.checked(rules::db_password);

static BACKUP_RETENTION: Question = Question::new(
    "database.backup-retention-days",
    "Days to keep automated backups",
    "0 switches them off. The free plan allows one day at most.",
    AnswerKind::Integer { least: 0, most: 35 },
    DefaultAnswer::Integer(1),
)
.told_by(|inventory| inventory.attribute(DB, "backup-retention-days").map(str::to_owned));

static STORAGE_CEILING: Question = Question::new(
    "database.storage-ceiling-gib",
    "Storage may grow to (GiB)",
    "It starts at 20 GiB and grows by itself as it fills, up to here. It never shrinks.",
    // RDS wants the ceiling at least 10 % above the 20 GiB it starts from.
    AnswerKind::Integer { least: 22, most: 65536 },
    DefaultAnswer::Integer(100),
)
.told_by(|inventory| inventory.attribute(DB, "storage-ceiling-gib").map(str::to_owned));

static STORAGE_TYPE: Question = Question::new(
    "database.storage-type",
    "Storage type",
    "gp3 is the current kind; some training accounts allow gp2 only.",
    AnswerKind::Choice(&["gp3", "gp2"]),
    DefaultAnswer::Text("gp3"),
);

/// The database.
pub(super) struct Database;

#[async_trait]
impl Step for Database {
    fn id(&self) -> &'static str {
        "database"
    }

    fn title(&self) -> &'static str {
        "A database: MySQL on RDS, out of reach of the Internet"
    }

    fn lesson(&self) -> &'static str {
        include_str!("database.md")
    }

    fn needs(&self) -> &'static [&'static str] {
        &["vpc", "app-host"]
    }

    fn ask(&self) -> Vec<&'static Question> {
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
        let name: String = cx.answer(&vpc::NAME)?;
        let whole = |question| -> Result<i32> { Ok(i32::try_from(cx.answer::<i64>(question)?).unwrap_or(i32::MAX)) };
        let settings = DbSettings {
            class: cx.answer(&CLASS)?,
            version: cx.answer(&VERSION)?,
            database: cx.answer(&NAME)?,
            user: cx.answer(&USER)?,
            backup_retention_days: whole(&BACKUP_RETENTION)?,
            storage_ceiling_gib: whole(&STORAGE_CEILING)?,
            storage_type: cx.answer(&STORAGE_TYPE)?,
        };
        let zones: i64 = cx.answer(&vpc::AVAILABILITY_ZONES)?;
        let mut subnets = Vec::new();
        for number in 1..=zones {
            subnets.push(cx.resource(&format!("subnet/private{number}")).await?);
        }

        let (subnet_group, security_group) = both(
            cx.ensure(DbSubnetGroup::over(
                "db-subnet-group/main",
                db_subnet_group_name(cx.deployment()),
                &subnets,
            )),
            async {
                let app_host = cx.resource("security-group/app-host").await?;
                cx.ensure(SecurityGroup::new(
                    "security-group/database",
                    format!("{name}-database"),
                    &cx.resource("vpc/main").await?,
                    "The database: MySQL from the application host only",
                    vec![Rule::tcp(
                        3306,
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
                DB,
                cx.answer::<String>(&IDENTIFIER)?,
                settings,
                &subnet_group,
                &security_group,
                cx.password(&PASSWORD),
            ))
            .await?;
        if let Some(endpoint) = db.attribute("endpoint") {
            cx.output("database-endpoint", endpoint)?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let db = cx.observed(Kind::DbInstance, DB);
        let seen = |attribute: &str| {
            let value = db.as_ref().and_then(|db| db.attributes.get(attribute).cloned());
            value.unwrap_or_else(|| "not told".to_owned())
        };
        let group = cx.observed(Kind::SecurityGroup, "security-group/database");
        let app_host = cx.resource("security-group/app-host").await?;
        let retention = cx.answer::<i64>(&BACKUP_RETENTION)?.to_string();
        let mut checks = paths::database(cx).await?;
        checks.extend([
            Check::that("the database is available", "available", seen("state")),
            Check::holds(
                "it has an endpoint",
                seen("endpoint") != "not told",
                "a host and a port",
                "none",
            ),
            Check::that("it is not public", "false", seen("publicly-accessible")),
            Check::that("its storage is encrypted", "true", seen("encrypted")),
            Check::that(
                "only the application host's group reaches it",
                format!("tcp 3306 from {}", app_host.id()),
                group
                    .and_then(|group| group.attributes.get("ingress").cloned())
                    .unwrap_or_default(),
            ),
            Check::holds(
                "automated backups are kept",
                seen("backup-retention-days") == retention,
                format!("{retention} days"),
                format!("{} days", seen("backup-retention-days")),
            ),
        ]);
        checks.extend(live_checks(cx).await?);
        Ok(checks)
    }
}

/// From the application host: first the port, so that a closed way is told from a refused log-in.
async fn live_checks(cx: &StepContext) -> Result<Vec<Check>> {
    let claims = [
        "the application host reaches the database's port",
        "the application host logs in with the MySQL client",
    ];
    let Some(login) = login(cx)? else {
        let unknown = |claim| Check::not_run(claim, "the password or the endpoint is not known here");
        return Ok(claims.map(unknown).into());
    };
    let logs_in = Probe::Runs {
        host: "app-host",
        command: login.command("SELECT 1"),
        input: login.option_file(),
    };
    let connects = format!("timeout 10 bash -c ': < /dev/tcp/{}/{}'", login.host, login.port);
    let probes = vec![(claims[0], Probe::runs("app-host", connects)), (claims[1], logs_in)];
    Ok(cx.probes(probes).await)
}

/// How to log in to the database; `None` where its endpoint isn't told yet or the password was lost.
pub(super) fn login(cx: &StepContext) -> Result<Option<MySqlLogin>> {
    let endpoint = cx.observed_attribute(Kind::DbInstance, DB, "endpoint");
    let Some((host, port)) = endpoint.as_deref().and_then(|endpoint| endpoint.rsplit_once(':')) else {
        return Ok(None);
    };
    let Some(password) = cx.kept_password(&PASSWORD)? else {
        return Ok(None);
    };
    Ok(Some(MySqlLogin {
        host: host.to_owned(),
        port: port.parse().unwrap_or(3306),
        user: cx.answer(&USER)?,
        password,
        database: cx.answer(&NAME)?,
    }))
}
