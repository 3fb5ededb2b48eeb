//! Experiments: what is to be predicted, the commands as they are typed, and what they show.

use async_trait::async_trait;

use super::accessible::mark;
use super::commands::Commands;
use super::conclusion::checks_text;
use super::interviewer::TerminalInterviewer;
use super::lines::out;
use super::path_view::answer_text;
use super::plan_view::plan_text;
use super::prompts::{Menu, Said};
use super::style::Stream;
use super::text::{fitted, width, width_of, wrap};
use crate::locale::{kept, say};
use crate::walkthrough::{Advised, Demonstrator, Experiment, Experimenting, Prediction, Step, TrialOutcome};

/// Shows experiments on the terminal.
pub struct TerminalDemonstrator {
    talk: TerminalInterviewer,
    commands: Commands,
    /// Whether the person is asked.
    can_ask: bool,
    /// Whether it may write without asking.
    agrees: bool,
}

impl TerminalDemonstrator {
    pub(super) fn new(talk: TerminalInterviewer, commands: Commands, can_ask: bool, agrees: bool) -> Self {
        Self {
            talk,
            commands,
            can_ask,
            agrees,
        }
    }

    fn paragraph(text: &str) {
        out(&wrap(text, width_of(Stream::Out), "", ""));
    }
}

#[async_trait]
impl Demonstrator for TerminalDemonstrator {
    async fn predict(&self, experimenting: &Experimenting<'_>) -> Prediction {
        let (experiment, s) = (experimenting.experiment, Stream::Out);
        let heading = say().try_heading(
            experimenting.number.to_string(),
            experimenting.of.to_string(),
            experimenting.step.id(),
        );
        out(&format!("\n{}", s.bold(fitted(&heading, width_of(s)))));
        Self::paragraph(&experiment.question);
        if !self.can_ask {
            Self::paragraph(&say().try_choices(experiment.choices.join(" / ")));
            return Prediction::None;
        }
        let menu = Menu::of(say().try_prompt(), experiment.choices.clone());
        match self.talk.prompt(move |_| Ok(menu.choose()?)).await {
            Some(Said::This(choice)) => Prediction::Choice(choice),
            Some(Said::Back) | None => Prediction::Quit,
        }
    }

    async fn may_write(&self) -> bool {
        if self.can_ask {
            return self.talk.agrees(fitted(&say().try_may_write(), width())).await;
        }
        if !self.agrees {
            Self::paragraph(&say().try_not_asked());
        }
        self.agrees
    }

    async fn show_command(&self, command: &Advised) {
        let line = self.commands.line(command);
        out(&format!("\n{} {}\n", Stream::Out.dim("$"), Stream::Out.accent(line)));
    }

    async fn show_outcome(&self, outcome: &TrialOutcome) {
        let s = Stream::Out;
        let text = match outcome {
            TrialOutcome::Path { question, answer } => answer_text(question, answer, s),
            TrialOutcome::Said(said) => format!("{}{}", said.stdout, said.stderr),
            TrialOutcome::Checks(results) => checks_text(results, false, s),
            TrialOutcome::Plan(plan, price) => plan_text(std::slice::from_ref(plan), price, s),
        };
        out(text.trim_end());
    }

    async fn conclude(&self, experimenting: &Experimenting<'_>, prediction: Prediction, is_as_expected: bool) {
        let (experiment, say, s) = (experimenting.experiment, say(), Stream::Out);
        out("");
        if !is_as_expected {
            let verify = self.commands.code(&Advised::VerifyStep {
                step: experimenting.step.id(),
            });
            let mark = s.change(mark("!", kept(say.try_unexpected_mark())));
            let text = say.try_unexpected(verify);
            return out(&wrap(&text, width_of(s), &format!("{mark} "), "  "));
        }
        let choice = |place: usize| experiment.choices.get(place).map_or("", String::as_str);
        let right = choice(experiment.right);
        let (mark, verdict) = match prediction {
            Prediction::Choice(place) if place == experiment.right => {
                (s.good(mark("✔", kept(say.try_right_mark()))), say.try_predicted(right))
            }
            Prediction::Choice(place) => (
                s.change(mark("✗", kept(say.try_wrong_mark()))),
                say.try_not_predicted(choice(place), right),
            ),
            Prediction::None | Prediction::Quit => (s.dim(mark("→", "")), say.try_answer(right)),
        };
        out(&wrap(&verdict, width_of(s), &format!("{} ", mark.bold()), "  "));
        Self::paragraph(&say.try_it_shows(experiment.shows.as_str()));
        Self::paragraph(&say.try_otherwise(experiment.otherwise.as_str()));
    }
}

/// Prints the experiments of steps that are built, with the command that runs a step's.
pub fn print_experiments(of_steps: &[(&'static dyn Step, Vec<Experiment>)], commands: &Commands) {
    let s = Stream::Out;
    for (step, experiments) in of_steps {
        out(&fitted(
            &format!("{} {}", s.bold(step.id()), s.dim(step.title())),
            width_of(s),
        ));
        if experiments.is_empty() {
            out(&wrap(&say().try_nothing(step.id()), width_of(s), "  ", "  "));
        }
        for experiment in experiments {
            let bullet = format!("  {} ", mark("•", "-"));
            out(&wrap(&experiment.question, width_of(s), &bullet, "    "));
            if experiment.writes() {
                out(&s.dim(wrap(&say().try_writes(), width_of(s), "    ", "    ")).to_string());
            }
        }
    }
    if let Some((step, _)) = of_steps.iter().find(|(_, experiments)| !experiments.is_empty()) {
        let command = commands.code(&Advised::Try { step: Some(step.id()) });
        out(&format!("\n{}", wrap(&say().try_how(command), width_of(s), "", "")));
    }
}

/// Says that no step is built yet.
pub fn print_none_built(commands: &Commands) {
    let text = say().try_none_built(commands.code(&Advised::Walk));
    out(&wrap(&text, width_of(Stream::Out), "", ""));
}
