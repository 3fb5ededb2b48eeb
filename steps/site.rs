//! Step 7: the static website.

use std::collections::BTreeMap;
use std::path::PathBuf;

use async_trait::async_trait;

use super::hosts::{self, APP_HOST};
use super::site_pages::SiteLanguage;
use super::{rules, site_pages, sketches};
use crate::hosts::{HostCommand, Probe};
use crate::locale::{kept, lesson, say};
use crate::resources::{Bucket, Key, Kind, SiteContent, SiteFile, SiteFolderError, website_url};
use crate::walkthrough::{
    Answer, AnswerKind, AnswerProblem, AnswerValue, Answers, Ask, Check, Experiment, Misuse, Printed, Question, Result, Step,
    StepContext, Trial, both,
};

const WEBSITE: Key<Bucket> = Key::new("site");
const CONTENT: Key<SiteContent> = Key::new("site");
/// The front page.
const INDEX: &str = "index.html";

pub(super) static BUCKET: Question<String> = Question::new(
    "site.bucket",
    || say().question_site_bucket(),
    || say().question_site_bucket_help(),
    |facts| {
        let deployment = facts.deployment.to_ascii_lowercase().replace(['_', '.'], "-");
        Some(format!("jalon-{deployment}-{}-{}", facts.account, facts.region))
    },
)
.lasting()
.checked(|name, _| rules::bucket_name(name))
.recovered_from(|inventory| Some(inventory.live(&WEBSITE)?.id.clone()));

/// Where the site's files are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum SiteFolder {
    /// In the program.
    Bundled,
    /// In a folder of this machine, by its absolute path: the next command may be given elsewhere.
    Folder(PathBuf),
}

impl AnswerValue for SiteFolder {
    fn kind() -> AnswerKind {
        AnswerKind::Text
    }

    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
        let path = String::from_answer(answer)?;
        Ok(if path.is_empty() {
            Self::Bundled
        } else {
            Self::Folder(std::path::absolute(&path).map_err(|error| error.to_string())?)
        })
    }

    fn to_answer(&self) -> Answer {
        match self {
            Self::Bundled => Answer::Text(String::new()),
            Self::Folder(path) => Answer::Text(path.display().to_string()),
        }
    }
}

static FOLDER: Question<SiteFolder> = Question::new(
    "site.folder",
    || say().question_site_folder(),
    || say().question_site_folder_help(),
    |_| Some(SiteFolder::Bundled),
)
.checked_when_given(|folder| match folder {
    SiteFolder::Bundled => Ok(()),
    SiteFolder::Folder(path) => rules::site_folder(path),
})
.publishing(|folder| match folder {
    SiteFolder::Bundled => None,
    SiteFolder::Folder(path) => Some(path),
});

/// The language of the bundled site's front page: at first that of whoever answers.
static LANGUAGE: Question<SiteLanguage> = Question::new(
    "site.language",
    || say().question_site_language(),
    || say().question_site_language_help(),
    |_| Some(SiteLanguage::spoken()),
)
.detail();

/// The static website.
pub(super) struct Site;

#[async_trait]
impl Step for Site {
    fn id(&self) -> &'static str {
        "site"
    }

    fn title(&self) -> &'static str {
        kept(say().step_site())
    }

    fn lesson(&self) -> &'static str {
        lesson("site", include_str!("site.md"))
    }

    fn lesson_values(&self, answers: &Answers, region: &str) -> Vec<(&'static str, String)> {
        // Without an account there is no name yet.
        let bucket = answers.get(&BUCKET).unwrap_or_else(|| "BUCKET".to_owned());
        let address = website_url(&bucket, region).trim_start_matches("http://").to_owned();
        vec![("site.address", address), sketches::in_lesson(&sketches::site(INDEX))]
    }

    fn kinds(&self) -> Option<&'static [Kind]> {
        Some(&[Kind::Bucket])
    }

    fn makes(&self) -> &'static [Kind] {
        &[Kind::Bucket, Kind::SiteContent]
    }

    fn ask(&self) -> Vec<&'static dyn Ask> {
        vec![&BUCKET, &FOLDER, &LANGUAGE]
    }

    fn read_ahead(&self, cx: &StepContext) {
        if let Ok(SiteFolder::Folder(path)) = cx.answer(&FOLDER) {
            cx.read_site_files(&path);
        }
    }

    async fn apply(&self, cx: &StepContext) -> Result<()> {
        let files = files(cx).await?;
        let bucket = cx.ensure(Bucket::website(&WEBSITE, cx.answer(&BUCKET)?)).await?;
        let content = cx.ensure(SiteContent::of(&CONTENT, &bucket, files, cx.uploads())).await?;
        cx.report_content(&content);
        if let Some(bucket) = bucket.facts() {
            cx.output("site-url", &bucket.website_url)?;
        }
        Ok(())
    }

    async fn verify(&self, cx: &StepContext) -> Result<Vec<Check>> {
        let (Some(name), Some(bucket)) = (cx.id(&WEBSITE), cx.facts(&WEBSITE)) else {
            return Ok(Vec::new());
        };
        let files = files(cx).await?;
        let shown = async { Ok(website_check(cx, bucket.website_url, &files).await) };
        let (types, shown) = both(content_type_check(cx, &name, &files), shown).await?;
        Ok(vec![types, shown])
    }

    fn experiments(&self, cx: &StepContext) -> Result<Vec<Experiment>> {
        let site = cx
            .facts(&WEBSITE)
            .filter(|_| cx.has_websites() && hosts::is_there(cx, APP_HOST));
        let Some(site) = site.map(|bucket| bucket.website_url) else {
            return Ok(Vec::new());
        };
        let site = site.trim_end_matches('/');
        let ask = |url: String, status: &str| {
            let (command, prints) = (HostCommand::AskWebsite { url }, Printed::with(status));
            Trial::on_host(APP_HOST, command, prints)
        };
        Ok(vec![Experiment {
            name: "missing-page",
            question: say().try_site_missing(),
            choices: vec![
                say().try_site_missing_n404(),
                say().try_site_missing_n403(),
                say().try_site_missing_n200(),
            ],
            right: 1,
            trials: vec![
                ask(format!("{site}/"), " 200"),
                ask(format!("{site}/no-such-page.html"), " 403"),
            ],
            shows: say().try_site_missing_shows(),
            otherwise: say().try_site_missing_otherwise(),
        }])
    }
}

/// Whether S3 serves files as what they are: of those this run has sent one of each type is looked at. Where it has sent none, the listing
/// shows those that were sent before, with their types: to change one is to send the object anew. A verification looks at all.
async fn content_type_check(cx: &StepContext, bucket: &str, files: &[SiteFile]) -> Result<Check> {
    let claim = kept(say().check_content_types());
    let sent = cx.uploads().sent();
    let looked_at: Vec<&SiteFile> = match (sent.is_empty(), cx.relies_on_no_memory()) {
        (true, false) => return Ok(Check::passed(claim)),
        (true, true) => files.iter().collect(),
        (false, _) => {
            let sent = files.iter().filter(|file| sent.contains(&file.path));
            let one_of_each: BTreeMap<&str, &SiteFile> = sent.map(|file| (file.content_type.as_str(), file)).collect();
            one_of_each.into_values().collect()
        }
    };
    let keys: Vec<String> = looked_at.iter().map(|file| String::from(&file.path)).collect();
    let types = cx.content_types(bucket, &keys).await?;
    let wrong: Vec<String> = looked_at
        .iter()
        .filter(|file| types.get(file.path.as_str()).map(String::as_str) != Some(file.content_type.as_str()))
        .map(|file| {
            let found = types.get(file.path.as_str()).cloned().unwrap_or_default();
            say().check_typed_as(file.path.as_str(), found)
        })
        .collect();
    Ok(Check::holds(
        claim,
        wrong.is_empty(),
        kept(say().check_type_of_name()),
        wrong.join(", "),
    ))
}

/// Whether the website endpoint shows the index page's own title.
async fn website_check(cx: &StepContext, url: String, files: &[SiteFile]) -> Check {
    let claim = kept(say().check_website_text());
    if !cx.has_websites() {
        return Check::not_run(claim, kept(say().check_no_website()));
    }
    let index = files.iter().find(|file| file.path == INDEX);
    let page = match index {
        Some(index) => cx.beginning(index).await,
        None => String::new(),
    };
    let title = page.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    let look = Probe::Page {
        url,
        text: title.map(|(title, _)| title.to_owned()).unwrap_or_default(),
    };
    cx.probe(claim, &look).await
}

/// The files of the site, by path.
async fn files(cx: &StepContext) -> Result<Vec<SiteFile>> {
    match cx.answer(&FOLDER)? {
        SiteFolder::Bundled => Ok(site_pages::bundled(cx.answer(&LANGUAGE)?)),
        SiteFolder::Folder(folder) => {
            let files = cx.site_files(FOLDER.key, &folder).await?;
            if files.iter().all(|file| file.path != INDEX) {
                let problem = SiteFolderError::NoIndex { folder };
                return Err(Misuse::Folder {
                    key: FOLDER.key,
                    problem,
                }
                .into());
            }
            Ok(files)
        }
    }
}
