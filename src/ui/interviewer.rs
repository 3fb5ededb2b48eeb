//! The talk with the person: dialoguer's prompts, one at a time.

use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use super::lesson::{set, summary};
use super::lines::err;
use super::money::{by_use_lines, over_budget_text, step_price_text};
use super::plan_view::{totals, tree};
use super::preflight::{fit_text, shortage_text};
use super::problem::answer_problem_text;
use super::prompts::{Confirm, Input, Password, Select};
use super::screen::Screen;
use super::style::Stream;
use super::text::{rule, width, wrap};
use crate::checkpoint::SecretText;
use crate::walkthrough::{
    Answer, AnswerKind, Answers, AnyQuestion, Decision, Interviewer, OverBudget, PlanPrice, Preflight, Reply, Secret, Settlement,
    StepIntroduction, StepPlan,
};

/// Talks on the terminal.
pub struct TerminalInterviewer {
    screen: Arc<Screen>,
}

impl TerminalInterviewer {
    pub(super) fn new(screen: Arc<Screen>) -> Self {
        Self { screen }
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
            .prompt(move |theme| Input::with_theme(theme).with_prompt(text).allow_empty(true).interact_text())
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

    async fn ask_text(&self, question: &'static dyn AnyQuestion, default: Option<Answer>, answers: &Answers) -> Option<Answer> {
        let answers = answers.clone();
        let checked = answers.clone();
        let typed = self
            .prompt(move |theme| {
                let input = Input::with_theme(theme)
                    .with_prompt(question.prompt())
                    .validate_with(move |text: &String| {
                        let parsed = question.parse(text, &checked);
                        parsed.map(drop).map_err(|problem| answer_problem_text(&problem))
                    });
                match default {
                    // An empty default is nothing to show, and Enter means it.
                    Some(default) if default.to_string().is_empty() => input.allow_empty(true).interact_text(),
                    Some(default) => input.default(default.to_string()).interact_text(),
                    None => input.interact_text(),
                }
            })
            .await?;
        question.parse(&typed, &answers).ok()
    }
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
        let place = format!("Step {}/{}", step.number, step.of);
        self.screen.line(format!(
            "\n{}\n{} {}\n\n{}",
            s.dim(rule()),
            s.accent(place).bold(),
            s.bold(step.title),
            summary(&step.lesson)
        ));
    }

    async fn ask(&self, question: &'static dyn AnyQuestion, default: Option<Answer>, answers: &Answers) -> Reply<Answer> {
        self.show_help(question.help());
        let answer = match question.kind() {
            AnswerKind::Flag => {
                let default = default == Some(Answer::Flag(true));
                let confirm = move |theme: &dyn Theme| {
                    Confirm::with_theme(theme)
                        .with_prompt(question.prompt())
                        .default(default)
                        .interact()
                };
                self.prompt(confirm).await.map(Answer::Flag)
            }
            AnswerKind::Choice(choices) => {
                let chosen = default.and_then(|default| choices.iter().position(|choice| *choice == default.to_string()));
                let items = choices.clone();
                let select = move |theme: &dyn Theme| {
                    let select = Select::with_theme(theme).with_prompt(question.prompt()).items(&items);
                    select.default(chosen.unwrap_or(0)).interact()
                };
                let index = self.prompt(select).await;
                let answer = index.and_then(|index| choices.get(index)).cloned().map(Answer::Text);
                match answer.map(|answer| question.validate(answer, answers)) {
                    Some(Err(problem)) => {
                        let problem = answer_problem_text(&problem);
                        self.screen.line(Stream::Err.bad(problem).to_string());
                        return self.ask(question, None, answers).await;
                    }
                    Some(Ok(answer)) => Some(answer),
                    None => None,
                }
            }
            AnswerKind::Text | AnswerKind::Integer { .. } | AnswerKind::List => self.ask_text(question, default, answers).await,
        };
        answer.map_or(Reply::Quit, Reply::Answer)
    }

    async fn ask_secret(&self, secret: &'static Secret) -> Reply<Option<SecretText>> {
        self.show_help(secret.help);
        let password = move |theme: &dyn Theme| {
            let check = |text: &String| if text.is_empty() { Ok(()) } else { secret.validate(text) };
            let password = Password::with_theme(theme).with_prompt(secret.prompt);
            password.allow_empty_password(true).validate_with(check).interact()
        };
        let typed = self.prompt(password).await;
        typed.map_or(Reply::Quit, |text| {
            let given = Some(text).filter(|text| !text.is_empty());
            Reply::Answer(given.map(SecretText::from))
        })
    }

    async fn confirm(&self, plan: &StepPlan, price: &PlanPrice) -> Decision {
        let s = Stream::Err;
        if plan.resources.is_empty() {
            self.screen.line("\nThis step makes nothing on AWS itself.\n".to_owned());
        } else {
            self.screen
                .line(format!("\n{}\n{}", tree(plan, s), s.bold(totals(plan.resources.iter()))));
            self.show_price(plan, price);
        }
        const CHOICES: [(&str, Decision); 5] = [
            ("yes, go on", Decision::Yes),
            ("skip this step", Decision::Skip),
            ("explain it", Decision::Explain),
            ("back to the questions", Decision::Back),
            ("quit; nothing is lost", Decision::Quit),
        ];
        let select = |theme: &dyn Theme| {
            let items: Vec<&str> = CHOICES.iter().map(|(text, _)| *text).collect();
            Select::with_theme(theme)
                .with_prompt("Do it?")
                .items(&items)
                .default(0)
                .interact()
        };
        let chosen = self.prompt(select).await;
        chosen
            .and_then(|index| CHOICES.get(index))
            .map_or(Decision::Quit, |(_, decision)| *decision)
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

    async fn explain(&self, step: &StepIntroduction) {
        self.screen.line(format!("\n{}\n", set(&step.lesson, Stream::Err)));
    }
}
