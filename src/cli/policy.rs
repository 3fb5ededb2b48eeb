//! `jalon policy`: the least IAM policy, from the program's own table of calls. It asks nobody.

use super::args::Globals;
use super::command_options::{PolicyFor, PolicyOptions};
use super::exit_code::SUCCESS;
use super::open::{folder, given};
use crate::checkpoint::read_state;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{PolicyDocument, PolicyNames, Purpose, Result, Step};

pub(super) async fn policy(globals: &Globals, options: &PolicyOptions) -> Result<u8> {
    let steps: Vec<&'static dyn Step> = match options.steps.as_slice() {
        [] => WALKTHROUGH.iter().collect(),
        named => named.iter().map(|step| WALKTHROUGH.get(step)).collect::<Result<_>>()?,
    };
    let state = read_state(&folder(globals)?, &globals.deployment)?;
    let names = PolicyNames::known(&globals.deployment, state.as_ref(), &given(globals).await?, &WALKTHROUGH)?;
    let purpose = match options.purpose {
        PolicyFor::Walk => Purpose::Walk,
        PolicyFor::Destroy => Purpose::Destroy,
        PolicyFor::ReadOnly => Purpose::ReadOnly,
        PolicyFor::Pause => Purpose::Pause,
        PolicyFor::Try => Purpose::Try,
    };
    let policy = PolicyDocument::new(purpose, &WALKTHROUGH, &steps, &names);
    ui::print_json(&match options.live_prices {
        true => policy.with_live_prices(),
        false => policy,
    });
    Ok(SUCCESS)
}
