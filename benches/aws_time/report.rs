//! What is printed.

use std::collections::BTreeMap;
use std::time::Duration;

use super::guided::Talk;
use super::runs::Run;

/// How much longer than the critical path of the model a walk may take, as a factor and in seconds.
const WALK: (f64, f64) = (1.03, 8.0);
/// How much longer than its critical path a destruction may take.
const DESTRUCTION: f64 = 1.05;
/// How late the program may know that something is ready, in the middle, in seconds.
const DELAY: f64 = 2.0;
/// How many calls a whole walk may make, polls included.
const CALLS: usize = 230;
/// The time a plan's own questions to AWS take, in seconds: no waiting for other resources.
const PLANNING: f64 = 0.5;

/// The table of bars. The worst of all runs counts; of delays the middle.
pub fn bars(runs: &[Run], talks: &[Talk]) {
    println!("\n| what | bar | figure | met |\n|---|---|---|---|");
    let ratio = worst(runs, |run| run.walk.ratio());
    line(
        "whole walk ÷ its critical path",
        "≤ 1.03",
        &spread(runs, 3, |run| run.walk.ratio()),
        ratio <= WALK.0,
    );
    let over = worst(runs, |run| run.walk.over());
    line(
        "whole walk over its critical path",
        "≤ 8 s",
        &format!("{} s", spread(runs, 1, |run| run.walk.over())),
        over <= WALK.1,
    );
    let ratio = worst(runs, |run| run.destruction.ratio());
    line(
        "destroy ÷ its critical path",
        "≤ 1.05",
        &spread(runs, 3, |run| run.destruction.ratio()),
        ratio <= DESTRUCTION,
    );
    let delays: Vec<f64> = runs
        .iter()
        .flat_map(|run| run.delays.values())
        .map(Duration::as_secs_f64)
        .collect();
    let (middle, longest) = (median(delays.clone()), delays.iter().copied().fold(0.0, f64::max));
    line(
        "from ready to known",
        "median ≤ 2 s",
        &format!("median {middle:.2} s, longest {longest:.2} s"),
        middle <= DELAY,
    );
    let calls = runs.iter().map(|run| run.calls).max().unwrap_or_default();
    line(
        "calls of a whole walk, polls included",
        "≤ 230",
        &spread(runs, 0, |run| u32::try_from(run.calls).unwrap_or(u32::MAX).into()),
        calls <= CALLS,
    );
    let for_nothing: f64 = talks.iter().map(wasted).sum();
    line(
        "guided: waited for what the next step doesn't need",
        "never",
        &format!(
            "{for_nothing:.1} s in {} steps",
            talks.iter().filter(|talk| wasted(talk) > 0.0).count()
        ),
        for_nothing <= 0.0,
    );
}

fn wasted(talk: &Talk) -> f64 {
    let for_nothing = talk.for_nothing.as_secs_f64();
    if for_nothing > PLANNING { for_nothing } else { 0.0 }
}

fn line(what: &str, bar: &str, figure: &str, met: bool) {
    println!("| {what} | {bar} | {figure} | {} |", if met { "yes" } else { "no" });
}

fn worst(runs: &[Run], figure: impl Fn(&Run) -> f64) -> f64 {
    runs.iter().map(figure).fold(f64::MIN, f64::max)
}

/// Middle and extremes.
fn spread(runs: &[Run], digits: usize, figure: impl Fn(&Run) -> f64) -> String {
    let figures: Vec<f64> = runs.iter().map(&figure).collect();
    let least = figures.iter().copied().fold(f64::MAX, f64::min);
    let most = figures.iter().copied().fold(f64::MIN, f64::max);
    format!("{:.digits$} ({least:.digits$} to {most:.digits$})", median(figures))
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// The chain of AWS's waits that decides, link by link, and what the program lost before each.
pub fn chain(run: &Run) {
    println!("\nThe longest chain of the walk, in seconds from its first call:\n");
    println!("| then | at the earliest | in this walk | lost before it |\n|---|---|---|---|");
    let mut lost = 0.0;
    for link in run.walk.least.longest_chain() {
        let Some(at) = run.milestones.get(&link.moment) else {
            println!("| {} | {:.2} | | |", link.moment, link.at.as_secs_f64());
            continue;
        };
        let behind = at.as_secs_f64() - link.at.as_secs_f64();
        let (earliest, at) = (link.at.as_secs_f64(), at.as_secs_f64());
        println!("| {} | {earliest:.2} | {at:.2} | {:.2} |", link.moment, behind - lost);
        lost = behind;
    }
    let end = run.walk.took.as_secs_f64();
    println!(
        "| the end | {:.2} | {end:.2} | {:.2} |",
        end - run.walk.over(),
        run.walk.over() - lost
    );
}

/// How late the program knew, by kind.
pub fn delays(runs: &[Run]) {
    let mut by_kind: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (key, delay) in runs.iter().flat_map(|run| &run.delays) {
        let kind = key.split('/').next().unwrap_or_default();
        by_kind.entry(kind).or_default().push(delay.as_secs_f64());
    }
    println!("\nFrom ready to known, in seconds:\n\n| kind | median | longest |\n|---|---|---|");
    for (kind, delays) in by_kind {
        let longest = delays.iter().copied().fold(0.0, f64::max);
        println!("| {kind} | {:.2} | {longest:.2} |", median(delays));
    }
}

/// Which calls a walk makes more than once in a row for: the polls and what was refused because AWS did not list it yet.
pub fn calls(run: &Run) {
    println!(
        "\nThe calls of one walk: {} in all, {} of them refused.\n",
        run.calls,
        run.operations.values().map(|of| of.refused).sum::<usize>()
    );
    println!("| operation | calls | refused |\n|---|---|---|");
    let mut operations: Vec<_> = run.operations.iter().collect();
    operations.sort_by_key(|(name, count)| (std::cmp::Reverse(count.sent), (*name).clone()));
    for (name, count) in operations {
        println!("| {name} | {} | {} |", count.sent, count.refused);
    }
}

/// What a person who answers at once waited for.
pub fn talk(talks: &[Talk]) {
    println!("\nThe guided walk of a person who answers at once, in seconds:\n");
    println!("| step | waited for the plan | of that for nothing it needs | what was made meanwhile |\n|---|---|---|---|");
    for talk in talks {
        println!(
            "| {} | {:.2} | {:.2} | {} |",
            talk.step,
            talk.waited.as_secs_f64(),
            wasted(talk),
            if wasted(talk) > 0.0 {
                talk.meanwhile.join(", ")
            } else {
                String::new()
            }
        );
    }
}
