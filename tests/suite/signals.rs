//! Signals and closed terminals at every phase: the run stops where it is, says how to go on, and the command it names goes on.

use std::time::{Duration, Instant};

use crate::support::{Jalon, Run, Running, Terminal, one_line};

/// A sandbox in which a whole walk takes about half a minute: slow enough to be hit in every phase.
const SLOW: &str = "20";
/// One in which every call takes seconds.
const VERY_SLOW: &str = "0.2";
/// How long a stop may take: the calls under way, of 0.3 s of AWS's time each, and a busy machine.
const STOPS_WITHIN: Duration = Duration::from_secs(5);
const SIGNALS: [(&str, i32); 2] = [("INT", 130), ("TERM", 143)];

/// Sends the signal and checks how the run ended.
#[track_caller]
fn is_stopped(jalon: &Jalon, running: Running, (signal, code): (&str, i32)) -> Run {
    let sent = Instant::now();
    running.signal(signal);
    let run = running.end().ends_with(code);
    assert!(sent.elapsed() < STOPS_WITHIN, "it took {:?} to stop", sent.elapsed());
    assert!(run.stderr.lines().any(|line| line.starts_with("Stopped. ")), "{}", run.stderr);
    let advised = run.advised();
    assert_eq!(advised.len(), 1, "{}", run.stderr);
    assert!(!jalon.kept("state.tmp").exists());
    run
}

/// Goes on as advised, at full speed.
#[track_caller]
fn goes_on(jalon: &Jalon, stopped: &Run) {
    let line = stopped.advised()[0]
        .replace(&format!("--sandbox-speed {SLOW}"), "")
        .replace(&format!("--sandbox-speed {VERY_SLOW}"), "");
    jalon.run_line(&line).ends_with(0);
}

fn slow(arguments: &[&str]) -> Vec<String> {
    let speed = ["--sandbox-speed", SLOW];
    arguments
        .iter()
        .chain(&speed)
        .map(|argument| (*argument).to_owned())
        .collect()
}

fn begin_slow(jalon: &Jalon, arguments: &[&str]) -> Running {
    let arguments = slow(arguments);
    jalon.begin(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_walk_is_stopped_in_the_middle_of_creates_and_of_waits_and_gone_on_with() {
    for signal in [SIGNALS[0], SIGNALS[1], ("HUP", 129)] {
        let jalon = Jalon::new();
        let arguments = ["walk", "--sandbox", "--yes", "--deployment", "first"];
        // Each run goes on where the one before was stopped.
        for moment in ["+ VPC", "+ instance", "… the DB instance"] {
            let mut running = begin_slow(&jalon, &arguments);
            running.expect(moment);
            let run = is_stopped(&jalon, running, signal);
            assert_eq!(
                run.advised(),
                ["jalon walk --deployment first --sandbox --sandbox-speed 20 --yes"]
            );
            if moment.contains("DB instance") {
                goes_on(&jalon, &run);
            }
        }
        jalon
            .run(&["plan", "--deployment", "first", "--detailed-exitcode"])
            .ends_with(0);
    }
}

#[test]
fn a_walk_is_stopped_before_anything_is_remembered() {
    for signal in SIGNALS {
        let jalon = Jalon::new();
        let arguments = [
            "walk",
            "--sandbox",
            "--yes",
            "--until",
            "vpc",
            "--set",
            "vpc.cidr=10.42.0.0/16",
            "--sandbox-speed",
            VERY_SLOW,
        ];
        let mut running = jalon.begin(&arguments);
        running.wait_for("the sandbox", |_| jalon.kept("sandbox").exists());
        std::thread::sleep(Duration::from_millis(100));
        let run = is_stopped(&jalon, running, signal);
        goes_on(&jalon, &run);
        let plan = jalon.run(&["plan", "vpc", "--detailed-exitcode"]).ends_with(0);
        assert!(plan.stdout.contains("all up to date"), "{}", plan.stdout);
        let state = std::fs::read_to_string(jalon.kept("state.json")).unwrap();
        assert!(
            state.contains("10.42.0.0/16"),
            "the answer given on the command line was lost"
        );
    }
}

#[test]
fn a_look_and_the_checks_at_the_end_are_stopped() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    for command in ["plan", "status", "verify"] {
        let mut running = jalon.begin(&[command, "--sandbox-speed", VERY_SLOW]);
        running.wait_for("a moment", {
            let begun = Instant::now();
            move |_| begun.elapsed() > Duration::from_millis(300)
        });
        let run = is_stopped(&jalon, running, SIGNALS[0]);
        assert_eq!(run.advised(), [format!("jalon {command} --sandbox-speed {VERY_SLOW}")]);
    }
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    let mut running = jalon.begin(&["walk", "--yes", "--until", "vpc", "--sandbox-speed", "2"]);
    running.expect("vpc          ✔ done");
    let run = is_stopped(&jalon, running, SIGNALS[1]);
    assert_eq!(run.advised(), ["jalon walk --until vpc --sandbox-speed 2 --yes"]);
    jalon.run(&["plan", "vpc", "--detailed-exitcode"]).ends_with(0);
}

#[test]
fn taking_down_is_stopped_and_gone_on_with() {
    for signal in SIGNALS {
        let jalon = Jalon::new();
        jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
        let mut running = begin_slow(&jalon, &["destroy", "--yes", "--keep-snapshots"]);
        running.expect("… deleting db-instance/main");
        let run = is_stopped(&jalon, running, signal);
        assert_eq!(run.advised(), ["jalon destroy --keep-snapshots --sandbox-speed 20 --yes"]);
        goes_on(&jalon, &run);
        let status = jalon.run(&["status"]).ends_with(0);
        assert!(
            status.stdout.contains("ebs-snapshots/baseline") && !status.stdout.contains("vpc/main"),
            "{}",
            status.stdout
        );
    }
}

#[test]
fn a_second_signal_leaves_at_once_and_loses_nothing() {
    let jalon = Jalon::new();
    let mut running = jalon.begin(&["walk", "--sandbox", "--yes", "--until", "vpc", "--sandbox-speed", VERY_SLOW]);
    running.wait_for("the first resource", |_| {
        std::fs::read_to_string(jalon.kept("state.json")).is_ok_and(|state| state.contains("vpc/main"))
    });
    running.signal("TERM");
    running.expect("Once more to leave at once.");
    let sent = Instant::now();
    running.signal("INT");
    let run = running.end().ends_with(130);
    assert!(
        sent.elapsed() < Duration::from_millis(700),
        "it took {:?} to leave",
        sent.elapsed()
    );
    assert!(!run.stderr.contains("Stopped."), "{}", run.stderr);
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["plan", "vpc", "--detailed-exitcode"]).ends_with(0);
}

#[test]
fn the_served_sandbox_is_stopped() {
    for signal in SIGNALS {
        let jalon = Jalon::new();
        let mut running = jalon.begin(&["sandbox", "serve", "--port", "0"]);
        running.expect("Ctrl-C ends it");
        let run = is_stopped(&jalon, running, signal);
        assert_eq!(run.advised(), ["jalon sandbox serve --port 0"]);
        let said = one_line(&run.stderr);
        assert!(
            said.contains("What is in the sandbox is kept.") && said.contains("to serve it again as it is"),
            "{said}"
        );
    }
}

#[test]
fn streams_nobody_reads_any_more_are_no_reason_to_stop() {
    for output in ["text", "json"] {
        let jalon = Jalon::new();
        let mut child = jalon.start(&["walk", "--sandbox", "--yes", "-v", "--output", output]);
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(child.wait().unwrap().code(), Some(0), "{output}");
        jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
    }
}

#[test]
fn a_closed_terminal_stops_a_question_a_wait_and_taking_down() {
    let jalon = Jalon::new();
    let mut asking = Terminal::start(&jalon, &["walk", "--sandbox", "--brief", "--until", "vpc"]);
    asking.ask_each();
    asking.answer("Name prefix", "harbour\r");
    asking.expect("IPv4 range (CIDR)");
    assert_eq!(asking.close(), 129);
    let state = std::fs::read_to_string(jalon.kept("state.json")).unwrap();
    assert!(state.contains("harbour"), "the answer that was given is lost");

    let waiting = Terminal::start_at(SLOW, &jalon, &["walk", "--yes"]);
    waiting.expect("the DB instance");
    assert_eq!(waiting.close(), 129);
    jalon.run(&["walk", "--yes"]).ends_with(0);
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);

    let confirming = Terminal::start(&jalon, &["destroy"]);
    confirming.expect("Type demo to take it down");
    assert_eq!(confirming.close(), 129);
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
    let destroying = Terminal::start_at(SLOW, &jalon, &["destroy", "--yes"]);
    destroying.expect("deleting db-instance/main");
    assert_eq!(destroying.close(), 129);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
}

#[test]
fn a_hangup_does_not_stop_what_nohup_started() {
    let jalon = Jalon::new().under_nohup();
    let mut running = begin_slow(&jalon, &["walk", "--sandbox", "--yes", "--until", "app-host"]);
    running.expect("+ instance");
    running.signal("HUP");
    let run = running.end().ends_with(0);
    assert!(!run.stderr.contains("Stopp"), "{}", run.stderr);
}

#[test]
fn every_signal_stops_a_question_and_leaves_the_terminal_as_it_was() {
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let jalon = Jalon::new();
        let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--brief", "--until", "vpc"]);
        terminal.ask_each();
        terminal.answer("Name prefix", "harbour\r");
        terminal.expect("IPv4 range (CIDR)");
        terminal.signal(signal);
        let (ended, screen) = terminal.end_with_screen();
        assert_eq!(ended, code, "{screen}");
        let told = one_line(&screen);
        assert!(
            told.contains("next: run `jalon walk --until vpc --sandbox --sandbox-speed 600` to go on"),
            "{screen}"
        );
    }
}

#[test]
fn a_stop_is_told_above_the_bars_and_takes_them_away() {
    let jalon = Jalon::new();
    let terminal = Terminal::start_at(SLOW, &jalon, &["walk", "--sandbox", "--yes"]);
    terminal.expect("of about 4:24");
    terminal.signal("INT");
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 130, "{screen}");
    assert!(
        screen.contains("Stopping: calls under way are finished and recorded."),
        "{screen}"
    );
    assert!(screen.contains("Stopped. Everything made so far is recorded."), "{screen}");
    assert!(!screen.contains("of about"), "bars are left behind:\n{screen}");
}
