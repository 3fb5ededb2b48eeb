//! The sentences of advice about what was typed.

use crate::foreign::quoted;
use crate::locale::say;
use crate::ui::Commands;
use crate::walkthrough::{Advised, InputAdvice, VariableForm};

#[expect(clippy::too_many_lines, reason = "a table: a sentence for each advice")]
pub(super) fn text(advice: &InputAdvice, commands: &Commands) -> String {
    let say = say();
    match advice {
        InputAdvice::DeploymentNameForm => say.input_deployment_name_form(),
        InputAdvice::UrlForm => say.input_url_form(),
        InputAdvice::UrlWithoutSecret => say.input_url_without_secret(),
        InputAdvice::AnotherStateDirectory => say.input_another_state_directory(),
        InputAdvice::MakeAnswersPrivate { path } => say.input_make_answers_private(quoted(path)),
        InputAdvice::RegionForm => say.input_region_form(),
        InputAdvice::NameRegion => say.input_name_region(),
        InputAdvice::KnownRegions(known) => say.input_name_one_of(known.join(", ")),
        InputAdvice::LeaveTimingsOut => say.input_leave_timings_out(),
        InputAdvice::AnswerYes => say.input_answer_yes(),
        InputAdvice::ConfirmYes => say.input_confirm_yes(),
        InputAdvice::LeaveOptionOut { command } => say.input_leave_option_out(command.to_string()),
        InputAdvice::RehearseInSandbox => say.input_rehearse(),
        InputAdvice::SetVariable { name, form } => say.input_set_variable(name.to_string(), form_text(form)),
        InputAdvice::UnsetVariable => say.input_unset_variable(),
        InputAdvice::AnotherRecording => say.input_another_recording(),
        InputAdvice::RecordOne => say.input_record_one(),
        InputAdvice::AnotherAnswersFile => say.input_another_answers_file(),
        InputAdvice::ConfirmReset => say.input_confirm_reset(),
        InputAdvice::ResetServed { reset } => say.input_reset_served(commands.code(reset)),
        InputAdvice::ServeWhereMade { made, reset } => say.input_serve_where_made(made.to_string(), commands.code(reset)),
        InputAdvice::SweepExpired { list } => say.input_sweep_expired(commands.code(list)),
        InputAdvice::TypeNames => say.input_type_names(),
        InputAdvice::LaterExpiry => say.input_later_expiry(),
        InputAdvice::ProlongOrDestroy { prolong, destroy } => {
            say.input_prolong_or_destroy(commands.code(prolong), commands.code(destroy))
        }
        InputAdvice::ShowIds { status } => say.input_show_ids(commands.code(status)),
        InputAdvice::LiveHosts => say.input_live_hosts(),
        InputAdvice::KnownHosts(known) => say.input_known_hosts(known.join(", ")),
        InputAdvice::MakeHosts { walk } => say.input_make_hosts(commands.code(walk)),
        InputAdvice::SetForm => say.input_set_form(),
        InputAdvice::SecretInFile { key } => say.input_secret_in_file(key.to_string()),
        InputAdvice::KnownQuestions { nearest, init } => {
            let known = say.input_known_questions(commands.code(init));
            match nearest {
                Some(nearest) => say.input_did_you_mean(nearest.to_string(), known),
                None => known,
            }
        }
        InputAdvice::RaiseBudget { raise, skip, plan } => match skip {
            Some(skip) => say.input_raise_budget_or_skip(commands.code(raise), commands.code(skip), commands.code(plan)),
            None => say.input_raise_budget(commands.code(raise), commands.code(plan)),
        },
        InputAdvice::FitShortage { fit, request } => {
            let is_fitting = fit.is_some();
            let fit = fit.as_ref().map(|fit| say.input_fits(commands.code(fit)));
            let request = request
                .as_ref()
                .map(|request| say.input_asks_for_more(commands.code(request)));
            let ways: Vec<String> = fit.into_iter().chain(request).collect();
            let ways_text = ways.join(&say.between_sentences());
            match (ways.is_empty(), is_fitting) {
                (true, _) => say.input_ask_administrator(),
                (false, true) => ways_text,
                (false, false) => say.input_free_or(ways_text),
            }
        }
        InputAdvice::AnotherFolder { set } => say.input_another_folder(commands.line(set)),
        InputAdvice::KnownEnds { nearest, known } => {
            let known = known.join(", ");
            match nearest {
                Some(nearest) => say.input_did_you_mean(nearest.to_string(), say.input_known_ends_after_all(known)),
                None => say.input_known_ends(known),
            }
        }
        InputAdvice::Ipv4End => say.input_ipv4_end(),
        InputAdvice::TargetForm => say.input_target_form(),
        InputAdvice::AnotherAnswer { set } => say.input_another_answer(commands.line(set)),
        InputAdvice::ExportCredentials { profile } => say.input_export_credentials(quoted(profile)),
        InputAdvice::AnotherBundle => say.input_another_bundle(),
        InputAdvice::KnownProfiles { nearest, known } => match (nearest, known.join(", ")) {
            (_, known) if known.is_empty() => say.input_no_profiles(),
            (Some(nearest), known) => say.input_did_you_mean(nearest.to_string(), say.input_known_profiles_after_all(known)),
            (None, known) => say.input_known_profiles(known),
        },
        InputAdvice::KnownWords { known } => say.input_known_words(known.join("; ")),
        InputAdvice::KnownSteps { nearest, known } => match nearest {
            Some(nearest) => say.input_did_you_mean(nearest.to_string(), say.input_known_steps_after_all(known.join(", "))),
            None => say.input_known_steps(known.join(", ")),
        },
        InputAdvice::ResumeFirst { resume } => say.input_resume_first(commands.code(resume)),
        InputAdvice::NeedsFirst { run, walk } => say.input_needs_first(commands.code(run), commands.code(walk)),
        InputAdvice::KnownTopics { nearest: None, list } => say.advice_known_topics(commands.code(list)),
        InputAdvice::KnownTopics {
            nearest: Some(nearest),
            list,
        } => say.advice_nearest_topic(commands.code(nearest), commands.code(list)),
        InputAdvice::BuildFirst { run } => say.advice_build_first(commands.code(run)),
        InputAdvice::WalkFromStart { walk } => say.input_walk_from_start(commands.code(walk)),
        InputAdvice::StayWhereMade { holds_nothing: true } => say.input_stay_or_move(),
        InputAdvice::StayWhereMade { holds_nothing: false } => say.input_stay(),
        InputAdvice::StayInRegion => say.input_stay_in_region(),
        InputAdvice::TakeOver { take_over } => take_over_text(take_over, commands),
        InputAdvice::DestroyElsewhere { destroy } => say.input_destroy_elsewhere(commands.codes(destroy)),
        InputAdvice::KnownDeployments { known, list } => match known.as_slice() {
            [] => say.input_known_deployments(commands.code(list)),
            known => say.input_name_deployment(known.join(", "), commands.code(list)),
        },
        InputAdvice::AnotherPort => say.input_another_port(),
    }
}

fn form_text(form: &VariableForm) -> String {
    let say = say();
    match form {
        VariableForm::Text => say.form_text(),
        VariableForm::Switch => say.form_switch(),
        VariableForm::Number { least, most } => say.form_number(least.as_str(), most.as_str()),
        VariableForm::OneOf(words) => say.form_one_of(words.join(", ")),
    }
}

fn take_over_text(take_over: &[Advised], commands: &Commands) -> String {
    let all = take_over.iter().map(|advised| commands.code(advised));
    let all = all.reduce(|some, last| say().or(some, last));
    say().input_take_over(all.unwrap_or_default())
}
