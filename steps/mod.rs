//! The walkthrough: the ordered list of steps. Each step is a module and a lesson of the same name.

mod addressing;
mod ai_host;
mod app;
mod app_host;
mod database;
mod database_checks;
mod database_experiment;
mod host_zones;
mod hosts;
mod meant;
mod nat_gateway;
mod peering;
mod rules;
mod second_vpc;
mod site;
mod site_pages;
mod sketches;
mod snapshots;
mod snapshots_experiment;
mod test_host;
mod trust;
mod vpc;

use crate::walkthrough::{Roles, Steps};

/// The keys of the questions for the hosts' instance types.
const INSTANCE_TYPES: &[&str] = &[hosts::APP_HOST_TYPE.key, hosts::TEST_HOST_TYPE.key, hosts::AI_HOST_TYPE.key];

/// The steps that make hosts, and the keys of the questions for these hosts' zones.
const HOST_ZONES: &[(&str, &str)] = &[
    (hosts::APP_HOST, host_zones::APP_HOST_ZONE.key),
    (hosts::TEST_HOST, host_zones::TEST_HOST_ZONE.key),
    (hosts::AI_HOST, second_vpc::ZONE.key),
];

/// The steps, in the order in which they are walked. A step builds only on earlier ones.
pub const WALKTHROUGH: Steps = Steps::new(&[
    // Part 1: the company's environment.
    &vpc::Network,
    &app_host::AppHost,
    &database::Database,
    &app::App,
    &test_host::TestHost,
    &nat_gateway::NatGateway,
    &site::Site,
    &snapshots::Snapshots,
    // Part 2: the AI team's network, joined to the first.
    &second_vpc::SecondVpc,
    &peering::Peering,
    &ai_host::AiHost,
])
.with_roles(Roles {
    trusted_addresses: Some(&app_host::TRUSTED_CIDRS),
    bucket_name: Some(&site::BUCKET),
    database_name: Some(&database::IDENTIFIER),
    restored_database: Some(snapshots_experiment::restored_name),
    database_password: Some(&database::PASSWORD),
    database_storage_type: Some(database::STORAGE_TYPE.key),
    database_class: Some(database::CLASS.key),
    database_backup_days: Some(database::BACKUP_RETENTION.key),
    host_image: Some(hosts::IMAGE.key),
    instance_types: INSTANCE_TYPES,
    host_zones: HOST_ZONES,
    front_host: Some(hosts::APP_HOST),
});

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::io::Write;

    use console::measure_text_width;

    use super::*;
    use crate::locale::{Language, speaking};
    use crate::walkthrough::{Answers, DefaultFacts, Step, filled_lesson, lesson_sources, remembered_answers};

    #[test]
    fn steps_have_their_own_ids_and_build_on_earlier_ones_only() {
        let mut earlier = BTreeSet::new();
        for step in WALKTHROUGH.iter() {
            for need in step.needs() {
                assert!(
                    earlier.contains(need),
                    "{} needs {need}, which does not come before it",
                    step.id()
                );
            }
            assert!(earlier.insert(step.id()), "{} is there twice", step.id());
        }
    }

    #[test]
    fn every_module_is_listed_and_has_its_lesson() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/steps");
        let helpers = [
            "mod.rs",
            "addressing.rs",
            "database_checks.rs",
            "database_experiment.rs",
            "host_zones.rs",
            "hosts.rs",
            "meant.rs",
            "rules.rs",
            "site_pages.rs",
            "sketches.rs",
            "snapshots_experiment.rs",
            "trust.rs",
        ];
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let Some(module) = name.strip_suffix(".rs").filter(|_| !helpers.contains(&name.as_str())) else {
                continue;
            };
            let id = module.replace('_', "-");
            assert!(WALKTHROUGH.get(&id).is_ok(), "steps/{name} is not in the walkthrough");
        }
    }

    fn facts() -> DefaultFacts {
        DefaultFacts {
            deployment: "demo".to_owned(),
            account: "123456789012".to_owned(),
            region: "eu-west-3".to_owned(),
            is_learner_lab: false,
            caller: Some("192.0.2.10/32".parse().unwrap()),
        }
    }

    /// A lesson as it is shown where nothing is answered yet.
    fn shown(step: &dyn Step) -> String {
        let answers = remembered_answers(&WALKTHROUGH, &BTreeMap::new(), &facts());
        filled_lesson(step, &WALKTHROUGH, &answers, &facts())
    }

    #[test]
    fn lessons_are_between_15_and_47_lines_and_fit_80_columns() {
        for step in WALKTHROUGH.iter() {
            // Two screens of 24 lines, each with a line for the prompt, and an empty one between them; the drawing apart.
            let lesson = shown(step);
            let lines = lesson.lines().count() - drawing(&lesson).len() - 1;
            assert!((15..=47).contains(&lines), "the lesson of {} has {lines} lines", step.id());
            let text = step.lesson().lines().filter(|line| !line.starts_with("<!--"));
            let widest = text.map(|line| line.chars().count()).max();
            assert!(widest <= Some(78), "the lesson of {} is {widest:?} wide", step.id());
        }
    }

    /// The lines of a lesson's drawing, with those around it.
    fn drawing(lesson: &str) -> Vec<&str> {
        let from_fence = lesson.lines().skip_while(|line| *line != "```");
        let mut fences = 0;
        from_fence
            .take_while(|line| {
                fences += usize::from(*line == "```");
                fences < 2 || *line == "```"
            })
            .collect()
    }

    #[test]
    fn every_lesson_has_a_drawing_that_fits_in_every_language() {
        for language in Language::iter() {
            speaking(*language, || {
                for step in WALKTHROUGH.iter() {
                    let (lesson, id) = (shown(step), step.id());
                    let drawing = drawing(&lesson);
                    assert!(
                        (4..=7).contains(&drawing.len()),
                        "the lesson of {id} has a drawing of {} lines, not 4 to 7: `{{sketch}}` stands in it, and lesson_values returns one of \
                         steps/sketches.rs",
                        drawing.len()
                    );
                    assert!(
                        drawing.iter().all(|line| measure_text_width(line) <= 76),
                        "{id}: {drawing:#?}"
                    );
                }
            });
        }
    }

    #[test]
    fn every_key_in_a_lesson_is_a_question_or_a_value_of_its_step() {
        for step in WALKTHROUGH.iter() {
            let lesson = shown(step);
            assert!(!lesson.contains(['{', '}']), "{}: a key has no value:\n{lesson}", step.id());
            assert!(!lesson.contains("<!--"), "{}: a source is shown", step.id());
        }
    }

    #[test]
    fn lessons_take_the_answers() {
        let given = [("app-host.port", "8080".into()), ("vpc.cidr", "172.20.0.0/20".into())];
        let remembered = given
            .map(|(key, value): (&str, serde_json::Value)| (key.to_owned(), value))
            .into();
        let answers = remembered_answers(&WALKTHROUGH, &remembered, &facts());
        let lesson = |id: &str| filled_lesson(WALKTHROUGH.get(id).unwrap(), &WALKTHROUGH, &answers, &facts());
        for said in [
            "`172.20.0.0/20`: the first 20 bits",
            "4,096 addresses",
            "`172.20.8.0/24`, `172.20.9.0/24`",
        ] {
            assert!(lesson("vpc").contains(said), "{said}: {}", lesson("vpc"));
        }
        assert!(lesson("peering").contains("`172.20.0.0/20`"));
        assert!(
            lesson("site").contains(".s3-website.eu-west-3.amazonaws.com"),
            "{}",
            lesson("site")
        );
    }

    #[test]
    fn every_lesson_names_its_sources_and_old_ones_are_listed() {
        let today = jiff::Zoned::now();
        let mut old = Vec::new();
        for step in WALKTHROUGH.iter() {
            let sources = lesson_sources(step.lesson());
            assert!(!sources.is_empty(), "the lesson of {} has no source", step.id());
            for source in sources {
                let source = source.unwrap_or_else(|text| panic!("{}: no source: {text}", step.id()));
                let (year, month) = source.read;
                assert!((year, month) <= (today.year(), today.month()), "{source:?} is of the future");
                if (year + 1, month) < (today.year(), today.month()) {
                    old.push(format!("{}: {}, read in {year}-{month:02}", step.id(), source.page));
                }
            }
        }
        // Written past the test's own output, so that it is seen though the test passes.
        if !old.is_empty() {
            let text = format!("Sources that nobody has read again for a year:\n{}\n", old.join("\n"));
            std::io::stderr().write_all(text.as_bytes()).unwrap();
        }
    }

    #[test]
    fn questions_are_asked_once_and_named_after_their_step() {
        let mut keys = BTreeSet::new();
        for step in WALKTHROUGH.iter() {
            for ask in step.ask() {
                let key = ask.asked().key();
                assert!(key.starts_with(&format!("{}.", step.id())), "{key}");
                assert!(keys.insert(key), "{key} is asked twice");
            }
        }
    }

    #[test]
    fn defaults_are_answers_their_own_questions_take() {
        let facts = facts();
        for question in WALKTHROUGH.questions() {
            let default = question.default_answer(&facts).unwrap();
            assert_eq!(
                question.validate(default.clone(), &Answers::default()),
                Ok(default),
                "{}",
                question.key()
            );
        }
    }
}
