//! Texts of others: a terminal, OpenSSH and later runs act on nothing in them.

use std::os::unix::process::CommandExt;

use jalon_sandbox::{ApiError, Intervention};

use crate::support::{Endpoint, Jalon, Proxy, Rehearsal, Run, ServedSandbox, one_line, problem};

/// Clears the screen, sets the title, moves the cursor, turns the direction, and rings.
const ESCAPES: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}1A\u{202e}\r\u{1b}[31;5mred";
/// The same in XML.
const IN_XML: &str = "&#27;[2J&#27;]0;owned&#7;&#155;1A&#8238;&#13;&#27;[31;5mred";

/// Expects nothing in a text that a terminal acts on.
#[track_caller]
fn is_plain(text: &str) {
    let active = |c: &char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{202a}'..='\u{202e}');
    let found: Vec<char> = text.chars().filter(active).collect();
    assert!(found.is_empty(), "{found:?} in {text:?}");
}

#[track_caller]
fn is_all_plain(run: &Run) {
    is_plain(&run.stdout);
    is_plain(&run.stderr);
}

#[test]
fn an_endpoints_error_moves_no_cursor_and_is_kept_plain() {
    let sandbox = ServedSandbox::start_with(&["--sandbox-speed", "3600"]);
    let proxy = Proxy::meddling(&sandbox.url(), |request, status, answer| {
        match request.contains("Action=CreateVpc&") {
            true => (
                400,
                format!(
                    "<Response><Errors><Error><Code>Odd{IN_XML}</Code><Message>begun {IN_XML} ended</Message></Error></Errors>\
                 <RequestID>r{IN_XML}</RequestID></Response>"
                ),
            ),
            false => (status, answer),
        }
    });
    let jalon = proxy.jalon();
    for (deployment, options) in [
        ("demo", &["-v"][..]),
        ("b", &["--output", "json", "-v"]),
        ("c", &["--color", "always"]),
    ] {
        let walk = ["walk", "--yes", "--until", "vpc", "--deployment", deployment];
        let run = jalon.run(&[&walk, options].concat()).ends_with(1);
        let seen = run.stderr.contains("begun") && run.stderr.contains("ended");
        assert!(seen, "{}", run.stderr);
        let own_colors = run.stderr.replace("\u{1b}[", "");
        is_plain(&own_colors);
        is_plain(&run.stdout);
        assert!(
            !run.stdout.contains("\\u001b") && !run.stdout.contains("\\r"),
            "{}",
            run.stdout
        );
    }
    let state = std::fs::read_to_string(jalon.kept("state.json")).unwrap();
    assert!(state.contains("begun"), "{state}");
    is_plain(&state);
    assert!(!state.contains("\\u001b") && !state.contains("\\r"), "{state}");
    for command in ["status", "steps", "plan"] {
        is_all_plain(&jalon.run(&[command]).ends_with(0));
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_is_cleaned_as_soon_as_it_arrives() {
    let rehearsal = Rehearsal::new();
    rehearsal.simulator.set_interceptor(|call| match call.operation.as_str() {
        "CreateVpc" => Intervention::Answer(ApiError::new("Odd", ESCAPES)),
        _ => Intervention::Proceed,
    });
    let error = rehearsal.walk(None, &[]).await.err().unwrap();
    is_plain(&problem(&error));
}

#[test]
fn tags_of_others_are_shown_plain() {
    let sandbox = ServedSandbox::start_with(&["--sandbox-speed", "3600"]);
    let jalon = sandbox.jalon();
    jalon.run(&["walk", "--yes", "--until", "app-host"]).ends_with(0);
    // Whatever an endpoint calls things by: every id of a VPC, every name.
    let proxy = Proxy::meddling(&sandbox.url(), |_, status, answer| {
        let answer = answer.replace("<groupName>", &format!("<groupName>{IN_XML}"));
        (status, answer.replace("<value>demo-", &format!("<value>{IN_XML}demo-")))
    });
    for command in [
        &["status"][..],
        &["plan"],
        &["verify"],
        &["reach", "me", "app-host:22"],
        &["status", "--output", "json"],
        &["reach", "me", "app-host:22", "--output", "json"],
        &["walk", "--yes", "-v", "--until", "app-host"],
    ] {
        let run = jalon.run(&[command, &["--endpoint-url", &proxy.url()]].concat());
        is_all_plain(&run);
    }
}

#[test]
fn an_address_that_is_more_than_one_writes_nothing_into_the_ssh_config() {
    let sandbox = ServedSandbox::start_with(&["--sandbox-speed", "3600"]);
    for (element, more) in [
        ("ipAddress", "&#10;    ProxyCommand touch here"),
        ("privateIpAddress", "&#10;Match exec &quot;touch here&quot;"),
        ("ipAddress", " -oProxyCommand=x"),
        ("instanceId", "&#10;    ProxyCommand touch here&#10;#"),
    ] {
        let proxy = Proxy::meddling(&sandbox.url(), move |request, status, answer| {
            match request.contains("Action=DescribeInstances&") {
                true => (
                    status,
                    answer.replace(&format!("</{element}>"), &format!("{more}</{element}>")),
                ),
                false => (status, answer),
            }
        });
        let jalon = proxy.jalon().with("AWS_MAX_ATTEMPTS", "1");
        let mut command = jalon.command(&["walk", "--yes", "--deployment", "lab", "--until", "app-host"]);
        // An instance whose id is none is never found again; nobody waits for that here.
        let mut child = command.stderr(std::process::Stdio::piped()).process_group(0).spawn().unwrap();
        let begun = std::time::Instant::now();
        while child.try_wait().unwrap().is_none() && begun.elapsed() < std::time::Duration::from_secs(20) {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let _ = child.kill();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let said = one_line(&said);
        let config = std::fs::read_to_string(jalon.folder().join(".jalon/lab/ssh_config")).unwrap_or_default();
        for planted in ["ProxyCommand", "Match", "touch"] {
            assert!(!config.contains(planted), "{element}: {config}");
        }
        if element != "instanceId" {
            assert!(said.contains("is left out of ssh_config"), "{element}: {said}");
        }
        sandbox.jalon().run(&[
            "destroy",
            "--yes",
            "--deployment",
            "lab",
            "--take-over",
            "--region",
            "us-east-1",
        ]);
    }
}

#[test]
fn a_planted_ssh_config_runs_nothing() {
    let sandbox = ServedSandbox::start_with(&["--sandbox-speed", "3600"]);
    let jalon = sandbox.jalon();
    jalon.run(&["walk", "--yes", "--until", "app-host"]).ends_with(0);
    let genuine = std::fs::read_to_string(jalon.kept("ssh_config")).unwrap();
    let marker = jalon.folder().join("ran");
    let planted = genuine.replace(
        "    User ubuntu",
        &format!("    ProxyCommand touch {}\n    User ubuntu", marker.display()),
    );
    for command in [
        &["ssh", "app-host", "--live-hosts", "--", "true"][..],
        &["verify", "app-host", "--live-hosts"],
    ] {
        crate::support::write_private(jalon.kept("ssh_config"), &planted);
        let mut running = jalon.start(command);
        let begun = std::time::Instant::now();
        while running.try_wait().unwrap().is_none() && begun.elapsed() < std::time::Duration::from_secs(4) {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let _ = running.kill();
        running.wait().unwrap();
        assert!(!marker.exists(), "{command:?} ran what was planted");
        assert_eq!(
            std::fs::read_to_string(jalon.kept("ssh_config")).unwrap(),
            genuine,
            "{command:?}"
        );
    }
}

#[test]
fn a_named_file_shows_its_name_and_nothing_more() {
    let jalon = Jalon::new();
    let run = jalon.run(&["walk", "--yes", "--sandbox", "--answers", ESCAPES]).ends_with(2);
    is_all_plain(&run);
}
