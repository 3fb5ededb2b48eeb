### The sentences of advice: what a person can do. They stand behind `next: `.

advice-data-goes = the database's data is deleted with it, and only snapshots hold it then (--keep-snapshots keeps those)
advice-again = run the same command again: { $what }
advice-report-bug = run the same command again; if it happens again, report it
again-waits = it goes on waiting where it stopped
again-reads-first = it reads what is already there before it makes anything
again-makes-another = it makes another in its place; if that fails too, fix what AWS names first
again-makes-anew = it is made anew
again-asks-for-address = it asks AWS for a public address
again-starts = it starts it again
again-once-put-right = it goes on once what AWS names is put right
advice-then-same-command = { $advice }, then run the same command: it goes on where it stopped
advice-renew-then-same-command = { $renewal }; then run the same command: it goes on where it stopped

## About the account.

account-give-credentials = give credentials: `aws configure`, `aws sso login --profile NAME` with `--profile NAME`, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; to rehearse without an account, { $rehearse }
account-add-sandbox = add --sandbox
account-sandbox-instead = put --sandbox in place of --endpoint-url
account-clock-ahead = this machine's clock is { $off } ahead of AWS's: set it (`sudo timedatectl set-ntp true` on Linux)
account-clock-behind = this machine's clock is { $off } behind AWS's: set it (`sudo timedatectl set-ntp true` on Linux)
off-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
off-hours = { $count } hours
off-days = { $count } days
account-wait-for-verification = AWS is verifying the account for this region, which takes minutes to four hours: wait
account-log-in-again = log in again (`aws sso login`, `aws login`, or fresh keys in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN)
account-ask-for-policy = ask for a policy that allows this action
account-ask-organization = the organization denies this by a service control policy. Where it is for a tag that everything must have, add --tag KEY=VALUE; else ask whoever administers the organization
account-allowed-storage = AWS does not say what it denies. Training accounts such as the Learner Lab allow gp2 storage and classes up to medium only: try { $storage }. Otherwise ask for a policy that allows this action. Then run the same command: it goes on where it stopped
account-check-network = check that the network and the endpoint can be reached, then run the same command again: it reads what is already there before it makes anything
account-raise-quota = free one that is no longer used, or ask for more of the quota { $quota } in the Service Quotas console
account-free-instance-type = the account's free plan does not have this instance type: choose t3.micro, t3.small, t4g.micro, t4g.small, c7i-flex.large or m7i-flex.large with { $set }, or upgrade the plan
account-free-database = the account's free plan allows micro classes and backups of one day: { $class } and { $backups }, or upgrade the plan
account-other-type-or-later = choose another instance type with { $set }, or try again later
account-other-zone-or-type = put the host into another zone of the network with { $zone } (or 1, or 3 where it has three); or choose another instance type with { $set }; or try again later
account-no-image = the region has no such image, or the account's Allowed AMIs (EC2 console, "Data protection and security") hide it: { $way }, or choose another region with --region
account-allow-image = allow it there
account-name-image = name one that it may launch with { $set }
account-free-bucket-name = bucket names are shared by everyone on AWS: choose another with { $set }
account-allow-public-policies = the account or its organization blocks public policies: let them be in the S3 console under "Block Public Access settings for this account"
account-or-leave-out = { $advice }; or leave the step out with { $walk }
account-another-endpoint-or-leave-out = use an endpoint that has it, or leave the step out with { $walk }
account-another-endpoint = use an endpoint that has it
account-make-role = AWS makes a role of RDS's at an account's first use of it: wait a few minutes, then run the same command: it goes on where it stopped. If it stays away, somebody who may use IAM makes it: `aws iam create-service-linked-role --aws-service-name rds.amazonaws.com`
account-enable-region = AWS knows these credentials in other regions: the account has not enabled this one. Enable it in the console under "Account", "AWS Regions", which takes some minutes, then run the same command: it goes on where it stopped; or choose another region with --region
account-enable = enable the region or the service for this account first
account-another-answer = give another answer with --set KEY=VALUE ({ $init } lists the keys), then run the same command
quota-name-code = "{ $name }" ({ $code })
quota-name-alone = "{ $name }"
renew-environment-temporary = put fresh keys into AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: those in the environment have expired
renew-environment = put a key that is active into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: the one in the environment is not taken, or no longer
renew-web-identity = these credentials of a web identity token are renewed by themselves; if they are not, check that the token in AWS_WEB_IDENTITY_TOKEN_FILE is fresh and that the role still trusts it
renew-container = these credentials of the container's role are renewed by themselves; if they are not, check that the task still has its role
renew-placeholder = this endpoint does not take any credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to those it knows
renew-instance-role = these credentials of the instance's role are renewed by themselves; if they are not, check that the instance still has its role
renew-sso = log in again with `aws sso login --profile { $name }`
renew-login = log in again with `aws login --profile { $name }`
renew-process = log in again with the program that gives the profile { $name } its credentials (credential_process)
renew-keys-temporary = put fresh keys and their aws_session_token into the profile { $name } of ~/.aws/credentials: those there have expired
renew-keys = give the profile { $name } a key that is active with `aws configure --profile { $name }`

## About files.

file-name-another = name a file that is there
file-make-readable = make { $path } readable for you, then run the same command again
file-move-away = nothing was changed. Move it away ({ $command }) and run the same command: what is on AWS is found again by its tags
file-restore-secrets = nothing was changed. Put a copy of it back; nothing else holds what is in it. Without one, move it away ({ $command }) and run the same command: it says what to do about the database's password
file-empty-sandbox = nothing was changed. What is in the sandbox is in this folder alone: put a copy of it back, or move it away ({ $command }) and run the same command, which begins with an empty sandbox
file-use-newer = use the jalon that wrote it, or a newer one
file-free-space = free some disk space, then run the same command: it goes on where it stopped
file-find-by-tags = there is no { $folder }: it can't be made there, or it was taken away while jalon was at work. Name another with --state-dir, or run the same command: what is on AWS is found again by its tags
file-name-folder = there is a file where a folder has to be: move it away, or name a folder with --state-dir
file-make-writable = make the folder writable for you, or name another with --state-dir
file-remove-link = nothing behind it was touched. See where it leads (ls -l { $link }), remove the link (rm { $link }), and run the same command
file-take-ownership = jalon uses only what belongs to you or to root. Name a state directory of your own with --state-dir, or make it yours where you know what is in it: { $command }
file-make-private = where you have put it there yourself, take it away from others ({ $command }) and run the same command; otherwise name another state directory with --state-dir
file-change-folder = go to a folder that is there (cd), then run the same command
file-wait-or-kill = wait for it to end, or stop it with: kill -INT { $pid }
file-wait = wait for it to end, then run the same command again
file-replace-secret = where it was changed on AWS, put the new one into { $file } as { $key }; otherwise leave it out of the answers. Then run the same command
file-restore-secret = put it into secrets.json as { $key }, or take the deployment down with { $destroy } and walk again: { $data-goes }

## About hosts.

host-install-ssh = install OpenSSH's client, then run the same command again
host-check-addresses = a time-out is nearly always a security group or a changed address: { $walk } refreshes both; { $ssh } tries by hand
host-trust-own-address = { $walk } lets your address in
host-remove-key = somebody may be in between. If you know why it changed, remove the old key with `ssh-keygen -f { $file } -R { $alias }` and run the same command again
host-restore-key = put the deployment's private key back into its folder; without it, the way out is { $destroy } and a new walk: { $data-goes }
host-log-in = look at it with { $ssh }, then run the same command again
host-read-boot-log = look at it with { $ssh }; a host boots for the first time once only, so terminate it and walk again to have another

## About resources.

resource-take-down = take it down with { $destroy }
resource-remove-duplicate = delete the one that is not wanted, with what it holds: { $destroy }. One that the deployment did not make loses its jalon:resource tag instead. Then run the same command
resource-another-name = choose another name with --set, or another deployment with --deployment
resource-name-of-experiment = rename or delete { $id } yourself where it is not needed, or try it in a deployment of another name
resource-repair = look at { $id } in the console; once it is repaired or deleted there, run the same command again
resource-remove-holders = remove what holds them, then run { $destroy } again
resource-add-storage = give it more storage (aws rds modify-db-instance --db-instance-identifier { $id } --allocated-storage GIB --apply-immediately), then run the same command again
resource-wait-until-available = look at { $id } in the console; once it is available, run the same command again
resource-see-differences = { $plan } shows what differs, and { $walk } updates what can be updated
resource-undo-beside = { $reach } shows where; all of the deployment's own resources are as they should be, so undo what was changed beside them, and { $verify } checks again
resource-undo-on-hosts = all of the deployment's resources and paths are as they should be: { $walk } sends and starts again what is not on the hosts; where it has just done so, look at what was seen, and { $verify } checks again
resource-keep-answer = { $keep }; or { $delete }, and run the same command: it is then made anew
resource-keep-as-answered = give the answer it was made with
resource-keep-with = keep it as it is, by adding { $options } to the same command
resource-delete-database = delete { $key } yourself, with all data in it: only a snapshot keeps that (`aws rds create-db-snapshot --db-instance-identifier { $id } --db-snapshot-identifier NAME`)
resource-delete-instance = delete { $key } yourself, with the data on its disk: only a snapshot keeps that (`aws ec2 create-snapshots --instance-specification InstanceId={ $id }`)
resource-delete = delete { $key } yourself, with the data in it
