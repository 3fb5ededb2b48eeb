//! Commands as they are typed wrong, each with its exit code and its whole answer. The answers stand in the snapshots, to be read.

use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt;

use crate::support::{Jalon, redact, write_private};

/// Where nobody listens.
const CLOSED: &str = "http://127.0.0.1:9";

/// A line is the exit code, variables, and what is typed after `jalon`; `''` is an empty word.
const OPTIONS: &str = "
2 --no-such-option
2 walk --no-such-option
2 wlak
2 stauts
2 sandbox
2 sandbox sevre
2 walk vpc
2 run
2 run vpc database
2 reach
2 reach app-host
2 ssh
2 status vpc
2 steps vpc
2 walk --sandbox --endpoint-url http://127.0.0.1:9
2 walk -v -q
2 walk --sandbox --sandbox
2 walk --yes=true
2 walk --timings --output json --sandbox --yes
2 destroy --keep-snapshots --only vpc-1 --yes
2 walk --until
2 plan --timings
2 verify --until vpc
1 plan --detailed-exitcode --no-such-option
2 plan --yes
2 status --yes
2 verify --yes
2 reach internet app-host --yes
2 destroy --answers nope.toml --yes
2 destroy --set vpc.cidr=10.0.0.0/16 --yes
2 destroy --live-hosts --yes
2 forget --answers nope.toml --yes
2 list --deployment lab
2 list --answers nope.toml
2 list --yes
2 steps --region eu-west-1
2 steps --sandbox
2 steps --answers nope.toml
2 explain vpc --answers nope.toml
2 explain vpc --region eu-west-3
2 explain vpc --sandbox
2 --sandbox explain vpc
2 init --output json
2 init --yes
2 ssh app-host --region eu-west-1
2 ssh app-host --output json
2 sandbox serve --deployment lab
2 sandbox serve --sandbox
2 sandbox serve --endpoint-url http://127.0.0.1:9
2 sandbox serve --output json
2 sandbox reset --region eu-west-1
2 sandbox reset --sandbox
";

const VALUES: &str = "
2 walk --sandbox --yes --sandbox-speed 0
2 walk --sandbox --yes --sandbox-speed fast
2 walk --sandbox --yes --sandbox-speed 10001
2 walk --sandbox --yes --sandbox-speed nan
2 status --output xml
2 status --color sometimes
2 walk --sandbox --yes --region useast1
2 walk --sandbox --yes --region ''
2 walk --sandbox --yes --region us-east-9
2 walk --yes --region us-gov-west-1
2 plan --region cn-north-1
2 status --region eusc-de-east-1
2 walk --sandbox --yes --set vpc.cidr
2 walk --sandbox --yes --set vpc.cird=10.0.0.0/16
2 walk --sandbox --yes --set vpc.cidr=10.0.0.0
2 walk --sandbox --yes --set vpc.cidr=10.0.0.0/8
2 walk --sandbox --yes --set vpc.availability-zones=two
2 walk --sandbox --yes --set vpc.availability-zones=9
2 walk --sandbox --yes --set vpc.s3-endpoint=maybe
2 walk --sandbox --yes --set app-host.port=0
2 walk --sandbox --yes --set app-host.trusted-cidrs=home
2 walk --sandbox --yes --set database.password=hunter22-hunter
2 walk --sandbox --yes --set database.storage-type=gp9
2 walk --sandbox --yes --set site.folder=nowhere
2 reach internet app-host:0 --sandbox
2 reach internet app-host:ssh --sandbox
2 reach internet app-host --protocol icmp
2 sandbox serve --port 65536
2 sandbox serve --port http
2 sandbox serve --latency 2000
2 sandbox serve --seed x
2 sandbox serve --fault rain
2 sandbox serve --fault throttle:NoSuchOp
2 sandbox serve --fault throttle:CreateVPC
2 sandbox serve --account free
2 sandbox serve --deny RunInstances
2 sandbox serve --expire-after 90
2 sandbox serve --quota vpc=1
2 sandbox serve --quota vpcs=many
2 sandbox serve --region mars-1
";

const NAMES: &str = "
2 status --deployment Demo
2 status --deployment a/b
2 status --deployment ..
2 status --deployment ''
2 status --deployment a--b
2 run databse --sandbox --yes
2 walk --until databse --sandbox --yes
2 walk --skip databse --sandbox --yes
2 explain databse
2 plan databse --sandbox
2 verify databse --sandbox
2 reach internet app-hots
2 reach office app-host
2 reach internet 2001:db8::1
2 reach ::1 app-host
2 reach internet [2001:db8::1]:443
2 ssh nowhere
2 destroy --only vpc-0 --yes
2 status --deployment demmo
2 verify --deployment demmo --sandbox
2 forget --deployment demmo --yes
2 destroy --deployment demmo --sandbox --yes
2 sandbox reset --deployment demmo
2 walk --yes --region eu-west-1
1 walk --yes --endpoint-url http://127.0.0.1:9
";

const FILES: &str = "
2 walk --sandbox --yes --answers none.toml
2 walk --sandbox --yes --answers folder
2 plan --sandbox --answers broken.toml
2 plan --sandbox --answers typo.toml
2 plan --sandbox --answers type.toml
2 plan --sandbox --answers scalar.toml
2 walk --sandbox --yes --answers short.toml
2 plan --sandbox --answers open.toml
2 plan --sandbox --answers latin.toml
2 init typo.toml
2 init folder/none/answers.toml
2 init folder
2 walk --sandbox --yes --set site.folder=folder
1 walk --sandbox --yes --state-dir typo.toml
1 walk --sandbox --yes --state-dir /proc/none
1 status --deployment damaged
1 status --deployment newer
1 status --deployment foreign
";

const ENVIRONMENT: &str = "
2 JALON_YES=maybe walk --sandbox
2 JALON_SANDBOX=perhaps status
2 JALON_VERBOSE=1 JALON_QUIET=1 status --sandbox
2 JALON_SANDBOX=1 JALON_ENDPOINT_URL=http://127.0.0.1:9 status
2 JALON_OUTPUT=xml status --sandbox
2 JALON_COLOR=sometimes status --sandbox
2 JALON_SANDBOX_SPEED=fast status --sandbox
2 JALON_DEPLOYMENT=Demo status --sandbox
2 JALON_REGION=useast1 status --sandbox
2 JALON_ENDPOINT_URL=localhost status
2 JALON_ANSWERS=none.toml plan --sandbox
2 AWS_REGION=useast1 status
0 JALON_VERBOSE=0 steps -q
0 JALON_QUIET=off steps -v
0 JALON_REGION= steps
0 JALON_ANSWERS=none.toml JALON_YES=1 JALON_REGION=eu-west-1 steps
";

const ENDPOINTS: &str = "
2 status
2 walk --yes
2 status --endpoint-url localhost
2 status --endpoint-url ftp://127.0.0.1
2 status --endpoint-url ''
2 status --endpoint-url http://
2 status --endpoint-url http://me:hunter22@127.0.0.1:9
1 walk --yes --region us-east-1
2 status --region us-east-1 --profile nobody
";

const TERMINALS: &str = "
2 walk --sandbox
2 run vpc --sandbox
2 destroy --sandbox
2 forget
2 walk --sandbox --output json
2 run vpc --sandbox --output json
2 destroy --sandbox --output json
2 plan databse --sandbox --output json
2 explain databse --output json
2 walk --sandbox -q
";

/// A folder with files that are wrong, and deployments that can't be read.
fn with_files() -> Jalon {
    let jalon = Jalon::new();
    let at = |name: &str| jalon.folder().join(name);
    std::fs::create_dir(at("folder")).unwrap();
    for (name, text) in [
        ("broken.toml", "[vpc\n"),
        ("typo.toml", "[vpc]\ncird = \"10.0.0.0/16\"\n"),
        ("type.toml", "[vpc]\navailability-zones = \"two\"\n"),
        ("scalar.toml", "vpc = 1\n"),
        ("short.toml", "[database]\npassword = \"short\"\n"),
        ("open.toml", "[database]\npassword = \"a-long-one-99\"\n"),
    ] {
        write_private(at(name), text);
    }
    std::fs::set_permissions(at("open.toml"), std::fs::Permissions::from_mode(0o644)).unwrap();
    write_private(at("latin.toml"), b"[vpc]\nname = \"caf\xe9\"\n");
    for (name, text) in [
        ("damaged", "{\"format\": 1, \"deploy"),
        ("newer", "{\"format\": 99}"),
        ("foreign", "{\"version\": 4}"),
    ] {
        std::fs::create_dir_all(at(&format!(".jalon/{name}"))).unwrap();
        write_private(at(&format!(".jalon/{name}/state.json")), text);
    }
    for folder in [".jalon", ".jalon/damaged", ".jalon/newer", ".jalon/foreign"] {
        std::fs::set_permissions(at(folder), std::fs::Permissions::from_mode(0o700)).unwrap();
    }
    jalon
}

fn built() -> Jalon {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    jalon
}

/// Runs each line, and returns what all of them answered.
fn answers(jalon: &Jalon, lines: &str, least: usize) -> String {
    let lines: Vec<&str> = lines.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines.len() >= least, "only {} lines", lines.len());
    let mut text = String::new();
    let mut wrong = Vec::new();
    for line in lines {
        let (code, typed) = line.split_once(' ').unwrap();
        let mut words: Vec<&str> = typed.split(' ').map(|word| if word == "''" { "" } else { word }).collect();
        let is_variable = |word: &&str| word.starts_with("JALON_") || word.starts_with("AWS_");
        let count = words.iter().take_while(|word| is_variable(word)).count();
        let arguments = words.split_off(count);
        let mut command = jalon.command(&arguments);
        command.envs(words.iter().map(|word| word.split_once('=').unwrap()));
        let run = crate::support::Run::of(command.output().unwrap());
        if run.code.map(|code| code.to_string()).as_deref() != Some(code) {
            wrong.push(format!("{line}: {:?}\n{}", run.code, run.stderr));
        }
        let is_json = arguments.contains(&"json");
        let is_data = |line: &str| serde_json::from_str::<serde_json::Value>(line).is_ok();
        let is_document = is_data(&run.stdout) || run.stdout.lines().all(is_data);
        let is_clean = run.stdout.is_empty() || (is_json && is_document);
        if code != "0" && (!is_clean || run.stderr.trim().is_empty()) {
            wrong.push(format!("{line} prints {}", run.stdout));
        }
        let stderr = redact(&run.stderr, jalon.folder());
        writeln!(text, "$ {typed}\n{}", stderr.trim_end()).unwrap();
    }
    assert!(wrong.is_empty(), "other exit codes or output: {}", wrong.join("\n"));
    text
}

#[test]
fn options() {
    insta::assert_snapshot!(answers(&built(), OPTIONS, 50));
}

#[test]
fn values() {
    insta::assert_snapshot!(answers(&Jalon::new(), VALUES, 35));
}

#[test]
fn names() {
    insta::assert_snapshot!(answers(&built(), NAMES, 24));
}

#[test]
fn files() {
    insta::assert_snapshot!(answers(&with_files(), FILES, 17));
}

#[test]
fn environment() {
    insta::assert_snapshot!(answers(&Jalon::new(), ENVIRONMENT, 15));
}

#[test]
fn endpoints() {
    insta::assert_snapshot!(answers(&Jalon::new(), ENDPOINTS, 8));
}

#[test]
fn terminals() {
    insta::assert_snapshot!(answers(&built(), TERMINALS, 10));
}

#[test]
fn an_endpoint_where_nobody_listens() {
    let run = Jalon::new().run(&["status", "--endpoint-url", CLOSED]).ends_with(1);
    assert!(run.stderr.contains("127.0.0.1:9"), "{}", run.stderr);
}
