//! Step 4: the application.

use std::borrow::Cow;

use async_trait::async_trait;

use bytes::Bytes;
use include_dir::{Dir, include_dir};

use super::hosts::{self, APP_HOST};
use super::{app_host, database, meant, sketches};
use crate::hosts::{AppLanguage, AppSettings, AppSource, Probe, SignUp, UploadFile};
use crate::locale::{kept, lesson, say};
use crate::resources::Kind;
use crate::walkthrough::{
    Answer, AnswerKind, AnswerProblem, AnswerValue, Answers, Ask, Check, Choice, Experiment, Question, Result, Secret, Step,
    StepContext, Trial, both,
};

static BUNDLED: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets/app");

/// What the application signs its sessions with.
static SECRET_KEY: Secret = Secret::generated("app.secret-key");

/// The answer that means the bundled application.
const SAMPLE: &str = "sample";

/// Where the application comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Application {
    /// The one in the program.
    Sample,
    /// A git repository, by its https URL.
    Repository(String),
}

impl AnswerValue for Application {
    fn kind() -> AnswerKind {
        AnswerKind::Text
    }

    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
        let text = String::from_answer(answer)?;
        match text.as_str() {
            SAMPLE => Ok(Self::Sample),
            url if url.contains('@') => Err(say().rule_url_with_secret().into()),
            url if url.starts_with("https://") && !url.contains(char::is_whitespace) => Ok(Self::Repository(text)),
            other => Err(say().rule_repository(other).into()),
        }
    }

    fn to_answer(&self) -> Answer {
        match self {
            Self::Sample => Answer::Text(SAMPLE.to_owned()),
            Self::Repository(url) => Answer::Text(url.clone()),
        }
    }
}

static REPOSITORY: Question<Application> = Question::new(
    "app.repository",
    || say().question_app_repository(),
    || say().question_app_repository_help(),
    |_| Some(Application::Sample),
)
.suggesting(meant::repository);

static REF: Question<String> = Question::new(
    "app.ref",
    || say().question_app_ref(),
    || say().question_app_ref_help(),
    |_| Some("main".to_owned()),
)
.checked(|name, _| {
    if name.is_empty() || name.starts_with('-') || name.contains(char::is_whitespace) {
        return Err(say().rule_reference());
    }
    Ok(())
})
.detail();

impl Choice for AppLanguage {
    const ALL: &'static [Self] = &[Self::Browser, Self::English, Self::French];

    fn word(&self) -> Cow<'static, str> {
        (*self).word().into()
    }
}

static LANGUAGE: Question<AppLanguage> = Question::new(
    "app.language",
    || say().question_app_language(),
    || say().question_app_language_help(),
    |_| Some(AppLanguage::Browser),
)
.detail();

/// The application.
pub(super) struct App;

#[async_trait]
impl Step for App {
    fn id(&self) -> &'static str {
        "app"
    }

    fn title(&self) -> &'static str {
        kept(say().step_app())
    }

    fn lesson(&self) -> &'static str {
        lesson("app", include_str!("app.md"))
    }

    fn lesson_values(&self, answers: &Answers, _: &str) -> Vec<(&'static str, String)> {
        sketches::alone(answers.get(&app_host::PORT).map(sketches::app))
    }

    fn needs(&self) -> &'static [&'static str] {
        &["app-host", "database"]
    }

    fn makes(&self) -> &'static [Kind] {
        &[]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&REPOSITORY, &REF, &LANGUAGE]
    }

    /// The application goes to its host once the host has booted and the database is there. It makes nothing on AWS itself.
    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let host = cx.ready(&cx.resource(&hosts::instance(APP_HOST)).await?).await?;
        let database = cx.resource(&database::DB).await?;
        // Images take minutes to build, and need no database.
        let building = async {
            cx.wait_for_first_boot(APP_HOST).await?;
            cx.prepare(APP_HOST, source(cx)?).await
        };
        let (prepared, _) = both(building, cx.ready(&database)).await?;
        if let Some(address) = host.facts().and_then(|host| host.public_address) {
            cx.output("application-url", url(&address.to_string(), cx)?)?;
        }
        cx.deploy(APP_HOST, prepared, || settings(cx)).await
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let claims = [kept(say().check_app_answers()), kept(say().check_app_signs_up())];
        let host = cx.facts(&hosts::instance(APP_HOST));
        let Some(address) = host.and_then(|host| host.public_address) else {
            return Ok(claims
                .map(|claim| Check::not_run(claim, kept(say().check_app_no_host())))
                .into());
        };
        let url = url(&address.to_string(), cx)?;
        let page = |path: &str| Probe::Page {
            url: format!("{url}{path}"),
            text: String::new(),
        };
        let mut probes = vec![(claims[0], page("/"))];
        let not_run = match (cx.answer(&REPOSITORY)?, database::login(cx)?) {
            (Application::Repository(_), _) => Some(kept(say().check_app_not_sample())),
            (Application::Sample, None) => Some(kept(say().check_app_no_login())),
            (Application::Sample, Some(database)) => {
                let host = APP_HOST.to_owned();
                probes.push((claims[1], Probe::SignUp(SignUp { url, host, database })));
                None
            }
        };
        let mut checks = cx.probes(probes).await;
        checks.extend(not_run.map(|reason| Check::not_run(claims[1], reason)));
        Ok(checks)
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let way = Experiment {
            name: "two-connections",
            question: say().try_app_way(),
            choices: vec![say().try_app_way_one(), say().try_app_way_two()],
            right: 1,
            trials: vec![
                Trial::open("internet", format!("app-host:{}", cx.answer(&app_host::PORT)?)),
                Trial::open(APP_HOST, "database"),
                Trial::closed("internet", "database"),
            ],
            shows: say().try_app_way_shows(),
            otherwise: say().try_app_way_otherwise(),
        };
        // Of another application nobody knows where somebody signs up.
        let is_sample = cx.answer(&REPOSITORY)? == Application::Sample && database::login(cx)?.is_some();
        let sign_up = is_sample.then(|| Experiment {
            name: "sign-up",
            question: say().try_app_sign_up(),
            choices: vec![
                say().try_app_sign_up_container(),
                say().try_app_sign_up_host(),
                say().try_app_sign_up_database(),
            ],
            right: 2,
            trials: vec![Trial::SignUp],
            shows: say().try_app_sign_up_shows(),
            otherwise: say().try_app_sign_up_otherwise(),
        });
        Ok([way].into_iter().chain(sign_up).collect())
    }
}

/// Whether the bundled application runs, and has made its table of users.
pub(super) fn has_users(cx: &StepContext) -> Result<bool> {
    Ok(cx.answer(&REPOSITORY)? == Application::Sample && cx.is_done(App.id()))
}

fn url(address: &str, cx: &StepContext) -> Result<String> {
    Ok(format!("http://{address}:{}", cx.answer(&app_host::PORT)?))
}

/// What goes to the host.
fn source(cx: &StepContext) -> Result<AppSource> {
    Ok(match cx.answer(&REPOSITORY)? {
        Application::Sample => AppSource::Bundle(bundle()),
        Application::Repository(url) => AppSource::Repository {
            url,
            reference: cx.answer(&REF)?,
        },
    })
}

/// What the application has to know.
fn settings(cx: &StepContext) -> Result<AppSettings> {
    let login = database::required_login(cx)?;
    Ok(AppSettings {
        database_host: login.host,
        database_port: login.port,
        database: login.database,
        user: login.user,
        password: login.password,
        secret_key: cx.kept_or_new(&SECRET_KEY)?,
        port: cx.answer(&app_host::PORT)?,
        time_zone: cx.answer(&app_host::TIME_ZONE)?,
        language: cx.answer(&LANGUAGE)?,
    })
}

/// The files of the bundled sample.
fn bundle() -> Vec<UploadFile> {
    let mut files = Vec::new();
    collect(&BUNDLED, &mut files);
    files
}

fn collect(folder: &Dir<'static>, files: &mut Vec<UploadFile>) {
    files.extend(folder.files().map(|file| {
        let path = file.path().to_string_lossy().replace('\\', "/");
        // What begins with #! is a program.
        let mode = if file.contents().starts_with(b"#!") { 0o755 } else { 0o644 };
        let content = Bytes::from_static(file.contents());
        UploadFile { path, content, mode }
    }));
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundle_can_be_built_and_holds_no_secret() {
        let files = bundle();
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        for needed in ["Dockerfile", "compose.yaml", "requirements.txt", ".dockerignore"] {
            assert!(paths.contains(&needed), "{needed} is missing: {paths:?}");
        }
        assert!(!paths.contains(&".env"), "{paths:?}");
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
        for path in paths {
            assert!(path.chars().all(plain), "{path} can't be uploaded");
            assert!(!path.contains("__pycache__"), "{path} is not part of the sample");
        }
    }
}
