//! The talk with the person: dialoguer's prompts, one at a time.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use super::accessible::is_accessible;
use super::commands::Commands;
use super::lesson::summary;
use super::lines::err;
use super::money::{by_use_lines, over_budget_text, step_price_text};
use super::opening::{keys_text, named, resumption_text, table_text, welcome_text};
use super::plan_view::{totals, tree};
use super::preflight::{fit_text, shortage_text};
use super::prompts::{Aside, Confirm, Input, LinePrompt, Menu, Password, Said, Select, answered};
use super::questions::{checked, explanation, name_of, secret_explanation, untyped_secret_text, value_text};
use super::screen::Screen;
use super::style::Stream;
use super::teaching::{ASKED_FOR, NO_MORE, Turn, UNASKED, pages_of, prompt_below};
use super::text::{fitted, rule, width, wrap};
use crate::checkpoint::SecretText;
use crate::walkthrough::{
    Answer, AnswerKind, AnyQuestion, Asked, Asking, AskingSecret, Decision, Interviewer, Opening, OverBudget, PlanPrice,
    Preflight, Reply, Resumption, Settlement, Start, StepIntroduction, StepPlan, Taught,
};

/// Talks on the terminal.
pub struct TerminalInterviewer {
    screen: Arc<Screen>,
    commands: Commands,
    /// How many rows of the screen what opened the step takes.
    rows_of_heading: AtomicUsize,
}

impl TerminalInterviewer {
    pub(super) fn new(screen: Arc<Screen>, commands: Commands) -> Self {
        Self {
            screen,
            commands,
            rows_of_heading: AtomicUsize::default(),
        }
    }

    /// As [`TerminalInterviewer::prompt`], with a prompt of our own.
    async fn talk<T: Send + 'static>(&self, prompt: impl FnOnce() -> io::Result<Said<T>> + Send + 'static) -> Reply<T> {
        match self.prompt(move |_| Ok(prompt()?)).await {
            Some(Said::This(said)) => Reply::Answer(said),
            Some(Said::Back) => Reply::Back,
            None => Reply::Quit,
        }
    }

    /// Which of a few; quitting where the person breaks off.
    async fn choose<T: Copy + Send + 'static>(&self, prompt: &str, choices: &[(&str, T)], quit: T) -> T {
        let menu = Menu {
            prompt: prompt.to_owned(),
            items: choices.iter().map(|(text, _)| (*text).to_owned()).collect(),
            default: 0,
            aside: Aside::default(),
            is_fleeting: false,
        };
        match self.talk(move || menu.choose()).await {
            Reply::Answer(at) => choices.get(at).map_or(quit, |(_, choice)| *choice),
            Reply::Back | Reply::Quit => quit,
        }
    }

    /// Asks for one of a few values, of which one is the default.
    async fn ask_choice(&self, asking: &Asking<'_>, items: Vec<String>, aside: Aside) -> Reply<String> {
        let default = asking.default.as_ref().map(ToString::to_string);
        let menu = Menu {
            prompt: asking.question.prompt().to_owned(),
            default: items.iter().position(|item| Some(item) == default.as_ref()).unwrap_or(0),
            items: items.clone(),
            aside,
            is_fleeting: false,
        };
        let chosen = self.talk(move || menu.choose()).await;
        chosen.and_then(|at| items.into_iter().nth(at).map_or(Reply::Quit, Reply::Answer))
    }

    /// Runs a prompt in a thread of its own, so that what is being made goes on being made; `None` when the person breaks off.
    pub(super) async fn prompt<T: Send + 'static>(
        &self,
        prompt: impl FnOnce(&dyn Theme) -> dialoguer::Result<T> + Send + 'static,
    ) -> Option<T> {
        self.screen.begin_prompt();
        let answered = tokio::task::spawn_blocking(move || prompt(theme().as_ref())).await;
        self.screen.end_prompt();
        match answered {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(dialoguer::Error::IO(error))) if error.kind() == io::ErrorKind::Interrupted => None,
            Ok(Err(dialoguer::Error::IO(error))) => {
                err(&format!("could not read from the terminal: {error}"));
                None
            }
            Err(_) => None,
        }
    }

    /// Asks to type a name, exactly: whether it was.
    pub(super) async fn type_name(&self, name: &str, to: &str) -> bool {
        let text = format!("Type {name} to {to}");
        let typed = self
            .prompt(move |theme| Input::with_theme(theme).with_prompt(text).interact_text())
            .await;
        typed.is_some_and(|typed| typed.trim() == name)
    }

    /// Asks for a yes, which Enter is: whether it was given.
    pub(super) async fn agrees(&self, question: String) -> bool {
        let confirm = move |theme: &dyn Theme| Confirm::with_theme(theme).with_prompt(question).default(true).interact();
        self.prompt(confirm).await == Some(true)
    }

    /// Shows a text above the next question.
    pub(super) fn say(&self, text: String) {
        self.screen.line(text);
    }

    fn say_answered(&self, prompt: &str, answer: &str) {
        self.screen.line(fitted(&answered(prompt, answer), width()));
    }

    fn show_help(&self, help: &str) {
        let help = wrap(help, width(), "", "");
        self.screen.line(format!("\n{}", Stream::Err.dim(help)));
    }

    /// What a step costs, and everything with it.
    fn show_price(&self, plan: &StepPlan, price: &PlanPrice) {
        let Some(step) = price.of_step(&plan.step) else {
            return;
        };
        let mut lines = vec![wrap(&step_price_text(step), width(), "", "")];
        lines.extend(by_use_lines(&step.by_use, &price.prices, width()));
        self.screen.line(format!("{}\n", Stream::Err.dim(lines.join("\n"))));
    }

    async fn ask_text(&self, asking: &Asking<'_>, aside: Aside) -> Reply<Answer> {
        let (question, answers) = (asking.question, asking.answers.clone());
        let prompt = LinePrompt {
            prompt: question.prompt().to_owned(),
            default: asking.default.as_ref().map(ToString::to_string),
            aside,
        };
        self.talk(move || prompt.ask(|typed| checked(question, typed, &answers)))
            .await
    }

    /// Shows a lesson page by page, each until the person goes on; so many rows above the first are taken.
    async fn show_pages(&self, lesson: &str, rows_above: usize, turns: &'static [(&'static str, Turn)]) -> Taught {
        let pages = pages_of(lesson, rows_above);
        for (at, page) in pages.iter().enumerate() {
            self.screen.line(format!("{page}\n"));
            let menu = prompt_below(at + 1, pages.len(), turns);
            let said = self.talk(move || menu.choose()).await;
            let turn = match said {
                Reply::Answer(at) => turns.get(at).map_or(Turn::Quit, |(_, turn)| *turn),
                Reply::Back | Reply::Quit => Turn::Quit,
            };
            match turn {
                Turn::On => {}
                Turn::Skip => return Taught::On,
                Turn::NoMore => {
                    self.show_help(NO_MORE);
                    return Taught::NoMore;
                }
                Turn::Quit => return Taught::Quit,
            }
        }
        Taught::On
    }

    /// Asks which answer to change.
    async fn ask_which(&self, opening: &Opening) -> Option<Asked> {
        let rows = opening.rows.clone();
        let prompt = LinePrompt {
            prompt: "Which one (e.g. vpc.cidr)".to_owned(),
            default: None,
            aside: Aside {
                explanation: keys_text(&rows),
                help: String::new(),
                has_previous: Some(true),
            },
        };
        let typed = self.talk(move || prompt.ask(|typed| named(&rows, typed).map(|row| row.asked)));
        match typed.await {
            Reply::Answer(asked) => Some(asked),
            Reply::Back | Reply::Quit => None,
        }
    }
}

/// What the person says to the answers at the beginning.
#[derive(Clone, Copy)]
enum Choice {
    Take,
    Change,
    Each,
    Quit,
}

fn theme() -> Box<dyn Theme + Send> {
    if console::colors_enabled_stderr() {
        Box::new(ColorfulTheme::default())
    } else {
        Box::new(SimpleTheme)
    }
}

#[async_trait]
impl Interviewer for TerminalInterviewer {
    async fn introduce(&self, step: &StepIntroduction) {
        let s = Stream::Err;
        let told = self.screen.tell_meanwhile();
        let place = format!("Step {}/{}", step.number, step.of);
        let heading = format!("\n{}\n{} {}\n", s.dim(rule()), s.accent(place).bold(), s.bold(step.title));
        self.rows_of_heading.store(told + heading.lines().count(), Ordering::Relaxed);
        self.screen.line(match step.is_taught {
            true => heading,
            false => format!("{heading}\n{}", summary(&step.lesson)),
        });
    }

    async fn resume(&self, resumption: &Resumption) {
        self.screen.know_done(&resumption.done);
        self.screen.line(resumption_text(resumption, &self.commands));
    }

    async fn teach(&self, step: &StepIntroduction) -> Taught {
        let above = self.rows_of_heading.load(Ordering::Relaxed);
        self.show_pages(&step.lesson, above, &UNASKED).await
    }

    async fn end(&self) {
        self.screen.end_talk();
    }

    async fn open(&self, opening: &Opening) -> Start {
        if opening.is_first {
            self.screen.line(welcome_text(opening, &self.commands));
        }
        self.screen.line(format!("{}\n", table_text(opening)));
        const CHOICES: [(&str, Choice); 4] = [
            ("take these", Choice::Take),
            ("change one", Choice::Change),
            ("ask me each", Choice::Each),
            ("quit", Choice::Quit),
        ];
        loop {
            match self.choose("Your answers?", &CHOICES, Choice::Quit).await {
                Choice::Take => return Start::Take,
                Choice::Each => return Start::Each,
                Choice::Quit => return Start::Quit,
                Choice::Change => {
                    if let Some(asked) = self.ask_which(opening).await {
                        return Start::Change(asked);
                    }
                }
            }
        }
    }

    async fn ask(&self, asking: &Asking<'_>) -> Reply<Answer> {
        let question = asking.question;
        let aside = Aside {
            help: question.help().to_owned(),
            explanation: explanation(question, asking.default.as_ref(), asking.answers),
            has_previous: Some(asking.has_previous),
        };
        let choices = match question.kind() {
            AnswerKind::Flag => ["yes", "no"].map(str::to_owned).to_vec(),
            // A number in a numbered list would be read as its place there.
            AnswerKind::Integer { .. } if is_accessible() => Vec::new(),
            _ => question.choices(asking.answers),
        };
        if choices.is_empty() {
            return self.ask_text(asking, aside).await;
        }
        let chosen = self.ask_choice(asking, choices, aside).await;
        chosen.and_then(|choice| question.parse(&choice, asking.answers).map_or(Reply::Back, Reply::Answer))
    }

    async fn ask_secret(&self, asking: &AskingSecret) -> Reply<Option<SecretText>> {
        let secret = asking.secret;
        self.show_help(secret.help());
        loop {
            let password = move |theme: &dyn Theme| {
                let is_answer = |text: &str| !matches!(text, "" | "?" | "help" | "back");
                let check = move |text: &String| if is_answer(text) { secret.validate(text) } else { Ok(()) };
                let password = Password::with_theme(theme).with_prompt(secret.prompt()).report(false);
                password.allow_empty_password(true).validate_with(check).interact()
            };
            match self.prompt(password).await.as_deref() {
                None => return Reply::Quit,
                Some("?" | "help") => self.show_help(&secret_explanation(asking)),
                Some("back") if asking.has_previous => return Reply::Back,
                Some("back") => self.show_help("There is no question before this one here."),
                Some("") => {
                    self.say_answered("Password", &untyped_secret_text(asking));
                    return Reply::Answer(None);
                }
                Some(given) => {
                    self.say_answered("Password", "********");
                    return Reply::Answer(Some(SecretText::from(given.to_owned())));
                }
            }
        }
    }

    async fn ask_details(&self, details: &[(&'static dyn AnyQuestion, Option<Answer>)], has_previous: bool) -> Reply<bool> {
        let shown = details.iter().map(|(question, answer)| {
            let value = answer.as_ref().map(value_text).unwrap_or_default();
            format!("{} {value}", name_of(question.key()))
        });
        let shown: Vec<String> = shown.collect();
        let menu = Menu {
            prompt: "Details?".to_owned(),
            items: ["no, they are fine", "yes, ask me"].map(str::to_owned).to_vec(),
            default: 0,
            aside: Aside {
                help: format!("The details are: {}.", shown.join(", ")),
                explanation: wrap("What few people change. Enter keeps them as they are.", width(), "", ""),
                has_previous: Some(has_previous),
            },
            is_fleeting: false,
        };
        let chosen = self.talk(move || menu.choose()).await;
        chosen.and_then(|at| Reply::Answer(at == 1))
    }

    async fn confirm(&self, plan: &StepPlan, price: &PlanPrice) -> Decision {
        let s = Stream::Err;
        if plan.resources.is_empty() {
            self.screen.line("\nThis step makes nothing on AWS itself.\n".to_owned());
        } else {
            self.screen.line(format!(
                "\n{}\n{}\n{}",
                s.dim(format!("What {} makes", plan.step)),
                tree(plan, s),
                s.bold(totals(plan.resources.iter()))
            ));
            self.show_price(plan, price);
        }
        const CHOICES: [(&str, Decision); 5] = [
            ("yes, go on", Decision::Yes),
            ("skip", Decision::Skip),
            ("explain", Decision::Explain),
            ("change answers", Decision::Back),
            ("quit", Decision::Quit),
        ];
        self.choose("Do it?", &CHOICES, Decision::Quit).await
    }

    async fn accept_over_budget(&self, over: &OverBudget) -> bool {
        let text = format!("With this step, {}.", over_budget_text(over));
        self.screen
            .line(format!("\n{}\n", Stream::Err.change(wrap(&text, width(), "", ""))));
        let confirm = |theme: &dyn Theme| {
            let confirm = Confirm::with_theme(theme).with_prompt("Do it all the same?");
            confirm.default(false).interact()
        };
        self.prompt(confirm).await.unwrap_or(false)
    }

    async fn settle_shortage(&self, preflight: &Preflight) -> Settlement {
        let text = format!("Before anything is made: {}.", shortage_text(preflight));
        self.screen
            .line(format!("\n{}\n", Stream::Err.change(wrap(&text, width(), "", ""))));
        let fit = preflight.fit.as_ref().map(|fit| (fit_text(fit), Settlement::TakeFit));
        let others = [
            ("go on as planned; it may stop half-way".to_owned(), Settlement::GoOn),
            ("quit; nothing is made".to_owned(), Settlement::Quit),
        ];
        // The way that fits is the default where there is one; to stop, where there is none.
        let default = if fit.is_some() { 0 } else { 1 };
        let choices: Vec<(String, Settlement)> = fit.into_iter().chain(others).collect();
        let items: Vec<String> = choices.iter().map(|(text, _)| text.clone()).collect();
        let select = move |theme: &dyn Theme| {
            Select::with_theme(theme)
                .with_prompt("What now?")
                .items(&items)
                .default(default)
                .interact()
        };
        let chosen = self.prompt(select).await;
        chosen
            .and_then(|index| choices.get(index))
            .map_or(Settlement::Quit, |(_, settlement)| *settlement)
    }

    async fn explain(&self, step: &StepIntroduction) -> Taught {
        self.screen.line(String::new());
        self.show_pages(&step.lesson, 1, &ASKED_FOR).await
    }
}
