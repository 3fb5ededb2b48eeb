//! Experiments: what is to be predicted, the commands as they are typed, and what they show.

use std::sync::Arc;

use async_trait::async_trait;

use super::accessible::{is_accessible, mark};
use super::commands::Commands;
use super::conclusion::checks_text;
use super::interviewer::{ROWS_OF_PROMPT, ROWS_OF_QUESTION, TerminalInterviewer};
use super::lines::out;
use super::making::{made_lines, making_text};
use super::path_view::answer_text;
use super::plan_view::plan_text;
use super::problem::problem_text;
use super::prompts::{Aside, Menu, Said, answered};
use super::screen::Screen;
use super::style::Stream;
use super::text::{fitted, rule, width, width_of, wrap};
use crate::locale::{kept, say};
use crate::walkthrough::{
    Advised, Demonstrator, Error, Experiment, Experimenting, Making, Occasion, Offered, Prediction, Step, TrialOutcome, Tried,
};

/// Where experiments are shown.
pub(super) enum Shown {
    /// As data.
    AsData,
    /// In a walk, whose steps go on being made behind them.
    InWalk(Arc<Screen>),
}

impl Shown {
    fn line(&self, text: &str) {
        match self {
            Self::AsData => out(text),
            Self::InWalk(screen) => screen.line(text.to_owned()),
        }
    }

    fn stream(&self) -> Stream {
        match self {
            Self::AsData => Stream::Out,
            Self::InWalk(_) => Stream::Err,
        }
    }
}

/// Shows experiments on the terminal.
pub struct TerminalDemonstrator {
    talk: TerminalInterviewer,
    commands: Commands,
    shown: Shown,
    /// Whether the person is asked.
    can_ask: bool,
    /// Whether it may write without asking.
    agrees: bool,
}

impl TerminalDemonstrator {
    pub(super) fn new(talk: TerminalInterviewer, commands: Commands, shown: Shown, can_ask: bool, agrees: bool) -> Self {
        Self {
            talk,
            commands,
            shown,
            can_ask,
            agrees,
        }
    }

    async fn line(&self, text: &str) {
        match self.can_ask {
            true => {
                let write = |part: &str| self.shown.line(part);
                self.talk.show_by(text, ROWS_OF_PROMPT, &write).await;
            }
            false => self.shown.line(text),
        }
    }

    async fn paragraph(&self, text: &str) {
        self.line(&wrap(text, width_of(self.shown.stream()), "", "")).await;
    }

    /// Asks for one of a few, by its place.
    async fn choose(&self, menu: Menu) -> Option<Said<usize>> {
        self.talk.make_room(menu.rows()).await;
        self.talk.prompt(move |_| Ok(menu.choose()?)).await
    }

    /// Asks for what a person predicts.
    async fn ask_prediction(&self, choices: &[String]) -> Prediction {
        let is_cut = |choice: &String| console::measure_text_width(choice) + 2 > width();
        if !is_accessible() && choices.iter().any(is_cut) {
            let s = self.shown.stream();
            let bullet = format!("{} ", mark("•", "-"));
            let whole: Vec<String> = choices
                .iter()
                .map(|choice| wrap(choice, width_of(s), &bullet, "  "))
                .collect();
            self.line(&whole.join("\n")).await;
        }
        let menu = Menu {
            aside: Aside {
                help: String::new(),
                explanation: wrap(&say().try_prompt_what(), width(), "", ""),
                has_previous: Some(true),
            },
            ..Menu::of(say().try_prompt(), choices.to_vec())
        };
        match self.choose(menu).await {
            Some(Said::This(choice)) => Prediction::Choice(choice),
            Some(Said::Back) => Prediction::Back,
            None => Prediction::Quit,
        }
    }

    /// The verdict on a prediction, with its mark.
    fn verdict(&self, experiment: &Experiment, prediction: Prediction) -> String {
        let (say, s) = (say(), self.shown.stream());
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
            _ => (s.dim(mark("→", "")), say.try_answer(right)),
        };
        wrap(&verdict, width_of(s), &format!("{} ", mark.bold()), "  ")
    }
}

#[async_trait]
impl Demonstrator for TerminalDemonstrator {
    async fn offer(&self, steps: &[&'static str], occasion: Occasion) -> Offered {
        if let Shown::InWalk(screen) = &self.shown {
            let told = screen.meanwhile();
            if !told.is_empty() {
                self.line(&told.join("\n")).await;
            }
        }
        let (say, command) = (say(), self.commands.code(&Advised::Try { step: None }));
        let explained = say.try_offer_explained(command);
        let (choices, explained) = match occasion {
            Occasion::BetweenSteps => (
                vec![
                    (say.try_offer_now(), Offered::Now),
                    (say.try_offer_later(), Offered::Later),
                    (say.try_offer_never(), Offered::Never),
                ],
                format!("{explained} {}", say.try_offer_meanwhile()),
            ),
            Occasion::AtTheEnd => (
                vec![(say.word_yes(), Offered::Now), (say.word_no(), Offered::Never)],
                explained,
            ),
        };
        let menu = Menu {
            aside: Aside {
                help: say.try_offer_what(steps.join(", ")),
                explanation: wrap(&explained, width(), "", ""),
                has_previous: Some(false),
            },
            ..Menu::of_choices(say.try_offer(), &choices)
        };
        match self.choose(menu).await {
            Some(Said::This(at)) => choices.get(at).map_or(Offered::Quit, |(_, offered)| *offered),
            Some(Said::Back) | None => Offered::Quit,
        }
    }

    async fn begin(&self, step: &'static dyn Step, number: usize, of: usize) {
        let s = self.shown.stream();
        let place = say().try_step(number.to_string(), of.to_string());
        self.line(&format!(
            "\n{}\n{}",
            s.dim(rule()),
            wrap(
                &s.bold(step.title()).to_string(),
                width_of(s),
                &format!("{} ", s.accent(place).bold()),
                ""
            )
        ))
        .await;
    }

    async fn give_up(&self, step: &'static dyn Step, error: &Error) {
        let command = self.commands.code(&Advised::Try { step: Some(step.id()) });
        let text = format!("{}\n{}", problem_text(error), say().try_given_up(command));
        let s = self.shown.stream();
        let lines: Vec<String> = text.lines().map(|line| wrap(line, width_of(s), "", "")).collect();
        self.line(&format!("\n{}", s.change(lines.join("\n")))).await;
    }

    async fn predict(&self, experimenting: &Experimenting<'_>) -> Prediction {
        let (experiment, s) = (experimenting.experiment, self.shown.stream());
        let heading = say().try_heading(
            experimenting.number.to_string(),
            experimenting.of.to_string(),
            experimenting.step.id(),
        );
        self.line(&format!("\n{}", s.bold(fitted(&heading, width_of(s))))).await;
        self.paragraph(&experiment.question).await;
        let before = experimenting.predicted;
        if let Some((place, choice)) = before.and_then(|place| Some((place, experiment.choices.get(place)?))) {
            self.line(&fitted(&answered(&say().try_prompt(), choice), width_of(s))).await;
            return Prediction::Choice(place);
        }
        if !self.can_ask {
            self.paragraph(&say().try_choices(experiment.choices.join(" / "))).await;
            return Prediction::None;
        }
        self.ask_prediction(&experiment.choices).await
    }

    async fn may_write(&self) -> bool {
        if self.can_ask {
            self.talk.make_room(ROWS_OF_QUESTION + 1).await;
            return self.talk.agrees(fitted(&say().try_may_write(), width())).await;
        }
        if !self.agrees {
            self.paragraph(&say().try_not_asked()).await;
        }
        self.agrees
    }

    async fn may_make(&self, making: &Making) -> bool {
        self.paragraph(&making_text(making)).await;
        if making.stands || making.is_rehearsed {
            return true;
        }
        let command = self.commands.code(&making.later);
        if !self.can_ask {
            self.paragraph(&say().try_make_not_asked(command)).await;
            return false;
        }
        self.talk.make_room(ROWS_OF_QUESTION + 1).await;
        let agrees = self.talk.agrees(fitted(&say().try_make_agree(), width())).await;
        if !agrees {
            self.paragraph(&say().try_make_declined(command)).await;
        }
        agrees
    }

    async fn wait_for_reader(&self) -> Tried {
        if !matches!(self.shown, Shown::InWalk(_)) {
            return Tried::Through;
        }
        let turns = [
            (say().page_on(), Tried::Through),
            (say().page_enough(), Tried::Back),
            (say().choice_quit(), Tried::Quit),
        ];
        let items = turns.iter().map(|(text, _)| text.clone()).collect();
        let menu = Menu {
            aside: Aside {
                help: String::new(),
                explanation: wrap(&say().try_read_what(), width(), "", ""),
                has_previous: Some(true),
            },
            is_fleeting: true,
            ..Menu::of(say().try_read(), items)
        };
        match self.choose(menu).await {
            Some(Said::This(at)) => turns.get(at).map_or(Tried::Quit, |(_, turn)| *turn),
            Some(Said::Back) => Tried::Back,
            None => Tried::Quit,
        }
    }

    async fn show_command(&self, command: &Advised) {
        let (line, s) = (self.commands.line(command), self.shown.stream());
        self.line(&format!("\n{} {}\n", s.dim("$"), s.accent(line))).await;
    }

    async fn show_outcome(&self, outcome: &TrialOutcome) {
        let s = self.shown.stream();
        let text = match outcome {
            TrialOutcome::Made { made, beside } => {
                let lines = made_lines(made, beside);
                lines
                    .iter()
                    .map(|line| fitted(line, width_of(s)))
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            TrialOutcome::Path { question, answer } => answer_text(question, answer, s),
            TrialOutcome::Said(said) => format!("{}{}", said.stdout, said.stderr),
            TrialOutcome::Checks(results) => checks_text(results, false, s),
            TrialOutcome::Plan(plan, price) => plan_text(std::slice::from_ref(plan), price, s),
        };
        self.line(text.trim_end()).await;
    }

    async fn conclude(&self, experimenting: &Experimenting<'_>, prediction: Prediction, is_as_expected: bool) {
        let (experiment, say, s) = (experimenting.experiment, say(), self.shown.stream());
        self.line("").await;
        if !is_as_expected {
            let verify = self.commands.code(&Advised::VerifyStep {
                step: experimenting.step.id(),
            });
            let mark = s.change(mark("!", kept(say.try_unexpected_mark())));
            let text = say.try_unexpected(verify);
            return self.line(&wrap(&text, width_of(s), &format!("{mark} "), "  ")).await;
        }
        self.line(&self.verdict(experiment, prediction)).await;
        self.paragraph(&say.try_it_shows(experiment.shows.as_str())).await;
        self.paragraph(&say.try_otherwise(experiment.otherwise.as_str())).await;
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
            if let Some(made) = experiment.makes() {
                let text = say().try_makes(made.base().name.as_str());
                out(&s.dim(wrap(&text, width_of(s), "    ", "    ")).to_string());
            }
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
