//! How close the program comes to what AWS itself takes: whole walks and destructions on tokio's paused clock, in the sandbox at
//! AWS's own latencies, held against the critical path of the latency model.
//!
//! `cargo bench --bench aws-time`. The figures are simulated seconds: they do not depend on the machine or the build profile.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::unwrap_used, reason = "a benchmark that can't run is to stop")]

mod guided;
mod report;
mod runs;

use jalon_sandbox::Latencies;

/// How many walks, each with other draws of AWS's latencies.
const SEEDS: u64 = 20;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    let latencies = Latencies::default();
    println!("{SEEDS} walks, each with its own draws of AWS's latencies: the middle, and the extremes in brackets.");
    let runs: Vec<runs::Run> = (1..=SEEDS)
        .map(|seed| runtime.block_on(runs::run(seed, &latencies)))
        .collect();
    let talks = runtime.block_on(guided::talks(1, &latencies));
    report::bars(&runs, &talks);
    report::chain(&runs[0]);
    report::delays(&runs);
    report::calls(&runs[0]);
    report::talk(&talks);
}
