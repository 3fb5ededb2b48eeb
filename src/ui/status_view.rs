//! The state of a deployment, for people.

use super::lines::out;
use super::mismatches::{addition_text, mismatch_text};
use super::style::Stream;
use super::text::{width_of, wrap};
use crate::checkpoint::StepStatus;
use crate::walkthrough::{DeploymentStatus, ResourceLine};

/// One line of the list of steps.
pub fn print_step_line(number: usize, id: &str, status: StepStatus, title: &str) {
    out(&step_line(number, id, status.as_str(), title));
}

fn step_line(number: usize, id: &str, status: &str, title: &str) -> String {
    let s = Stream::Out;
    let padded = format!("{status:<8}");
    let colored = match status {
        "done" => s.good(padded),
        "failed" => s.bad(padded),
        "running" | "waiting" => s.accent(padded),
        "skipped" => s.change(padded),
        _ => s.dim(padded),
    };
    let first = format!("{number:>2}  {id:<12} {colored} ");
    wrap(title, width_of(s), &first, &" ".repeat(26))
}

/// Prints the whole state.
pub fn print_status(status: &DeploymentStatus) {
    let s = Stream::Out;
    let place = format!("{}, account {}, {}", status.cloud, status.account, status.region);
    out(&format!("{} {}\n", s.bold(&status.deployment), s.dim(format!("({place})"))));
    for (index, step) in status.steps.iter().enumerate() {
        out(&step_line(index + 1, &step.id, &step.status, &step.title));
        if let Some(error) = &step.error {
            out(&wrap(&s.bad(error).to_string(), width_of(s), "      ", "      "));
        }
    }
    if !status.resources.is_empty() {
        out(&format!("\n{}", s.bold("Resources")));
        let widest = status
            .resources
            .iter()
            .map(|resource| resource.key.chars().count())
            .max()
            .unwrap_or(0);
        for resource in &status.resources {
            print_resource(resource, widest.min(36), s);
        }
    }
    if !status.outputs.is_empty() {
        out(&format!("\n{}", s.bold("Outputs")));
        print_outputs(status.outputs.iter());
    }
    if status.dollars_an_hour > 0.0 {
        let month = status.dollars_an_hour * 730.0;
        out(&format!(
            "\nAbout ${:.3} an hour, ${month:.0} a month at us-east-1 prices.",
            status.dollars_an_hour
        ));
    }
}

/// Outputs, name and value.
pub(super) fn print_outputs<'a>(outputs: impl Iterator<Item = (&'a String, &'a String)>) {
    for (name, value) in outputs {
        out(&format!("  {name:<18} {value}"));
    }
}

fn print_resource(resource: &ResourceLine, widest: usize, s: Stream) {
    let padded = format!("{:<9}", resource.status);
    let colored = match resource.status.as_str() {
        "ready" => s.good(padded),
        "pending" => s.accent(padded),
        "differs" | "untracked" => s.change(padded),
        _ => s.bad(padded),
    };
    let id = resource.id.as_deref().unwrap_or("-");
    out(&format!("  {:<widest$} {colored} {}", resource.key, s.dim(id)));
    for mismatch in &resource.differences {
        out(&format!("      {}", s.change(mismatch_text(mismatch))));
    }
    for addition in &resource.additions {
        out(&format!(
            "      {}",
            s.dim(format!("somebody else's: {}", addition_text(addition)))
        ));
    }
}
