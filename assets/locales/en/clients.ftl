### How other clients are pointed at the served sandbox, and the report of a bug.

clients-heading = Point a client at it:
clients-with-every-command = { $command } …, with every command
clients-ignored = (it ignores AWS_ENDPOINT_URL for `aws rds`, and goes to AWS)
clients-terraform-endpoints = ec2, rds, s3 and sts
clients-more = The whole of each is in docs/SANDBOX.md, "Other clients".

## The report of a bug.

bug-stopped = a bug in jalon stopped it: { $message }
bug-place = at
bug-thread = thread
bug-program = program
bug-program-is = jalon { $version } for { $system } on { $processor }
bug-unnamed-thread = without a name
bug-unknown-place = unknown
bug-without-message = a panic without a message
bug-resume = Everything made so far is recorded: run the same command again to resume.
bug-report = Please report the bug, with this text. … stands for a value that was left out, so that no secret is in it. With RUST_BACKTRACE=1 in the environment the text also shows the calls that led there.
bug-report-at = Please report the bug at { $place }, with this text. … stands for a value that was left out, so that no secret is in it. With RUST_BACKTRACE=1 in the environment the text also shows the calls that led there.
json-unwritable = could not write JSON: { $detail }
