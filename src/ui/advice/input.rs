//! The sentences of advice about what was typed.

use crate::foreign::quoted;
use crate::locale::say;
use crate::ui::Commands;
use crate::walkthrough::{Advised, InputAdvice, VariableForm};

#[expect(clippy::too_many_lines, reason = "a table: a sentence for each advice")]
pub(super) fn text(advice: &InputAdvice, commands: &Commands) -> String {
    match advice {
        InputAdvice::DeploymentNameForm => "use 1 to 30 lower-case letters, digits and single hyphens, a letter first".to_owned(),
        InputAdvice::UrlForm => "write it like --endpoint-url http://127.0.0.1:4599".to_owned(),
        InputAdvice::UrlWithoutSecret => {
            "leave name and password out of the URL; credentials are given as for the AWS CLI (--profile NAME, or AWS_ACCESS_KEY_ID)".to_owned()
        }
        InputAdvice::AnotherStateDirectory => "name another with --state-dir, or go to a folder of another name".to_owned(),
        InputAdvice::MakeAnswersPrivate { path } => {
            format!("take it away from others (chmod go= {}), then run the same command", quoted(path))
        }
        InputAdvice::RegionForm => "name one like --region us-east-1".to_owned(),
        InputAdvice::NameRegion => "name one like --region us-east-1, or set AWS_REGION".to_owned(),
        InputAdvice::KnownRegions(known) => format!("name one of: {}", known.join(", ")),
        InputAdvice::LeaveTimingsOut => "leave --timings out: every event has its time in \"at\"".to_owned(),
        InputAdvice::AnswerYes => {
            "add --yes to take given, remembered and default answers (--answers FILE, --set KEY=VALUE)".to_owned()
        }
        InputAdvice::ConfirmYes => "add --yes to do it without being asked".to_owned(),
        InputAdvice::LeaveOptionOut { command } => format!("leave it out; `jalon {command} --help` shows what it takes"),
        InputAdvice::RehearseInSandbox => "leave it out, or rehearse with --sandbox".to_owned(),
        InputAdvice::SetVariable { name, form } => variable_text(name, form),
        InputAdvice::UnsetVariable => "unset one of them, or say on the command line which holds".to_owned(),
        InputAdvice::AnotherRecording => {
            "name a file that is not there yet, or a recording to go on with".to_owned()
        }
        InputAdvice::RecordOne => "make one with `jalon walk --record FILE`".to_owned(),
        InputAdvice::AnotherAnswersFile => "name another file (`jalon init FILE`), or print it (`jalon init -`)".to_owned(),
        InputAdvice::ConfirmReset => "add --yes to empty it without being asked".to_owned(),
        InputAdvice::ResetServed { reset } => format!("empty that one with {}", commands.code(reset)),
        InputAdvice::ServeWhereMade { made, reset } => format!(
            "serve it with --region {made}, or empty it first with {}: an empty one may be in any region",
            commands.code(reset)
        ),
        InputAdvice::SweepExpired { list } => format!(
            "add --yes to take down what has expired and is recorded here; {} shows what there is",
            commands.code(list)
        ),
        InputAdvice::TypeNames => "type the names as they are listed, with spaces between them".to_owned(),
        InputAdvice::LaterExpiry => "give a later one, like --expires 4h, or take it back with --expires none".to_owned(),
        InputAdvice::ProlongOrDestroy { prolong, destroy } => format!(
            "give it more time with {}, or take it down with {}",
            commands.code(prolong),
            commands.code(destroy)
        ),
        InputAdvice::ShowIds { status } => format!("{} shows the id of everything there is", commands.code(status)),
        InputAdvice::LiveHosts => "add --live-hosts where an endpoint's hosts are real; the sandbox has none".to_owned(),
        InputAdvice::KnownHosts(known) => format!("the hosts are: {}", known.join(", ")),
        InputAdvice::MakeHosts { walk } => format!("{} makes hosts; none is there yet", commands.code(walk)),
        InputAdvice::SetForm => "write --set KEY=VALUE, e.g. --set vpc.cidr=10.0.0.0/16".to_owned(),
        InputAdvice::SecretInFile { key } => {
            format!("put {key} into an answers file that only you can read, and give it with --answers")
        }
        InputAdvice::KnownQuestions { nearest, init } => {
            let nearest = nearest.map(|nearest| format!("did you mean {nearest}? ")).unwrap_or_default();
            format!("{nearest}{} writes a file with every question in it", commands.code(init))
        }
        InputAdvice::RaiseBudget { raise, skip, plan } => {
            let skip = skip.as_ref().map(|skip| format!(", or leave a step out, e.g. with {}", commands.code(skip)));
            let (raise, plan) = (commands.code(raise), commands.code(plan));
            format!("raise the budget with {raise}{}; {plan} shows the price of each step", skip.unwrap_or_default())
        }
        InputAdvice::FitShortage { fit, request } => {
            let is_fitting = fit.is_some();
            let fit = fit.as_ref().map(|fit| format!("{} fits", commands.code(fit)));
            let request = request.as_ref().map(|request| format!("{} asks AWS for more", commands.code(request)));
            let ways: Vec<String> = fit.into_iter().chain(request).collect();
            match (ways.is_empty(), is_fitting) {
                (true, _) => "ask whoever administers the account".to_owned(),
                (false, true) => ways.join("; "),
                (false, false) => format!("free what is no longer used; or {}", ways.join("; ")),
            }
        }
        InputAdvice::AnotherFolder { set } => format!("name another with {}", commands.line(set)),
        InputAdvice::KnownEnds { nearest, known } => {
            let ends = format!("here are {}, and IPv4 addresses", known.join(", "));
            match nearest {
                Some(nearest) => format!("did you mean {nearest}? T{ends}"),
                None => format!("t{ends}"),
            }
        }
        InputAdvice::Ipv4End => "name the end (`jalon reach --help` lists the names), or give its IPv4 address".to_owned(),
        InputAdvice::TargetForm => "write NAME, NAME:PORT or NAME:icmp, e.g. database:3306".to_owned(),
        InputAdvice::AnotherAnswer { set } => format!("give another with {}, or in the answers file", commands.line(set)),
        InputAdvice::ExportCredentials { profile } => format!(
            "let the AWS CLI ask for it: `eval \"$(aws configure export-credentials --profile {} --format env)\"`, then run the same command \
             without the profile",
            crate::foreign::quoted(profile)
        ),
        InputAdvice::AnotherBundle => "name a file of certificates in PEM with AWS_CA_BUNDLE, or none".to_owned(),
        InputAdvice::KnownProfiles { nearest, known } => match (nearest, known.as_slice()) {
            (_, []) => "there are none; `aws configure --profile NAME` makes one".to_owned(),
            (Some(nearest), _) => format!("did you mean {nearest}? The profiles are: {}", known.join(", ")),
            (None, _) => format!("the profiles are: {}", known.join(", ")),
        },
        InputAdvice::KnownWords { known } => format!("after -- it knows: {}", known.join("; ")),
        InputAdvice::KnownSteps { nearest, known } => match nearest {
            Some(nearest) => format!("did you mean {nearest}? The steps are: {}", known.join(", ")),
            None => format!("the steps are: {}", known.join(", ")),
        },
        InputAdvice::ResumeFirst { resume } => format!("bring it back with {}", commands.code(resume)),
        InputAdvice::NeedsFirst { run, walk } => format!(
            "run them too with {}, or walk from the start with {}",
            commands.code(run),
            commands.code(walk)
        ),
        InputAdvice::BuildFirst { run } => say().advice_build_first(commands.code(run)),
        InputAdvice::WalkFromStart { walk } => format!("walk from the start with {}", commands.code(walk)),
        InputAdvice::StayWhereMade { holds_nothing } => stay_text(*holds_nothing),
        InputAdvice::StayInRegion => "leave --region out, or name another deployment with --deployment NAME".to_owned(),
        InputAdvice::TakeOver { take_over } => take_over_text(take_over, commands),
        InputAdvice::DestroyElsewhere { destroy } => format!("take it down there with {}", commands.codes(destroy)),
        InputAdvice::KnownDeployments { known, list } => known_deployments_text(known, &commands.code(list)),
        InputAdvice::AnotherPort => "name another port with --port, or take a free one with --port 0".to_owned(),
    }
}

fn variable_text(name: &str, form: &VariableForm) -> String {
    let form = match form {
        VariableForm::Text => "a text in UTF-8".to_owned(),
        VariableForm::Switch => "1 or 0".to_owned(),
        VariableForm::Number { least, most } => format!("a number between {least} and {most}"),
        VariableForm::OneOf(words) => format!("one of {}", words.join(", ")),
    };
    format!("set {name} to {form}, or unset it")
}

fn stay_text(holds_nothing: bool) -> String {
    let stay = "give the options and credentials it was made with, or another name with --deployment NAME";
    if holds_nothing {
        format!("{stay}. It holds nothing now: with --profile NAME it moves to that profile's account")
    } else {
        stay.to_owned()
    }
}

fn take_over_text(take_over: &[Advised], commands: &Commands) -> String {
    let all: Vec<String> = take_over.iter().map(|advised| commands.code(advised)).collect();
    format!(
        "{} where it is yours; where it is somebody else's, choose another name with --deployment NAME",
        all.join(" or ")
    )
}

fn known_deployments_text(known: &[String], list: &str) -> String {
    let lists = format!("{list} lists the deployments of the account");
    match known {
        [] => lists,
        _ => format!(
            "name one with --deployment ({}), or the folder that remembers it with --state-dir; {lists}",
            known.join(", ")
        ),
    }
}
