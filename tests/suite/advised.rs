//! Advice that is followed literally ends the trouble: errors are provoked, and what they advise is carried out.

use std::time::Duration;

use aws_sdk_ec2::types::AttributeValue;
use jalon::resources::Kind;

use crate::support::{Jalon, Rehearsal, advice, next, problem, system, write_private};

/// The commands between backticks.
fn commands(advice: &str) -> Vec<Vec<String>> {
    let quoted = advice.split('`').skip(1).step_by(2);
    let ours = quoted.filter_map(|command| command.strip_prefix("jalon "));
    ours.map(|command| command.split(' ').map(str::to_owned).collect()).collect()
}

/// How a person follows the advice of a case.
enum Follow {
    /// Runs the first command that it advises.
    Command,
    /// Adds this to the command; the advice has to hold it.
    Add(&'static str),
    /// Puts this in the place of that; the advice has to hold the new one.
    Replace(&'static str, &'static str),
    /// Leaves this out; the advice has to hold it.
    LeaveOut(&'static str),
}

use Follow::{Add, Command, LeaveOut, Replace};

/// Runs a command that fails with this code, follows what is advised, and expects success.
fn is_helped(jalon: &Jalon, command: &str, code: i32, follow: &Follow) {
    let arguments: Vec<&str> = command.split(' ').collect();
    let refused = jalon.run(&arguments).ends_with(code);
    let advice = next(&refused.stderr);
    let followed: Vec<String> = match follow {
        Command => commands(&advice)
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no command: {advice}")),
        Add(option) => {
            assert!(advice.contains(option), "{command}: {option} is not in: {advice}");
            format!("{command} {option}").split(' ').map(str::to_owned).collect()
        }
        Replace(wrong, right) => {
            assert!(advice.contains(right), "{command}: {right} is not in: {advice}");
            command.replace(wrong, right).split(' ').map(str::to_owned).collect()
        }
        LeaveOut(option) => {
            assert!(advice.contains(option.split(' ').next().unwrap()), "{command}: {advice}");
            command
                .replace(&format!(" {option}"), "")
                .split(' ')
                .map(str::to_owned)
                .collect()
        }
    };
    let followed: Vec<&str> = followed.iter().map(String::as_str).collect();
    let ended = jalon.run(&followed);
    assert_eq!(
        ended.code,
        Some(0),
        "{command} advises {advice}; {followed:?} ends so:\n{}",
        ended.stderr
    );
}

#[test]
fn what_was_typed_wrong_is_typed_right_as_advised() {
    let jalon = Jalon::new();
    let sandboxed = "--sandbox --until vpc";
    for (command, follow) in [
        (format!("walk {sandboxed}"), Add("--yes")),
        ("run vpc --sandbox".to_owned(), Add("--yes")),
        (
            format!("walk --yes {sandboxed} --timings --output json"),
            LeaveOut("--timings"),
        ),
        ("walk --yes --sandbox --until vcp".to_owned(), Replace("vcp", "vpc")),
        (format!("walk --yes {sandboxed} --skip sit"), Replace("sit", "site")),
        ("run vcp --yes".to_owned(), Replace("vcp", "vpc")),
        ("explain databse".to_owned(), Replace("databse", "database")),
        ("plan databse".to_owned(), Replace("databse", "database")),
        ("verify vcp".to_owned(), Replace("vcp", "vpc")),
        (
            "walk --yes --until vpc --set vpc.cird=10.0.0.0/16".to_owned(),
            Replace("vpc.cird", "vpc.cidr"),
        ),
        (
            "walk --yes --until vpc --set vpc.cidr".to_owned(),
            Replace("vpc.cidr", "vpc.cidr=10.0.0.0/16"),
        ),
        ("status --region useast1".to_owned(), Replace("useast1", "us-east-1")),
        ("status --region us-east-9".to_owned(), Replace("us-east-9", "us-east-1")),
        ("status --region eu-west-3".to_owned(), LeaveOut("--region eu-west-3")),
        ("status --deployment dmeo".to_owned(), Replace("dmeo", "demo")),
        ("verify vpc --deployment dmeo".to_owned(), Replace("dmeo", "demo")),
        ("run test-host --yes".to_owned(), Command),
        ("run nat-gateway --yes --budget 0.1".to_owned(), Command),
        (
            "reach internet app-hots --protocol tcp".to_owned(),
            Replace("app-hots --protocol tcp", "app-host"),
        ),
        ("destroy --only vpc-0 --yes".to_owned(), Command),
        ("reach me app-host:http".to_owned(), Replace("app-host:http", "NAME:PORT")),
        ("destroy".to_owned(), Add("--yes")),
        ("forget".to_owned(), Add("--yes")),
    ] {
        if command.starts_with("reach internet") {
            jalon.run(&["run", "app-host", "--yes"]).ends_with(0);
            let refused = jalon.run(&["reach", "internet", "app-hots"]).ends_with(2);
            assert!(next(&refused.stderr).contains("did you mean app-host?"), "{}", refused.stderr);
            jalon.run(&["reach", "me", "app-host"]).ends_with(0);
        } else if command.starts_with("reach me") {
            let refused = jalon.run(&["reach", "me", "app-host:http"]).ends_with(2);
            assert!(next(&refused.stderr).contains("NAME:PORT"), "{}", refused.stderr);
            jalon.run(&["reach", "me", "app-host:22"]).ends_with(0);
        } else {
            is_helped(&jalon, &command, 2, &follow);
        }
    }
}

/// Options that are refused, the exit code, what the advice says, and the options that follow it.
const REFUSED_ANSWERS: [(&str, i32, &str, &str); 10] = [
    (
        "--set vpc.cidr=10.0.0.0/8",
        2,
        "--set vpc.cidr=VALUE",
        "--set vpc.cidr=10.0.0.0/16",
    ),
    (
        "--set database.backup-retention-days=99",
        2,
        "--set database.backup-retention-days=VALUE",
        "--set database.backup-retention-days=1",
    ),
    (
        "--set database.class=large",
        2,
        "--set database.class=VALUE",
        "--set database.class=db.t4g.micro",
    ),
    (
        "--set app-host.trusted-cidrs=me",
        2,
        "--set app-host.trusted-cidrs=VALUE",
        "--set app-host.trusted-cidrs=192.0.2.10/32,203.0.113.7/32",
    ),
    ("--set site.folder=not-there", 2, "--set site.folder=", ""),
    (
        "--set database.password=correct-horse",
        2,
        "give it with --answers",
        "--answers secret.toml",
    ),
    ("--answers not-there.toml", 2, "`jalon init", "--answers secret.toml"),
    ("--answers broken.toml", 2, "`jalon init", "--answers init.toml"),
    ("--answers unknown.toml", 2, "did you mean vpc.cidr?", "--answers known.toml"),
    ("--answers refused.toml", 2, "that only you can read", "--answers secret.toml"),
];

#[test]
fn answers_that_were_refused_are_given_as_advised() {
    let jalon = Jalon::new();
    let file = |name: &str, text: &str| write_private(jalon.folder().join(name), text);
    let walk = |options: &str| -> String { format!("walk --sandbox --yes --until database {options}") };
    for (options, code, advised, instead) in REFUSED_ANSWERS {
        file("secret.toml", "[database]\npassword = \"correct-horse-9\"\n");
        file("broken.toml", "[vpc\n");
        file("unknown.toml", "[vpc]\ncird = \"10.0.0.0/16\"\n");
        file("known.toml", "[vpc]\ncidr = \"10.0.0.0/16\"\n");
        file("refused.toml", "[database]\npassword = \"with space\"\n");
        file("init.toml", &jalon.run(&["init", "-"]).ends_with(0).stdout);
        let command = walk(options);
        let refused = jalon.run(&command.split(' ').collect::<Vec<_>>()).ends_with(code);
        let advice = next(&refused.stderr);
        assert!(advice.contains(advised), "{options}: {advice}");
        let followed = walk(instead);
        jalon.run(&followed.split_whitespace().collect::<Vec<_>>()).ends_with(0);
        jalon.run(&["destroy", "--yes"]).ends_with(0);
    }
}

#[test]
fn files_that_are_in_the_way_are_put_right_as_advised() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--yes", "--until", "database"];
    jalon.run(&walk).ends_with(0);
    let shell = |command: &str| {
        let ran = system("sh").args(["-c", command]).current_dir(jalon.folder()).status();
        assert!(ran.unwrap().success(), "{command}");
    };
    // The commands for a shell that the advice holds, in brackets.
    let in_brackets = |advice: &str, word: &str| -> String {
        let at = advice
            .find(&format!("({word} "))
            .unwrap_or_else(|| panic!("no {word} in: {advice}"));
        let rest = &advice[at + 1..];
        rest[..rest.find(')').unwrap()].to_owned()
    };
    for file in ["state.json", "secrets.json", "site.json"] {
        let path = jalon.kept(file);
        if !path.exists() {
            continue;
        }
        let good = std::fs::read(&path).unwrap();
        std::fs::write(&path, "{\"format\": 1, \"dep").unwrap();
        let ended = jalon.run(&walk);
        if ended.code == Some(0) {
            continue;
        }
        let advice = next(&ended.stderr);
        if file == "secrets.json" {
            assert!(advice.contains("a copy"), "tags hold no secret: {advice}");
            std::fs::write(&path, &good).unwrap();
        } else {
            shell(&in_brackets(&advice, "mv"));
        }
        let again = jalon.run(&[&walk[..], &["--take-over"]].concat());
        again.ends_with(0);
    }
    // A link is removed as advised.
    let link = jalon.kept("ssh_config");
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink("/etc/hostname", &link).unwrap();
    let refused = jalon.run(&walk).ends_with(1);
    shell(&in_brackets(&next(&refused.stderr), "rm"));
    jalon.run(&walk).ends_with(0);
    // The lost state file leads to a choice.
    std::fs::remove_file(jalon.kept("state.json")).unwrap();
    is_helped(&jalon, "walk --sandbox --yes --until database", 2, &Command);
}

async fn later() {
    tokio::time::sleep(Duration::from_secs(600)).await;
}

/// The `--set` options of an advice.
fn options(advice: &str) -> Vec<String> {
    let words: Vec<&str> = advice.split_whitespace().collect();
    let set = words.windows(2).filter(|pair| pair[0] == "--set");
    set.map(|pair| pair[1].trim_matches(|c| ",;.'".contains(c)).to_owned())
        .collect()
}

/// Walks, follows the answers that are advised, and expects a whole deployment.
async fn is_whole_with_the_advised_answers(rehearsal: &Rehearsal, set: &[&str], key: &str) {
    let refused = rehearsal
        .walk(None, set)
        .await
        .err()
        .unwrap_or_else(|| panic!("{key}: it is not refused"));
    let advice = advice(&refused).unwrap();
    let advised = options(&advice);
    assert!(
        advised.iter().any(|option| option.starts_with(key)),
        "{key}: {} {advice}",
        problem(&refused)
    );
    let advised: Vec<&str> = advised.iter().map(String::as_str).collect();
    later().await;
    rehearsal
        .walk(None, &[set, &advised].concat())
        .await
        .unwrap_or_else(|error| panic!("{key}: {}", problem(&error)));
    later().await;
    let calls = rehearsal.calls();
    rehearsal
        .walk(None, &[])
        .await
        .unwrap_or_else(|error| panic!("{key}, later: {}", problem(&error)));
    assert_eq!(rehearsal.mutations_since(calls), Vec::<String>::new(), "{key}");
}

#[tokio::test(start_paused = true)]
async fn answers_that_cannot_take_effect_are_refused_with_those_in_force() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    later().await;
    for set in [
        "vpc.cidr=10.9.0.0/16",
        "second-vpc.cidr=10.8.0.0/16",
        "database.identifier=other-db",
        "database.name=other",
        "database.user=other",
        "database.version=8.0",
        "app-host.instance-type=t3.small",
        "test-host.instance-type=t3.small",
        "ai-host.instance-type=t3.small",
    ] {
        let key = set.split('=').next().unwrap();
        let refused = rehearsal
            .walk(None, &[set])
            .await
            .err()
            .unwrap_or_else(|| panic!("{set}: it is not refused"));
        let advice = advice(&refused).unwrap();
        let advised = options(&advice);
        assert!(
            advised.iter().any(|option| option.starts_with(key)),
            "{set}: {} {advice}",
            problem(&refused)
        );
        let advised: Vec<&str> = advised.iter().map(String::as_str).collect();
        rehearsal
            .walk(None, &[&[set][..], &advised].concat())
            .await
            .unwrap_or_else(|error| panic!("{set}: {}", problem(&error)));
    }
    // Those that can, do.
    rehearsal.walk(None, &["database.storage-type=gp2"]).await.unwrap();
    later().await;
    let session = rehearsal.session(&[]).await.unwrap();
    let db = session.aws().rds().describe_db_instances().send().await.unwrap();
    assert_eq!(db.db_instances()[0].storage_type(), Some("gp2"));
}

#[tokio::test(start_paused = true)]
async fn what_was_changed_by_hand_is_kept_with_the_advised_answers() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    later().await;
    let aws = session.aws();
    let host = session.inventory(|inventory| inventory.by_key(Kind::Instance, &"instance/app-host".into()).pop().unwrap());
    aws.ec2().stop_instances().instance_ids(&host.id).send().await.unwrap();
    later().await;
    let larger = AttributeValue::builder().value("t3.small").build();
    let modify = aws.ec2().modify_instance_attribute().instance_id(&host.id);
    modify.instance_type(larger).send().await.unwrap();
    is_whole_with_the_advised_answers(&rehearsal, &[], "app-host.instance-type").await;
    // Storage beyond the ceiling.
    let grow = aws
        .rds()
        .modify_db_instance()
        .db_instance_identifier("demo-db")
        .apply_immediately(true);
    grow.allocated_storage(200).max_allocated_storage(400).send().await.unwrap();
    later().await;
    is_whole_with_the_advised_answers(&rehearsal, &[], "database.storage-ceiling-gib").await;
}

#[tokio::test(start_paused = true)]
async fn advice_that_deletes_a_database_says_that_its_data_goes_and_what_keeps_it() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    later().await;
    let refused = rehearsal.walk(None, &["database.version=8.0"]).await.err().unwrap();
    let by_hand = advice(&refused).unwrap();
    rehearsal.folder().remove("id_ed25519").unwrap();
    rehearsal.walk(None, &[]).await.unwrap();
    let notices = rehearsal.notices();
    let lost_key = notices.iter().find(|notice| notice.contains("private key")).unwrap();
    for said in [&by_hand, lost_key] {
        let deletes = said.contains("delete db-instance/main") || said.contains("`jalon destroy`");
        assert!(deletes && said.contains("data") && said.contains("snapshot"), "{said}");
    }
}
