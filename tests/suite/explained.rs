//! `jalon explain`: steps, questions, words and the lines of `jalon reach`, in both languages.

use jalon::steps::WALKTHROUGH;
use jalon::ui::{all_words, hop_text, word_in};
use jalon::walkthrough::{Asked, PathQuestion};
use jalon_reachability::{Hop, LabelKind, Outcome, Pass};
use serde_json::Value;

use crate::support::{Jalon, Rehearsal, one_line};

#[test]
fn every_question_is_explained_in_both_languages() {
    let jalon = Jalon::new();
    for asked in WALKTHROUGH.asked() {
        let key = asked.key();
        let english = one_line(&jalon.run(&["explain", key]).ends_with(0).stdout);
        let french = one_line(&jalon.run(&["explain", key, "--lang", "fr"]).ends_with(0).stdout);
        assert!(english.contains(key) && french.contains(key), "{key}: {english}\n{french}");
        assert_ne!(english, french);
        match asked {
            Asked::Question(question) => {
                assert!(english.contains(&one_line(question.help())), "{key}: {english}");
                assert!(english.contains(&format!("`--set {key}=…`")), "{key}: {english}");
                let is_said = english.contains("jalon refuses another answer");
                assert_eq!(is_said, question.is_lasting(), "{key}: {english}");
            }
            Asked::Secret(_) => assert!(english.contains("answers file"), "{key}: {english}"),
        }
    }
    let said = |key: &str| one_line(&jalon.run(&["explain", key]).ends_with(0).stdout);
    assert!(said("app-host.instance-type").contains("t3.micro costs $0.0104 an hour in us-east-1."));
    assert!(said("vpc.cidr").contains("Without an answer it is 10.0.0.0/16."));
    assert!(said("peering.tables").contains("One of: all, public, private."));
    let trusted = said("app-host.trusted-cidrs");
    assert!(
        trusted.contains("Without an answer it is your own address") && !trusted.contains("default"),
        "{trusted}"
    );
}

#[test]
fn every_word_is_explained_in_both_languages() {
    let jalon = Jalon::new();
    assert!(all_words().len() >= 40, "{}", all_words().len());
    for word in all_words() {
        let english = one_line(&jalon.run(&["explain", word.key]).ends_with(0).stdout);
        let french = one_line(&jalon.run(&["explain", word.key, "--lang", "fr"]).ends_with(0).stdout);
        assert!(english.contains(&one_line(&word.meaning())), "{}: {english}", word.key);
        assert!(french.len() > 80 && french != english, "{}: {french}", word.key);
        if let Some(step) = word.step {
            WALKTHROUGH.get(step).unwrap();
            assert!(english.contains(&format!("`jalon explain {step}`")), "{english}");
        }
    }
    let asked = |words: &[&str]| jalon.run(&[&["explain"], words].concat()).ends_with(0).stdout;
    let table = asked(&["what", "is", "a", "route", "table?"]);
    assert!(table.starts_with("route table\n"), "{table}");
    assert!(table.contains("has no route to 0.0.0.0/0"), "{table}");
    assert_eq!(asked(&["table de routage"]), table);
    let french = asked(&["qu'est-ce qu'une table de routage ?", "--lang", "fr"]);
    assert!(french.starts_with("table de routage\n"), "{french}");
    assert!(french.contains("n'a pas de route vers 0.0.0.0/0"), "{french}");
    // A step's own name is the step.
    assert!(asked(&["vpc"]).starts_with("A network of your own"), "{}", asked(&["vpc"]));
}

#[test]
fn what_is_misspelt_comes_with_the_nearest_word() {
    let jalon = Jalon::new();
    for (typed, nearest) in [
        (&["routr table"][..], "jalon explain 'route table'"),
        (&["what is a securty groop?"], "jalon explain 'security group'"),
        (&["nat-gatewy"], "jalon explain nat-gateway"),
        (&["vpc.cdir"], "jalon explain vpc.cidr"),
        (&["statefull"], "jalon explain stateful"),
    ] {
        let run = jalon.run(&[&["explain"], typed].concat()).ends_with(2);
        assert_eq!(run.advised(), [nearest, "jalon explain"], "{typed:?}: {}", run.stderr);
    }
    let unknown = jalon.run(&["explain", "quux", "--lang", "fr"]).ends_with(2);
    assert!(
        unknown.stderr_line().contains("rien ici ne s'appelle « quux »"),
        "{}",
        unknown.stderr
    );
    assert!(
        unknown.stderr_line().contains("`jalon explain --lang fr` liste"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn without_an_argument_it_lists_what_can_be_explained() {
    let jalon = Jalon::new();
    let listed = one_line(&jalon.run(&["explain"]).ends_with(0).stdout);
    for asked in WALKTHROUGH.asked().map(Asked::key) {
        assert!(listed.contains(asked), "{asked}: {listed}");
    }
    for word in all_words() {
        assert!(listed.contains(&word.name()), "{}: {listed}", word.key);
    }
    let document = |arguments: &[&str]| -> Value {
        let run = jalon
            .run(&[&["explain"], arguments, &["--output", "json"]].concat())
            .ends_with(0);
        serde_json::from_str(&run.stdout).unwrap()
    };
    assert_eq!(document(&[])["kind"], "topics");
    assert_eq!(document(&["vpc"])["kind"], "step");
    let question = document(&["vpc.cidr"]);
    assert_eq!((&question["kind"], &question["lasting"]), (&"question".into(), &true.into()));
    assert_eq!(document(&["NAT gateway"])["word"], "nat");
}

/// The word that a hop's line leads to, where its kind says so.
fn expected(hop: &Hop) -> Option<&'static str> {
    match (&hop.outcome, hop.label.kind) {
        (Outcome::Unknown(_), _) => None,
        (Outcome::Passes(Pass::Remembered(_)), _) => Some("stateful"),
        (Outcome::Passes(Pass::Route(route)), _) if route.target == jalon_reachability::NextHop::Local => Some("local"),
        (_, LabelKind::RouteTable) => Some("route-table"),
        (_, LabelKind::NetworkAcl) => Some("network-acl"),
        (_, LabelKind::SecurityGroup) => Some("security-group"),
        (_, LabelKind::InternetGateway) => Some("internet-gateway"),
        (_, LabelKind::NatGateway) => Some("nat"),
        (_, LabelKind::VpcPeering) => Some("vpc-peering"),
        (_, LabelKind::Instance) => Some("instance"),
        (_, LabelKind::DbInstance) => Some("db-instance"),
        (_, LabelKind::Subnet) => Some("subnet"),
        (_, LabelKind::Internet) => Some("internet"),
        (_, LabelKind::OwnAddress) => Some("own-address"),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn every_line_that_reach_prints_leads_to_the_word_of_its_kind() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let session = rehearsal.session(&[]).await.unwrap();
    let answers = session.planned_answers().await.unwrap();
    let network = session.read_network(&answers).await.unwrap();
    let ends = [
        "app-host",
        "test-host",
        "ai-host",
        "database",
        "internet",
        "me",
        "subnet/private1",
        "subnet/ai",
    ];
    let mut lines = 0;
    for from in ends {
        for to in ends {
            let question = PathQuestion::new(&network, from, to, false).unwrap();
            let answer = question.answer(&network);
            for hop in answer.path().map(|path| path.hops.clone()).unwrap_or_default() {
                let (line, Some(key)) = (hop_text(&hop), expected(&hop)) else {
                    continue;
                };
                assert_eq!(word_in(&line).map(|word| word.key), Some(key), "{line}");
                lines += 1;
            }
        }
    }
    assert!(lines > 200, "{lines}");
}

#[test]
fn a_line_of_reach_can_be_pasted_in_french_too() {
    let jalon = Jalon::new();
    jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "test-host"])
        .ends_with(0);
    let reach = jalon
        .run(&["reach", "internet", "test-host", "--lang", "fr"])
        .ends_with(3)
        .stdout;
    assert!(reach.contains("test-host"), "{reach}");
    let reach = jalon
        .run(&["reach", "app-host", "test-host", "--lang", "fr"])
        .ends_with(0)
        .stdout;
    let lines = one_line(&reach);
    for (words, word) in [
        ("sont à états", "à états\n"),
        ("garde 10.0.0.0/16 dans le VPC (local)", "local\n"),
        ("laisse entrer tcp 22", "ACL réseau\n"),
    ] {
        assert!(lines.contains(words), "{words}: {lines}");
        let pasted = match word {
            "ACL réseau\n" => "ACL réseau acl-0a1b2c3d laisse entrer tcp 22 dans subnet/private1 (règle 100)".to_owned(),
            "local\n" => format!("route-table/public (rtb-1) {words}"),
            _ => format!("security-group/app-host (sg-1) laisse sortir le paquet de réponse : les groupes de sécurité {words}"),
        };
        let explained = jalon.run(&["explain", &pasted, "--lang", "fr"]).ends_with(0).stdout;
        assert!(explained.starts_with(word), "{pasted}: {explained}");
    }
}

#[test]
fn statements_about_aws_have_their_source_and_its_month_above_them() {
    for language in ["en", "fr"] {
        for file in ["glossary", "experiments"] {
            let path = format!("{}/assets/locales/{language}/{file}.ftl", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).unwrap();
            let sources: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# ")).collect();
            assert!(sources.len() > 5, "{path}: {sources:?}");
            for source in sources {
                let page = source.strip_prefix("source: ").and_then(|source| source.rsplit_once(", "));
                let month = page.and_then(|(_, month)| month.split_once('-'));
                let is_month = month.is_some_and(|(year, month)| {
                    year.parse::<u16>().is_ok_and(|year| year >= 2025) && month.parse::<u8>().is_ok_and(|month| month <= 12)
                });
                assert!(is_month, "{path}: {source}");
            }
        }
    }
}
