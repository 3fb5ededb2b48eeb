//! `jalon draw` as a person types it, and the picture in the README.

use std::path::Path;

use crate::support::Jalon;

const README: &str = include_str!("../../../README.md");

/// A line of a drawing without what differs from run to run: ids and addresses. They change no coordinate.
fn without_ids(line: &str) -> String {
    match (line.trim_start().starts_with("<text"), line.trim_start().starts_with('<')) {
        (true, _) => line.split_once('>').map_or(line, |(tag, _)| tag).to_owned(),
        (false, true) if line.contains("<title>") || line.contains("aria-label") => String::new(),
        _ => line.to_owned(),
    }
}

/// Asserts that `docs/images/NAME.svg` is this drawing but for ids and addresses; `INSTA_UPDATE=always` writes it anew where it isn't.
pub fn is_documented(name: &str, drawn: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/images/{name}.svg"));
    let image = std::fs::read_to_string(&file).unwrap_or_default();
    let lines = |text: &str| text.lines().map(without_ids).collect::<Vec<_>>();
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") && lines(drawn) != lines(&image) {
        std::fs::write(file, drawn).unwrap();
        return;
    }
    assert_eq!(
        lines(drawn),
        lines(&image),
        "docs/images/{name}.svg is not what is drawn: INSTA_UPDATE=always writes it anew"
    );
}

#[test]
fn the_readmes_picture_is_what_the_program_draws_of_its_first_command() {
    assert!(README.contains("](docs/images/demo.svg)"));
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let drawn = jalon.run(&["draw"]).ends_with(0).stdout;
    is_documented("demo", &drawn);
}

#[test]
fn a_deployment_is_drawn_in_every_form_and_before_it_is_built() {
    let jalon = Jalon::new();
    for (arguments, begins) in [
        (&["draw", "--sandbox"][..], "<svg "),
        (&["draw", "--sandbox", "--tall"], "<svg "),
        (&["draw", "--sandbox", "--format", "mermaid"], "flowchart TB\n"),
        (&["draw", "--sandbox", "--format", "text"], "demo\n"),
    ] {
        let drawn = jalon.run(arguments).ends_with(0);
        assert!(drawn.stdout.starts_with(begins), "{arguments:?}: {}", drawn.stdout);
        assert!(drawn.stdout.contains("demo-app-host"), "{arguments:?}: {}", drawn.stdout);
        assert_eq!(drawn.stderr, "", "{arguments:?}");
    }
}

#[test]
fn a_status_draws_first_where_it_is_asked_to() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let status = jalon.run(&["status", "--picture"]).ends_with(0).stdout;
    assert!(status.contains("║ VPC demo-vpc"), "{status}");
    assert!(status.contains("Resources"), "{status}");
    assert!(!jalon.run(&["status"]).ends_with(0).stdout.contains('║'));
}
