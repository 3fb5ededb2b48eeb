### The help of commands and options: `command-NAME`, `option-COMMAND-OPTION`. The English one is that of the options themselves, word for word.

help-after =
    Each option of several commands but --set is an environment variable too: JALON_STATE_DIR for
    --state-dir. What is typed comes first, then the environment, then what the deployment remembers.
    Rehearse without an account:  jalon walk --sandbox
    Exit codes: 0 success, 1 failure, 2 usage, 3 a check failed,
    101 a bug in jalon, 130 Ctrl-C, 128 and its number for another signal
help-reach-after =
    Ends: a host's name, database, internet (any public address but yours), me (the addresses
    that may log in), an IPv4 address, or a subnet as subnet/private1.
    Without a port: 22 of a host, the database's own, 443 of the Internet. TO:icmp is a ping.
help-global-options = Options of several commands
help-sandbox-options = The sandbox
help-account-options = The sandbox's account
help-fault-options = Faults
help-commands = Commands
command-jalon = Build a real AWS environment step by step, and understand every step
option-deployment = The deployment: one environment, by name
option-state-dir = Where deployments are remembered
option-region = The AWS region [default: the deployment's, AWS_REGION, the profile's]
option-profile = A profile of the AWS configuration files
option-endpoint-url = Another endpoint that speaks AWS's protocols [also: AWS_ENDPOINT_URL]
option-sandbox = Rehearse in the simulated AWS inside this program (remembered by the deployment)
option-sandbox-speed = How many sandbox seconds pass in a real one
option-live-hosts = The hosts behind this endpoint are real: log in to them (AWS's always are)
option-yes = Ask nothing: take given, remembered and default answers
option-answers = A TOML file of answers; `jalon init` writes one
option-set = One answer, e.g. --set vpc.cidr=10.0.0.0/16 (may be repeated)
option-output = How to write what was found out
option-color = When to use colors
option-lang = The language of what is said [default: that of the locale]
option-accessible = Show everything line by line, for a screen reader: nothing is redrawn, questions are answered by a line [also: ACCESSIBLE]
option-notify = Ring the terminal's bell after a wait of so many seconds, and show progress in its tab; or never
option-verbose = Show every call to AWS
option-quiet = Show only what goes wrong
option-help = Print help
option-version = Print version
command-walk = Walk through all steps, going on where an earlier walk stopped
option-walk-until = Stop after this step
option-walk-skip = Leave this step out, now and later; `jalon run STEP` takes that back (may be repeated)
option-walk-timings = Show at the end when everything was begun, made and ready
option-walk-watch = Show it growing on a page in the browser, as `jalon watch` does, until the walk ends
option-walk-record = Keep how long AWS took in this file, without ids, addresses, names or secrets; see docs/RECORDING.md
option-walk-brief = Leave the lessons out, now and later; --brief=false takes that back
option-walk-budget = Ask again, or refuse with --yes, before it costs more than this a day, now and later; "none" takes that back
option-walk-live-prices = Ask AWS for the prices, and keep them for 30 days, instead of those this program was built with
option-walk-expires = When its hosts stop themselves and `jalon sweep` may take it down: 4h, 18:00, 2026-12-01 (until that day ends); "none" takes that back
option-walk-tags = Put this tag on everything, now and later, e.g. --tag cost-center=42 (may be repeated)
option-walk-take-over = Take over what bears the deployment's name and isn't known here as its own; of several such deployments, that of ID
option-walk-like = Take AWS's times and lags from a recording, which `--record FILE` makes
option-walk-plan = The kind of account: paid, free-plan, learner-lab, new or company
option-walk-extras = Something the account has beside that: guardduty, local-zones, wavelength-zones, or no-rds where an organization denies it (may be repeated)
option-walk-clock-skew = How far AWS's clock is ahead of this machine's, e.g. 25m; behind it, e.g. -2h
option-walk-deny = Deny an action as an IAM policy does, e.g. ec2:RunInstances or s3:Put* (may be repeated)
option-walk-policy = Let the user do only what this IAM policy allows (may be repeated)
option-walk-expire-after = Let each access key expire this much sandbox time after its first use, e.g. 90s or 15m
option-walk-full-zone = A zone without capacity for another instance, e.g. us-east-1a (may be repeated)
option-walk-quota = Another quota than AWS's default, e.g. vpcs=1 (may be repeated)
command-run = Run one step by name
option-run-step = The step's name, e.g. vpc; `jalon steps` lists them
option-run-with-needs = Run the steps it builds on too
option-run-brief = Leave the lessons out, now and later; --brief=false takes that back
option-run-budget = Ask again, or refuse with --yes, before it costs more than this a day, now and later; "none" takes that back
option-run-live-prices = Ask AWS for the prices, and keep them for 30 days, instead of those this program was built with
option-run-expires = When its hosts stop themselves and `jalon sweep` may take it down: 4h, 18:00, 2026-12-01 (until that day ends); "none" takes that back
option-run-tags = Put this tag on everything, now and later, e.g. --tag cost-center=42 (may be repeated)
option-run-take-over = Take over what bears the deployment's name and isn't known here as its own; of several such deployments, that of ID
command-preflight = Show whether the account allows what a walk needs, before anything is made; changes nothing
option-preflight-until = Look at what a walk up to this step needs
option-preflight-request = Ask AWS for higher quotas where they are too small, after asking you
option-preflight-live-prices = Ask AWS for the prices, and keep them for 30 days, instead of those this program was built with
command-steps = List the steps and how far each is
command-plan = Show what a walk would create, change, keep or adopt; changes nothing
option-plan-step = One step only
option-plan-detailed-exitcode = Exit with 0 when there is nothing to do, 2 when there is, 1 on errors
option-plan-live-prices = Ask AWS for the prices, and keep them for 30 days, instead of those this program was built with
command-status = Show steps, resources, drift and how to reach what was built
option-status-picture = Draw it first, in box characters (in text only)
option-status-live-prices = Ask AWS for the prices, and keep them for 30 days, instead of those this program was built with
command-verify = Check what was built; exits with 3 when a check fails
option-verify-step = One step only
command-ssh = Log in to a host, or run a command there
option-ssh-host = The host: app-host, test-host or ai-host
option-ssh-command = What to run there; without it, a shell
command-reach = Show whether one end reaches another through the network, hop by hop
option-reach-from = Who sends, e.g. app-host, internet or me
option-reach-to = Who is to be reached, e.g. test-host, database, test-host:icmp or internet:443
option-reach-protocol = What a port is of
command-draw = Draw it: what there is and will be, and who reaches whom
option-draw-format = How to draw it
option-draw-tall = Draw VPCs below each other: for a phone or a page
command-report = Write the dossier: picture, proofs, timeline and costs, in one file
option-report-format = How to write it
option-report-out = The file it becomes; `-` is stdout [default: DEPLOYMENT.html, or .md]
option-report-author = Who hands it in
option-report-course = What for
option-report-redact = Take the account's number, addresses and ids out
command-watch = Show it growing on a page in the browser, whichever process walks
option-watch-port = The port of the page, on 127.0.0.1 [default: one that is free]
command-try = Try what a step built: predict, run one command, see why
option-try-step = The step; without it, the experiments of all steps that are built are listed
command-explain = Explain a step, a question, a word or a line of `jalon reach`
option-explain-what = A step, a question's key, a word like "route table", or a line of `jalon reach`; without it, all are listed
command-pause = Stop what costs by the hour: hosts, database, NAT gateway; nothing is lost
command-resume = Bring a paused deployment back as it was
option-resume-expires = When its hosts stop themselves and `jalon sweep` may take it down: 4h, 18:00, 2026-12-01 (until that day ends); "none" takes that back
command-destroy = Take the whole deployment down
option-destroy-keep-snapshots = Keep the snapshots
option-destroy-only = Take down one resource alone, with whatever refers to it
option-destroy-take-over = Take over what bears the deployment's name and isn't known here as its own; of several such deployments, that of ID
command-list = List the deployments remembered here, and the account's others
option-list-all-regions = Read every region that is enabled for the account
option-list-live-prices = Ask AWS for the prices, and keep them for 30 days, instead of those this program was built with
command-sweep = List deployments with age, cost and expiry, and take down those whose names are typed, at once
option-sweep-expired = Only those that have expired; --yes takes down no others, and only what is recorded here
option-sweep-all-regions = Read every region that is enabled for the account
command-forget = Stop managing a deployment: remove jalon's tags from what is left, and put its folder away
command-init = Write an answers file with every question in it
option-init-file = The file to write, which must not be there yet; - prints it
command-policy = Print the least IAM policy that a walk or another command needs
option-policy-purpose = What the policy is for
option-policy-steps = For these steps only, and those they build on, e.g. vpc,app-host
option-policy-live-prices = With what --live-prices needs
command-completions = Print the script that has Tab complete commands, options, steps, questions, deployments and hosts
option-completions-shell = The shell
command-sandbox = The simulated AWS inside this program
command-sandbox-serve = Serve the sandbox on loopback, for the AWS CLI and any other client
option-sandbox-serve-port = The port; 0 takes a free one
option-sandbox-serve-default-vpc = Make the default VPC of a new AWS account, unless there is one: calls that name no VPC and no subnet take it
option-sandbox-serve-plan = The kind of account: paid, free-plan, learner-lab, new or company
option-sandbox-serve-extras = Something the account has beside that: guardduty, local-zones, wavelength-zones, or no-rds where an organization denies it (may be repeated)
option-sandbox-serve-clock-skew = How far AWS's clock is ahead of this machine's, e.g. 25m; behind it, e.g. -2h
option-sandbox-serve-deny = Deny an action as an IAM policy does, e.g. ec2:RunInstances or s3:Put* (may be repeated)
option-sandbox-serve-policy = Let the user do only what this IAM policy allows (may be repeated)
option-sandbox-serve-expire-after = Let each access key expire this much sandbox time after its first use, e.g. 90s or 15m
option-sandbox-serve-full-zone = A zone without capacity for another instance, e.g. us-east-1a (may be repeated)
option-sandbox-serve-quota = Another quota than AWS's default, e.g. vpcs=1 (may be repeated)
option-sandbox-serve-fault = Inject a fault into calls, FAULT[:OPERATION][@WHEN], or a failure into the next thing of a kind, KIND:CODE (may be repeated); see docs/RELIABILITY.md
option-sandbox-serve-seed = The seed of ids, latencies and faults by share; an existing sandbox keeps the seed of ids it was made with
option-sandbox-serve-latency = How long AWS takes: as on AWS (1), that many times as long, or no time at all (0)
option-sandbox-serve-lag = How often lists show late what was made or tagged: never (none), now and then as on AWS (real, the default), or always (harsh)
option-sandbox-serve-like = Take AWS's times and lags from a recording, which `jalon walk --record FILE` makes
command-sandbox-reset = Start over with an empty sandbox of the deployment; answers are kept
option-sandbox-reset-served = Empty the served sandbox instead, which all its clients and deployments share
command-help = Print this message or the help of the given subcommand(s)
