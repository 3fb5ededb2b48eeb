//! CreateLaunchTemplateVersion and DescribeLaunchTemplateVersions.

use super::filters::Filters;
use super::launch_templates::{LaunchTemplate, Version, named};
use super::template_data::TemplateData;
use super::{Ec2, documented_filters, page, tokens};
use crate::clock::iso8601;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// CreateLaunchTemplateVersion, of its own data and, where one is named, of another version's.
pub fn create(ec2: &mut Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let used = tokens::read(params, "")?;
    let made = tokens::made(ec2, used.as_ref(), |ec2, made| ec2.launch_templates.contains(parted(made).0))?;
    let (id, number) = match &made {
        Some(made) => {
            let (id, number) = parted(made);
            (id.to_owned(), number.to_owned())
        }
        None => {
            let template = named(ec2, cx, params)?;
            let data = TemplateData::read(params)?;
            let data = match params.get("SourceVersion") {
                Some(source) => data.over(&template.version(source)?.data),
                None => data,
            };
            let version = Version {
                number: template.latest() + 1,
                description: params.get("VersionDescription").map(str::to_owned),
                created: cx.now,
                created_by: cx.account.plan.user_arn(&common.account),
                data,
            };
            let (id, number) = (template.id.clone(), version.number.to_string());
            if let Some(template) = ec2.launch_templates.get_mut(&id) {
                template.versions.push(version);
            }
            tokens::remember(ec2, used, &format!("{id}:{number}"));
            (id, number)
        }
    };
    let template = ec2.launch_templates.get(&id);
    let version = template.and_then(|template| Some((template, template.version(&number).ok()?)));
    let answer = version.map(|(template, version)| element(template, version, "launchTemplateVersion"));
    Ok(Element::new("").children(answer))
}

/// The template and the number of a version that a token has made.
fn parted(made: &str) -> (&str, &str) {
    made.split_once(':').unwrap_or((made, ""))
}

/// DescribeLaunchTemplateVersions: of one template, or `$Latest` and `$Default` of all.
pub fn describe(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let wanted = params.strings("LaunchTemplateVersion");
    let is_of_one = params.has("LaunchTemplateId") || params.has("LaunchTemplateName");
    let is_alias = |version: &String| version.starts_with('$');
    let templates: Vec<&LaunchTemplate> = match is_of_one || wanted.is_empty() || !wanted.iter().all(is_alias) {
        true => vec![named(ec2, cx, params)?],
        false => ec2.launch_templates.values().collect(),
    };
    let (least, most) = (bound(params, "MinVersion")?, bound(params, "MaxVersion")?);
    let filters = Filters::read(params, documented_filters::LAUNCH_TEMPLATE_VERSIONS)?;
    let mut rows = Vec::new();
    for template in templates {
        let versions: Vec<&Version> = match wanted.is_empty() {
            true => template.versions.iter().collect(),
            false => wanted
                .iter()
                .map(|wanted| template.version(wanted))
                .collect::<Result<_, _>>()?,
        };
        for version in versions {
            let is_within = least.is_none_or(|least| least <= version.number) && most.is_none_or(|most| version.number <= most);
            let item = element(template, version, "item");
            if is_within && filters.take_item(&item, None) {
                // The newest is first.
                rows.push((format!("{}/{:010}", template.id, u32::MAX - version.number), item));
            }
        }
    }
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    rows.dedup_by(|(one, _), (other, _)| one == other);
    page::answer(params, "launchTemplateVersionSet", rows)
}

fn bound(params: &Params, name: &str) -> Result<Option<u32>, ApiError> {
    let number = params.integer(name)?;
    Ok(number.map(|number| u32::try_from(number).unwrap_or_default()))
}

fn element(template: &LaunchTemplate, version: &Version, name: &str) -> Element {
    Element::new(name)
        .text("launchTemplateId", &template.id)
        .text("launchTemplateName", &template.name)
        .text("versionNumber", version.number)
        .optional("versionDescription", version.description.as_ref())
        .text("createTime", iso8601(version.created))
        .text("createdBy", &version.created_by)
        .text("defaultVersion", version.number == template.default_version)
        .child(version.data.element())
}
