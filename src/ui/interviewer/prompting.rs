//! How the person is asked: each prompt in a thread of its own, and nothing else drawn meanwhile.

use std::io;

use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use super::TerminalInterviewer;
use crate::locale::say;
use crate::ui::advice::advice_text;
use crate::ui::lines::err;
use crate::ui::opening::{keys_text, named};
use crate::ui::problem::problem_text;
use crate::ui::prompts::{Aside, Confirm, Input, LinePrompt, Menu, Said, answered};
use crate::ui::questions::checked;
use crate::ui::style::Stream;
use crate::ui::teaching::{Turn, pages_of, prompt_below};
use crate::ui::text::{fitted, width, wrap};
use crate::ui::unread;
use crate::walkthrough::{Answer, Asked, Asking, Opening, Reply, TalkFailure, Taught};

impl TerminalInterviewer {
    /// As [`TerminalInterviewer::prompt`], with a prompt of our own.
    pub(super) async fn talk<T: Send + 'static>(
        &self,
        prompt: impl FnOnce() -> io::Result<Said<T>> + Send + 'static,
    ) -> Reply<T> {
        match self.prompt(move |_| Ok(prompt()?)).await {
            Some(Said::This(said)) => Reply::Answer(said),
            Some(Said::Back) => Reply::Back,
            None => Reply::Quit,
        }
    }

    /// Which of a few; quitting where the person breaks off.
    pub(super) async fn choose<T: Copy>(&self, prompt: String, choices: &[(String, T)], quit: T) -> T {
        self.choose_in(Menu::of_choices(prompt, choices), choices, quit).await
    }

    /// The same in a menu of these choices.
    pub(super) async fn choose_in<T: Copy>(&self, menu: Menu, choices: &[(String, T)], quit: T) -> T {
        self.make_room(menu.rows()).await;
        match self.talk(move || menu.choose()).await {
            Reply::Answer(at) => choices.get(at).map_or(quit, |(_, choice)| *choice),
            Reply::Back | Reply::Quit => quit,
        }
    }

    /// Asks for one of a few values, each with how it is shown, of which one is the default.
    pub(super) async fn ask_choice(&self, asking: &Asking<'_>, choices: Vec<(String, String)>, aside: Aside) -> Reply<String> {
        let default = asking.default.as_ref().map(ToString::to_string);
        let items = choices.iter().map(|(_, shown)| shown.clone()).collect();
        let menu = Menu {
            default: choices
                .iter()
                .position(|(value, _)| Some(value) == default.as_ref())
                .unwrap_or(0),
            aside,
            ..Menu::of(asking.question.prompt().to_owned(), items)
        };
        self.make_room(menu.rows()).await;
        let chosen = self.talk(move || menu.choose()).await;
        chosen.and_then(|at| {
            choices
                .into_iter()
                .nth(at)
                .map_or(Reply::Quit, |(value, _)| Reply::Answer(value))
        })
    }

    /// Runs a prompt in a thread of its own, so that what is being made goes on being made; `None` when the person breaks off.
    pub(in crate::ui) async fn prompt<T: Send + 'static>(
        &self,
        prompt: impl FnOnce(&dyn Theme) -> dialoguer::Result<T> + Send + 'static,
    ) -> Option<T> {
        if unread::is_broken_off() {
            return None;
        }
        self.screen.begin_prompt();
        let answered = tokio::task::spawn_blocking(move || prompt(theme().as_ref())).await;
        self.screen.end_prompt();
        match answered {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(dialoguer::Error::IO(error))) if error.kind() == io::ErrorKind::Interrupted => None,
            Ok(Err(dialoguer::Error::IO(error))) => {
                err(&say().prompt_unreadable(error.to_string()));
                None
            }
            Err(_) => None,
        }
    }

    /// Asks to type a name, exactly: whether it was.
    pub(in crate::ui) async fn type_name(&self, name: &str, to: &str) -> bool {
        let text = say().prompt_type_name(name, to);
        let typed = self
            .prompt(move |theme| Input::with_theme(theme).with_prompt(text).interact_text())
            .await;
        typed.is_some_and(|typed| typed.trim() == name)
    }

    /// Asks for a yes, which Enter is: whether it was given.
    pub(in crate::ui) async fn agrees(&self, question: String) -> bool {
        let confirm = move |theme: &dyn Theme| Confirm::with_theme(theme).with_prompt(question).default(true).interact();
        self.prompt(confirm).await == Some(true)
    }

    /// Shows a text above the next question.
    pub(in crate::ui) fn say(&self, text: String) {
        self.screen.line(text);
    }

    /// What failed and why, and what to do about it where no question is asked again.
    pub(super) fn failure_text(&self, failure: &TalkFailure<'_>) -> String {
        let mut text = wrap(&problem_text(failure.error), width(), "", "");
        if failure.questions.is_empty()
            && let Some(advice) = &failure.advice
        {
            let advice = advice_text(advice, &self.commands);
            text.push_str(&format!("\n{}", wrap(&advice, width(), "", "")));
        }
        format!("\n{}\n", Stream::Err.change(text))
    }

    pub(super) fn say_answered(&self, prompt: &str, answer: &str) {
        self.screen.line(fitted(&answered(prompt, answer), width()));
    }

    pub(super) fn show_help(&self, help: &str) {
        let help = wrap(help, width(), "", "");
        self.screen.line(format!("\n{}", Stream::Err.dim(help)));
    }

    pub(super) async fn ask_text(&self, asking: &Asking<'_>, aside: Aside) -> Reply<Answer> {
        let (question, answers) = (asking.question, asking.answers.clone());
        let prompt = LinePrompt {
            prompt: question.prompt().to_owned(),
            default: asking.default.as_ref().map(ToString::to_string),
            aside,
        };
        self.make_room(prompt.rows()).await;
        self.talk(move || prompt.ask(|typed| checked(question, typed, &answers)))
            .await
    }

    /// Shows a lesson page by page, each until the person goes on.
    pub(super) async fn show_pages(&self, lesson: &str, turns: Vec<(String, Turn)>) -> Taught {
        let pages = pages_of(lesson, &turns);
        for (at, page) in pages.iter().enumerate() {
            // What stands above may leave no room for the first.
            if !page.is_empty() {
                self.screen.line(format!("{page}\n"));
            }
            let menu = prompt_below(at + 1, pages.len(), &turns);
            match self.choose_in(menu, &turns, Turn::Quit).await {
                Turn::On => {}
                Turn::Skip => return Taught::On,
                Turn::NoMore => {
                    self.show_help(&say().page_how_back());
                    return Taught::NoMore;
                }
                Turn::Quit => return Taught::Quit,
            }
        }
        Taught::On
    }

    /// Asks which answer to change.
    pub(super) async fn ask_which(&self, opening: &Opening) -> Option<Asked> {
        let rows = opening.rows.clone();
        let prompt = LinePrompt {
            prompt: say().choice_which(),
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

fn theme() -> Box<dyn Theme + Send> {
    if console::colors_enabled_stderr() {
        Box::new(ColorfulTheme::default())
    } else {
        Box::new(SimpleTheme)
    }
}
