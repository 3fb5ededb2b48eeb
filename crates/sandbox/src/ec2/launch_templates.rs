//! Launch templates: a name, and versions of what a launch is given.
//!
//! Source: EC2 API reference; the codes are those of the EC2 error-code page.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::row::{Kind, Life, Row, View, find};
use super::tags::{self, Tags};
use super::template_data::TemplateData;
use super::{Ec2, page, tokens};
use crate::clock::iso8601;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// How many characters a name has. Source: CreateLaunchTemplate, LaunchTemplateName.
const NAME: std::ops::RangeInclusive<usize> = 3..=128;
/// The characters beside letters and digits that names hold. Source: as above.
const PUNCTUATION: &str = "()./_-";
/// The tags that AWS gives an instance of a template. Source: EC2 user guide, "Launch instances from a launch template".
const TAGS_OF_INSTANCES: [&str; 2] = ["aws:ec2launchtemplate:id", "aws:ec2launchtemplate:version"];

/// A launch template.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LaunchTemplate {
    /// `lt-…`
    pub id: String,
    pub(super) life: Life,
    pub(super) name: String,
    created_by: String,
    pub(super) default_version: u32,
    /// Its versions, in order; there is one at least.
    pub(super) versions: Vec<Version>,
}

/// A version of a launch template.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Version {
    pub(super) number: u32,
    pub(super) description: Option<String>,
    pub(super) created: Timestamp,
    pub(super) created_by: String,
    pub(super) data: TemplateData,
}

impl LaunchTemplate {
    /// The number of its newest version.
    pub fn latest(&self) -> u32 {
        self.versions.last().map(|version| version.number).unwrap_or_default()
    }

    /// The version of that number, `$Latest` or `$Default`.
    ///
    /// # Errors
    /// `InvalidLaunchTemplateId.VersionNotFound`.
    pub fn version(&self, named: &str) -> Result<&Version, ApiError> {
        let number = match named {
            "$Latest" => Some(self.latest()),
            "$Default" => Some(self.default_version),
            number => number.parse().ok(),
        };
        let found = self.versions.iter().find(|version| Some(version.number) == number);
        found.ok_or_else(|| {
            ApiError::new(
                "InvalidLaunchTemplateId.VersionNotFound",
                format!(
                    "Could not find the specified version {named} for the launch template with ID {}.",
                    self.id
                ),
            )
        })
    }
}

/// CreateLaunchTemplate, with its first version.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let used = tokens::read(params, "")?;
    let made = tokens::made(ec2, used.as_ref(), |ec2, id| ec2.launch_templates.contains(id))?;
    let id = match made {
        Some(id) => id,
        None => {
            let name = params.required("LaunchTemplateName")?;
            check_name(ec2, name)?;
            let data = TemplateData::read(params)?;
            let tags = tags::specified(params, "launch-template", &["launch-template"])?;
            let id = common.ids.resource("lt");
            let created_by = cx.account.plan.user_arn(&common.account);
            let first = Version {
                number: 1,
                description: params.get("VersionDescription").map(str::to_owned),
                created: cx.now,
                created_by: created_by.clone(),
                data,
            };
            let template = LaunchTemplate {
                id: id.clone(),
                life: Life::begin(cx),
                name: name.to_owned(),
                created_by,
                default_version: 1,
                versions: vec![first],
            };
            ec2.launch_templates.insert(&id, template);
            tags::keep(ec2, cx, &id, tags);
            tokens::remember(ec2, used, &id);
            id
        }
    };
    Ok(answer(ec2, common, cx, &id))
}

fn check_name(ec2: &Ec2, name: &str) -> Result<(), ApiError> {
    let is_spelled = name.chars().all(|c| c.is_ascii_alphanumeric() || PUNCTUATION.contains(c));
    if !is_spelled || !NAME.contains(&name.chars().count()) {
        return Err(ApiError::new(
            "InvalidLaunchTemplateName.MalformedException",
            "A launch template name has 3 to 128 letters, digits and characters of ( ) . / _ -",
        ));
    }
    if ec2.launch_templates.values().any(|template| template.name == name) {
        return Err(ApiError::new(
            "InvalidLaunchTemplateName.AlreadyExistsException",
            "Launch template name already in use.",
        ));
    }
    Ok(())
}

/// The answer of a call that made or changed a template.
fn answer(ec2: &Ec2, common: &Common, cx: &Context, id: &str) -> Element {
    let view = View::answering(ec2, common, cx);
    let template = ec2.launch_templates.get(id);
    Element::new("").children(template.map(|template| template.element(&view, "launchTemplate")))
}

/// The template that a call names by its id or its name.
///
/// # Errors
/// `MissingParameter`, `InvalidParameterCombination` (recalled), `InvalidLaunchTemplateId.NotFound`,
/// `InvalidLaunchTemplateName.NotFoundException`.
pub fn named<'e>(ec2: &'e Ec2, cx: &Context, params: &Params) -> Result<&'e LaunchTemplate, ApiError> {
    match (params.get("LaunchTemplateId"), params.get("LaunchTemplateName")) {
        (Some(_), Some(_)) => Err(ApiError::new(
            "InvalidParameterCombination",
            "Either a launch template ID or a launch template name can be specified, not both.",
        )),
        (Some(id), None) => find::<LaunchTemplate>(ec2, id, cx.now),
        (None, Some(name)) => by_name(ec2, cx, name),
        (None, None) => Err(ApiError::missing_parameter("LaunchTemplateId")),
    }
}

fn by_name<'e>(ec2: &'e Ec2, cx: &Context, name: &str) -> Result<&'e LaunchTemplate, ApiError> {
    let mut seen = ec2.launch_templates.values().filter(|template| template.life.seen(cx.now));
    seen.find(|template| template.name == name).ok_or_else(|| {
        ApiError::new(
            "InvalidLaunchTemplateName.NotFoundException",
            "At least one of the launch templates specified in the request does not exist.",
        )
    })
}

/// DescribeLaunchTemplates.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let mut params = params.clone();
    for (number, name) in params.strings("LaunchTemplateName").iter().enumerate() {
        let template = by_name(ec2, cx, name)?;
        // After the ids that the call names itself.
        params = params.with(&format!("LaunchTemplateId.{}", 10_000 + number), &template.id);
    }
    page::describe::<LaunchTemplate>(ec2, common, cx, &params, "LaunchTemplateId", "launchTemplates")
}

/// ModifyLaunchTemplate: which version is the default one.
pub fn modify(ec2: &mut Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let template = named(ec2, cx, params)?;
    let number = template.version(params.required("SetDefaultVersion")?)?.number;
    let id = template.id.clone();
    if let Some(template) = ec2.launch_templates.get_mut(&id) {
        template.default_version = number;
    }
    Ok(answer(ec2, common, cx, &id))
}

/// DeleteLaunchTemplate, with all its versions.
pub fn delete(ec2: &mut Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = named(ec2, cx, params)?.id.clone();
    let answer = answer(ec2, common, cx, &id);
    ec2.launch_templates.remove(&id);
    ec2.tags.remove(&id);
    Ok(answer)
}

/// A launch with what its template says, and the tags that its instances have of that.
///
/// # Errors
/// As [`named`] and [`LaunchTemplate::version`].
pub fn fill_in(ec2: &Ec2, cx: &Context, launch: &Params) -> Result<(Params, Tags), ApiError> {
    if !launch.has("LaunchTemplate") {
        return Ok((launch.clone(), Tags::default()));
    }
    let given = launch.structure("LaunchTemplate");
    let template = named(ec2, cx, &given)?;
    let version = template.version(given.get("Version").unwrap_or("$Default"))?;
    let values = [template.id.clone(), version.number.to_string()];
    let tags = TAGS_OF_INSTANCES.map(str::to_owned).into_iter().zip(values).collect();
    Ok((version.data.fill_in(launch), Tags(tags)))
}

impl Row for LaunchTemplate {
    const KIND: Kind = Kind {
        prefix: "lt",
        resource_type: "launch-template",
        noun: "launch template",
        not_found: "InvalidLaunchTemplateId.NotFound",
        malformed: "InvalidLaunchTemplateId.Malformed",
    };
    const FILTERS: Documented = documented_filters::LAUNCH_TEMPLATES;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.launch_templates
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, _: &View, _: &str) -> Vec<String> {
        vec![]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        Element::new(name)
            .text("launchTemplateId", &self.id)
            .text("launchTemplateName", &self.name)
            .text("createTime", iso8601(self.life.created))
            .text("createdBy", &self.created_by)
            .text("defaultVersionNumber", self.default_version)
            .text("latestVersionNumber", self.latest())
            .child(view.tag_set(&self.id))
    }
}
