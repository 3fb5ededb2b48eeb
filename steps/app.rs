//! Step 4: the application.

use async_trait::async_trait;

use super::app_host;
use crate::walkthrough::{Answer, AnswerKind, Check, DefaultAnswer, Question, Result, Step, StepContext};

static REPOSITORY: Question = Question::new(
    "app.repository",
    "Application",
    "\"sample\" is the bundled one; or the https URL of a git repository with a Dockerfile or a compose file.",
    AnswerKind::Text,
    DefaultAnswer::Text("sample"),
)
.checked(|answer, _| match answer.to_string().as_str() {
    "sample" => Ok(()),
    url if url.contains('@') => Err("a URL with a name or a password in it would be kept in plain text".to_owned()),
    url if url.starts_with("https://") && !url.contains(char::is_whitespace) => Ok(()),
    other => Err(format!("\"{other}\" is neither \"sample\" nor an https URL")),
});

static REF: Question = Question::new(
    "app.ref",
    "Branch, tag or commit",
    "Which version of the repository; the bundled sample has one only.",
    AnswerKind::Text,
    DefaultAnswer::Text("main"),
)
.checked(|answer, _| match answer {
    Answer::Text(name) if !name.is_empty() && !name.starts_with('-') && !name.contains(char::is_whitespace) => Ok(()),
    _ => Err("it has to be the name of a branch, a tag or a commit".to_owned()),
});

/// The application.
pub(super) struct App;

#[async_trait]
impl Step for App {
    fn id(&self) -> &'static str {
        "app"
    }

    fn title(&self) -> &'static str {
        "The application: Flask behind nginx, in containers"
    }

    fn lesson(&self) -> &'static str {
        include_str!("app.md")
    }

    fn needs(&self) -> &'static [&'static str] {
        &["app-host", "database"]
    }

    fn ask(&self) -> Vec<&'static Question> {
        vec![&REPOSITORY, &REF]
    }

    /// The step needs its host and its database ready. It makes nothing on AWS itself.
    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let host = cx.ready(&cx.resource("instance/app-host")?).await?;
        cx.ready(&cx.resource("db-instance/main")?).await?;
        if let Some(address) = host.attribute("public-address") {
            let port: i64 = cx.answer(&app_host::PORT)?;
            cx.output("application-url", format!("http://{address}:{port}"))?;
        }
        cx.notice("The host and the database are ready for the application; this version does not deploy it yet.");
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        Ok(vec![
            Check::not_run("the application is deployed", cx.no_live_checks()),
            Check::not_run("it answers 200 over HTTP", cx.no_live_checks()),
            Check::not_run("a registered user is a row of the users table", cx.no_live_checks()),
        ])
    }
}
