//! The command line: one thin file per command over the engine.

mod account_options;
mod args;
mod budget_options;
mod bug;
mod building_options;
mod candidates;
mod cloud;
mod color;
mod command_options;
mod completions;
mod core_dumps;
mod destroy;
mod draw;
mod draw_options;
mod effects;
mod environment;
mod exit_code;
mod expiry_options;
mod explain;
mod failure;
mod fault_options;
mod forget;
mod help;
mod help_texts;
mod init;
mod lang;
mod lesson_options;
mod list;
mod man;
mod memory;
mod notify;
mod open;
mod ownership_options;
mod parsing;
mod pause;
mod picture;
mod plan;
mod policy;
mod preflight;
mod price_options;
mod profile;
mod reach;
mod recording;
mod rehearsal_options;
mod report;
mod report_options;
mod resume;
mod run;
mod run_records;
mod sandbox;
mod sandbox_options;
mod sandbox_settings;
mod shell_words;
mod signals;
mod ssh;
mod status;
mod steps;
mod sweep;
mod tag_options;
mod try_it;
mod unreadable;
mod verify;
mod walk;
mod walk_options;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::ContextKind;
use clap::{ArgMatches, CommandFactory, FromArgMatches};

use crate::hosts::close_shared_connections;
use crate::walkthrough::{Error, Interruption};
use crate::{locale, ui};
use failure::Prints;

use args::{Cli, Command, Output};
use color::Color;

/// Runs the command this process was started with.
pub fn main() -> ExitCode {
    core_dumps::forbid();
    memory::give_back_large_blocks();
    lang::speak_as_asked(&std::env::args_os().collect::<Vec<_>>());
    bug::report_panics();
    if let Some(answered) = completions::answer_shell() {
        return answered;
    }
    let (mut cli, matches) = match parse() {
        Ok(parsed) => parsed,
        Err(mut error) => {
            // "To pass '--until' as a value, use '-- --until'": only `ssh` takes such values.
            if std::env::args_os().all(|word| word != "ssh") {
                error.remove(ContextKind::Suggested);
            }
            let code = exit_code::of_parsing(&error, std::env::args_os());
            ui::print_parsing(&error.apply::<parsing::Said>());
            return match is_output_told_incomplete() {
                true => ExitCode::from(exit_code::FAILURE),
                false => code,
            };
        }
    };
    let is_typed = |option: &str| effects::is_typed(&matches, option);
    let filled = environment::fill_in(&mut cli.globals, &is_typed, &|name| std::env::var_os(name));
    cli.note_resume();
    let usable = filled.and_then(|()| effects::refuse(&matches));
    if cli.globals.accessible {
        ui::set_accessible();
    }
    match cli.globals.output {
        Output::Text => ui::notify_after(cli.globals.notify.after()),
        Output::Json => lang::speak_to_programs(),
    }
    ui::set_colors(match cli.globals.color {
        // A color is not read aloud.
        Color::Auto if cli.globals.accessible => Some(false),
        Color::Auto => None,
        Color::Always => Some(true),
        Color::Never => Some(false),
    });
    if let Err(error) = usable {
        failure::show(&error, &cli.globals.commands(), prints(&cli));
        return ExitCode::from(exit_code::of_error(&error, cli.command.is_plan_with_detailed_exit_code()));
    }
    let terminal = ui::TerminalState::save();
    let code = run(cli);
    terminal.restore();
    code
}

fn parse() -> Result<(Cli, ArgMatches), clap::Error> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let color = Color::before_parsing(&arguments, std::env::var_os("JALON_COLOR"));
    let mut command = help::translated(effects::hide(Cli::command().color(color)));
    let matches = command.try_get_matches_from_mut(arguments)?;
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    Ok((cli, matches))
}

fn prints(cli: &Cli) -> Prints {
    match cli.globals.output {
        Output::Text => Prints::Text,
        Output::Json if cli.command.prints_events() => Prints::Events,
        Output::Json => Prints::Document,
    }
}

fn run(cli: Cli) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            ui::error_line(&locale::say().run_not_started(error.to_string()));
            return ExitCode::from(exit_code::FAILURE);
        }
    };
    let strict = cli.command.is_plan_with_detailed_exit_code();
    let commands = cli.globals.commands();
    let records = cli.globals.records.clone();
    let prints = prints(&cli);
    let interruption = Arc::new(Interruption::default());
    signals::watch(&interruption, {
        let commands = commands.clone();
        move |reason| failure::show(&Error::Stopped(reason), &commands, prints)
    });
    #[cfg(debug_assertions)]
    bug::panic_as_asked(&runtime);
    let outcome = runtime.block_on(dispatch(cli, Arc::clone(&interruption)));
    let outcome = outcome.map_err(|error| interruption.cause_of(error));
    records.end(outcome.as_ref().err());
    // A prompt may still be waiting in a thread of its own; it must not hold up the end. Nor is everything dropped by then.
    runtime.shutdown_background();
    close_shared_connections();
    signals::begin_to_end();
    if !matches!(outcome, Err(Error::Stopped(_))) {
        ui::command_ended();
    }
    match outcome {
        Ok(_) if is_output_told_incomplete() => ExitCode::from(exit_code::FAILURE),
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            failure::show(&error, &commands, prints);
            ExitCode::from(exit_code::of_error(&error, strict))
        }
    }
}

/// Whether data could not be written, which the person is told: a document that did not arrive is no success.
fn is_output_told_incomplete() -> bool {
    let failure = ui::output_failure();
    if let Some(detail) = &failure {
        ui::error_line(&locale::say().output_unwritable(*detail));
    }
    failure.is_some()
}

/// Runs a command; a command that ends well may still say more by its exit code.
async fn dispatch(cli: Cli, interruption: Arc<Interruption>) -> Result<u8, Error> {
    let globals = cli.globals;
    match cli.command {
        Command::Walk(options) => walk::walk(globals, options, interruption).await,
        Command::Run(options) => run::run(globals, options, interruption).await,
        Command::Preflight(options) => looking(interruption, |stop| preflight::preflight(globals, options, stop)).await,
        Command::Steps => steps::steps(&globals),
        // What only looks may be given up anywhere.
        Command::Plan(options) => looking(interruption, |stop| plan::plan(globals, options, stop)).await,
        Command::Draw(options) => looking(interruption, |stop| draw::draw(globals, options, stop)).await,
        Command::Report(options) => looking(interruption, |stop| report::report(globals, options, stop)).await,
        Command::Status(options) => looking(interruption, |stop| status::status(globals, options, stop)).await,
        Command::Verify(options) => looking(interruption, |stop| verify::verify(globals, options, stop)).await,
        // What is being made must not be given up half-way.
        Command::Try(options) if options.makes() && globals.output == Output::Text => {
            try_it::try_and_make(globals, options, interruption).await
        }
        Command::Try(options) => looking(interruption, |stop| try_it::try_it(globals, options, stop)).await,
        Command::Ssh(options) => ssh::ssh(&globals, &options).await,
        Command::Reach(options) => looking(interruption, |stop| reach::reach(globals, options, stop)).await,
        Command::List(options) => looking(interruption, |stop| list::list(globals, options, stop)).await,
        Command::Sweep(options) => sweep::sweep(globals, options, interruption).await,
        Command::Forget => forget::forget(globals, interruption).await,
        Command::Explain(options) => explain::explain(&globals, &options),
        Command::Pause => pause::pause(globals, interruption).await,
        Command::Resume(options) => resume::resume(globals, &options, interruption).await,
        Command::Destroy(options) => destroy::destroy(globals, options, interruption).await,
        Command::Completions(options) => completions::completions(&options),
        Command::ManPages(options) => man::man_pages(&options),
        Command::Init(options) => init::init(&globals, &options),
        Command::Policy(options) => looking(interruption, |_| async move { policy::policy(&globals, &options).await }).await,
        Command::Watch(options) => watch::watch(globals, options, interruption).await,
        Command::Sandbox(command) => sandbox::sandbox(globals, command, interruption).await,
    }
}

/// Runs a command that changes nothing, until it is done or the person breaks it off.
async fn looking<F: Future<Output = Result<u8, Error>>>(
    interruption: Arc<Interruption>,
    command: impl FnOnce(Arc<Interruption>) -> F,
) -> Result<u8, Error> {
    interruption.unless_stopped(command(Arc::clone(&interruption))).await
}
