//! Asking whose the things are that bear the deployment's name.

use dialoguer::theme::Theme;

use super::notice::namesake_text;
use super::problem::problem_text;
use super::prompts::Select;
use super::text::{width, wrap};
use super::{TerminalInterviewer, Ui};
use crate::locale::say;
use crate::walkthrough::{Error, Namesake, TakeOver};

impl Ui {
    /// Asks whether to take over what a run was refused for; `None` where the person doesn't.
    pub async fn ask_whose(&self, refused: &Error) -> Option<TakeOver> {
        let Error::Namesakes {
            deployment, namesakes, ..
        } = refused
        else {
            return None;
        };
        let interviewer = self.asker();
        interviewer.say(wrap(&format!("{}.", problem_text(refused)), width(), "", ""));
        choose(&interviewer, deployment, namesakes).await
    }
}

async fn choose(interviewer: &TerminalInterviewer, deployment: &str, namesakes: &[Namesake]) -> Option<TakeOver> {
    let ids: Vec<TakeOver> = namesakes
        .iter()
        .filter_map(|namesake| namesake.id.clone())
        .map(TakeOver::Id)
        .collect();
    // What has no id goes with the only one there is.
    let (takes, texts): (Vec<TakeOver>, Vec<String>) = if ids.len() <= 1 {
        (vec![TakeOver::Any], vec![say().whose_mine()])
    } else {
        let with_id = namesakes.iter().filter(|namesake| namesake.id.is_some());
        let texts = with_id.map(|namesake| say().whose_take_over(namesake_text(deployment, namesake)));
        (ids, texts.collect())
    };
    let leave = say().whose_leave();
    let items: Vec<String> = std::iter::once(leave).chain(texts).collect();
    let select = move |theme: &dyn Theme| {
        let select = Select::with_theme(theme).with_prompt(say().whose_ask());
        select.items(&items).default(0).interact()
    };
    let chosen = interviewer.prompt(select).await?;
    takes.into_iter().nth(chosen.checked_sub(1)?)
}
