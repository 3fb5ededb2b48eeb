//! The talk with the person: prompts, one at a time.

mod prompting;
mod showing;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use dialoguer::theme::Theme;

use crate::checkpoint::SecretText;
use crate::locale::say;
use crate::ui::accessible::is_accessible;
use crate::ui::commands::Commands;
use crate::ui::lesson::summary;
use crate::ui::money::over_budget_text;
use crate::ui::opening::{resumption_text, table_text, welcome_text};
use crate::ui::plan_view::planned_text;
use crate::ui::preflight::{fit_text, shortage_text};
use crate::ui::prompts::{Aside, Confirm, Menu, Password, Select, Word, word};
use crate::ui::questions::{explanation, name_of, secret_explanation, untyped_secret_text, value_text};
use crate::ui::screen::Screen;
use crate::ui::style::Stream;
use crate::ui::teaching::{asked_for, unasked};
use crate::ui::text::{rule, width, wrap};
use crate::ui::unread::rows_of;
use crate::ui::whole::map_text;
use crate::walkthrough::{
    Answer, AnswerKind, AnyQuestion, Asking, AskingSecret, Decision, Interviewer, Opening, OverBudget, PlanPrice, Preflight,
    Recovery, Reply, Resumption, Settlement, Start, StepIntroduction, StepPlan, TalkFailure, Taught,
};
pub(in crate::ui) use showing::ROWS_OF_PROMPT;
use showing::has_room;

/// The rows of a question that is answered by yes or no, or by a name, at most.
pub(in crate::ui) const ROWS_OF_QUESTION: usize = 3;
/// The rows of a choice of a few sentences.
const ROWS_OF_CHOICE: usize = 6;

/// Talks on the terminal.
pub struct TerminalInterviewer {
    screen: Arc<Screen>,
    commands: Commands,
    /// What a step is about, in a walk without lessons: it stands above the step's first question.
    summary: Mutex<Option<String>>,
}

impl TerminalInterviewer {
    pub(super) fn new(screen: Arc<Screen>, commands: Commands) -> Self {
        Self {
            screen,
            commands,
            summary: Mutex::default(),
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

fn choices() -> [(String, Choice); 4] {
    let say = say();
    [
        (say.choice_take(), Choice::Take),
        (say.choice_change(), Choice::Change),
        (say.choice_each(), Choice::Each),
        (say.choice_quit(), Choice::Quit),
    ]
}

#[async_trait]
impl Interviewer for TerminalInterviewer {
    async fn introduce(&self, step: &StepIntroduction) {
        let s = Stream::Err;
        let told = self.screen.meanwhile();
        let place = say().walk_step(step.number.to_string(), step.of.to_string());
        let mut heading = format!("\n{}\n{} {}", s.dim(rule()), s.accent(place).bold(), s.bold(step.title));
        if let Some(map) = map_text(step) {
            heading.push_str(&format!("\n\n{map}"));
        }
        if step.is_taught {
            heading.push('\n');
        }
        let text: Vec<String> = told.into_iter().chain([heading]).collect();
        self.show(&text.join("\n"), ROWS_OF_PROMPT).await;
        self.keep_summary((!step.is_taught).then(|| format!("\n{}", summary(&step.lesson))));
    }

    async fn resume(&self, resumption: &Resumption) {
        self.screen.know_done(&resumption.done);
        if !self.screen.is_again() {
            self.show(&resumption_text(resumption, &self.commands), 0).await;
        }
    }

    async fn teach(&self, step: &StepIntroduction) -> Taught {
        self.show_pages(&step.lesson, unasked()).await
    }

    async fn end(&self) {
        self.screen.end_talk();
    }

    async fn welcome(&self, opening: &Opening) -> bool {
        let welcome = welcome_text(opening, &self.commands);
        let say = say();
        self.show(&welcome, ROWS_OF_PROMPT).await;
        let table = format!("{}\n", table_text(opening));
        let rows_below = Menu::of_choices(say.choice_answers(), &choices()).rows();
        if has_room(rows_of(&table) + rows_below) {
            return true;
        }
        // What the table would push off the screen is read first.
        let turns = [(say.page_on(), true), (say.choice_quit(), false)];
        let menu = Menu {
            is_fleeting: true,
            ..Menu::of_choices(say.walk_answers_next(), &turns)
        };
        self.choose_in(menu, &turns, false).await
    }

    async fn open(&self, opening: &Opening) -> Start {
        let say = say();
        let choices = choices();
        let menu = Menu::of_choices(say.choice_answers(), &choices);
        self.show(&format!("{}\n", table_text(opening)), menu.rows()).await;
        loop {
            match self.choose(say.choice_answers(), &choices, Choice::Quit).await {
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
        self.show_summary().await;
        let question = asking.question;
        let aside = Aside {
            help: question.help().to_owned(),
            explanation: explanation(question, asking.default.as_ref(), asking.answers),
            has_previous: Some(asking.has_previous),
        };
        let choices = match question.kind() {
            AnswerKind::Flag => vec![("yes".to_owned(), say().word_yes()), ("no".to_owned(), say().word_no())],
            // A number in a numbered list would be read as its place there.
            AnswerKind::Integer { .. } if is_accessible() => Vec::new(),
            _ => {
                let choices = question.choices(asking.answers).into_iter();
                choices.map(|choice| (choice.clone(), choice)).collect()
            }
        };
        if choices.is_empty() {
            return self.ask_text(asking, aside).await;
        }
        let chosen = self.ask_choice(asking, choices, aside).await;
        chosen.and_then(|choice| question.parse(&choice, asking.answers).map_or(Reply::Back, Reply::Answer))
    }

    async fn ask_secret(&self, asking: &AskingSecret) -> Reply<Option<SecretText>> {
        self.show_summary().await;
        let secret = asking.secret;
        self.show_help(secret.help());
        loop {
            let password = move |theme: &dyn Theme| {
                let is_answer = |text: &str| !text.is_empty() && word(text).is_none();
                let check = move |text: &String| if is_answer(text) { secret.validate(text) } else { Ok(()) };
                let password = Password::with_theme(theme).with_prompt(secret.prompt()).report(false);
                password.allow_empty_password(true).validate_with(check).interact()
            };
            let Some(given) = self.prompt(password).await else {
                return Reply::Quit;
            };
            match word(&given) {
                Some(Word::Explain) => self.show_help(&secret_explanation(asking)),
                Some(Word::Back) if asking.has_previous => return Reply::Back,
                Some(Word::Back) => self.show_help(&say().question_no_previous()),
                None if given.is_empty() => {
                    self.say_answered(&say().question_password(), &untyped_secret_text(asking));
                    return Reply::Answer(None);
                }
                None => {
                    self.say_answered(&say().question_password(), "********");
                    return Reply::Answer(Some(SecretText::from(given)));
                }
            }
        }
    }

    async fn ask_details(&self, details: &[(&'static dyn AnyQuestion, Option<Answer>)], has_previous: bool) -> Reply<bool> {
        self.show_summary().await;
        let shown = details.iter().map(|(question, answer)| {
            let value = answer.as_ref().map(value_text).unwrap_or_default();
            format!("{} {value}", name_of(question.key()))
        });
        let shown: Vec<String> = shown.collect();
        let say = say();
        let items = vec![say.question_details_no(), say.question_details_yes()];
        let menu = Menu {
            aside: Aside {
                help: say.question_details_are(shown.join(", ")),
                explanation: wrap(&say.question_details_what(), width(), "", ""),
                has_previous: Some(has_previous),
            },
            ..Menu::of(say.question_details(), items)
        };
        self.make_room(menu.rows()).await;
        let chosen = self.talk(move || menu.choose()).await;
        chosen.and_then(|at| Reply::Answer(at == 1))
    }

    async fn confirm(&self, plan: &StepPlan, price: &PlanPrice) -> Decision {
        let say = say();
        let choices = [
            (say.choice_yes(), Decision::Yes),
            (say.choice_skip(), Decision::Skip),
            (say.choice_explain(), Decision::Explain),
            (say.choice_back(), Decision::Back),
            (say.choice_quit(), Decision::Quit),
        ];
        let menu = Menu::of_choices(say.choice_do_it(), &choices);
        self.show_with_summary(&planned_text(plan, price), menu.rows()).await;
        self.choose_in(menu, &choices, Decision::Quit).await
    }

    async fn accept_over_budget(&self, over: &OverBudget) -> bool {
        let text = say().budget_with_step(over_budget_text(over));
        let text = format!("\n{}\n", Stream::Err.change(wrap(&text, width(), "", "")));
        self.show(&text, ROWS_OF_QUESTION).await;
        let confirm = |theme: &dyn Theme| {
            let confirm = Confirm::with_theme(theme).with_prompt(say().budget_all_the_same());
            confirm.default(false).interact()
        };
        self.prompt(confirm).await.unwrap_or(false)
    }

    async fn settle_shortage(&self, preflight: &Preflight) -> Settlement {
        let text = say().shortage_before(shortage_text(preflight));
        let text = format!("\n{}\n", Stream::Err.change(wrap(&text, width(), "", "")));
        self.show(&text, ROWS_OF_CHOICE).await;
        let fit = preflight.fit.as_ref().map(|fit| (fit_text(fit), Settlement::TakeFit));
        let others = [
            (say().shortage_go_on(), Settlement::GoOn),
            (say().shortage_quit(), Settlement::Quit),
        ];
        // The way that fits is the default where there is one; to stop, where there is none.
        let default = if fit.is_some() { 0 } else { 1 };
        let choices: Vec<(String, Settlement)> = fit.into_iter().chain(others).collect();
        let items: Vec<String> = choices.iter().map(|(text, _)| text.clone()).collect();
        let select = move |theme: &dyn Theme| {
            Select::with_theme(theme)
                .with_prompt(say().shortage_what_now())
                .items(&items)
                .default(default)
                .interact()
        };
        let chosen = self.prompt(select).await;
        chosen
            .and_then(|index| choices.get(index))
            .map_or(Settlement::Quit, |(_, settlement)| *settlement)
    }

    async fn settle_failure(&self, failure: &TalkFailure<'_>) -> Recovery {
        self.show_summary().await;
        self.show(&self.failure_text(failure), ROWS_OF_CHOICE).await;
        let say = say();
        let answer = failure
            .questions
            .first()
            .map(|question| (say.recovery_answer(question.prompt()), Recovery::Answer));
        let leave_out = failure.step.map(|step| (say.recovery_leave_out(step), Recovery::LeaveOut));
        let others = [(say.recovery_again(), Recovery::Again)];
        let quit = [(say.recovery_quit(), Recovery::Quit)];
        let choices: Vec<(String, Recovery)> = answer.into_iter().chain(others).chain(leave_out).chain(quit).collect();
        let recovery = self.choose(say.recovery_prompt(), &choices, Recovery::Quit).await;
        if recovery != Recovery::Quit {
            self.screen.begin_again();
        }
        recovery
    }

    async fn explain(&self, step: &StepIntroduction) -> Taught {
        self.screen.line(String::new());
        self.show_pages(&step.lesson, asked_for()).await
    }
}
