### What the parser of the command line says, and the help it writes.

## What is wrong with a command line.

parsing-twice = the argument '{ $argument }' cannot be used multiple times
parsing-conflict = the argument '{ $argument }' cannot be used with '{ $other }'
parsing-conflicts = the argument '{ $argument }' cannot be used with:
parsing-no-equals = equal sign is needed when assigning values to '{ $argument }'
parsing-no-value = a value is required for '{ $argument }' but none was supplied
parsing-invalid-value = invalid value '{ $value }' for '{ $argument }'
parsing-invalid-value-because = invalid value '{ $value }' for '{ $argument }': { $problem }
parsing-unknown-command = unrecognized subcommand '{ $command }'
parsing-missing = the following required arguments were not provided:
parsing-missing-command = '{ $command }' requires a subcommand but one was not provided
parsing-too-many-values = unexpected value '{ $value }' for '{ $argument }' found; no more were expected
parsing-too-few-values = too few values were provided for '{ $argument }'
parsing-unknown-argument = unexpected argument '{ $argument }' found
parsing-no-text = invalid UTF-8 was detected in one or more arguments

## What may be meant.

parsing-tip = tip:
parsing-similar-command = { $count ->
    [one] a similar subcommand exists: { $names }
   *[other] some similar subcommands exist: { $names }
}
parsing-similar-argument = { $count ->
    [one] a similar argument exists: { $names }
   *[other] some similar arguments exist: { $names }
}
parsing-similar-value = { $count ->
    [one] a similar value exists: { $names }
   *[other] some similar values exist: { $names }
}
parsing-pass-as-value = to pass '{ $argument }' as a value, use '-- { $argument }'
parsing-quoted = '{ $text }'
parsing-more = For more information, try '{ $help }'.

## Help.

parsing-usage = Usage:
parsing-arguments = Arguments
parsing-options = Options
parsing-default = [default: { $value }]
parsing-possible-values = [possible values: { $values }]
parsing-commands = [subcommands: { $commands }]
parsing-command = COMMAND

## What a value has to be.

parsing-not-within = { $value } is not in { $bounds }
parsing-not-a-number = it has to be a whole number
parsing-expiry = it has to be a time from now like 4h, 90m or 2d, a time of day like 18:00, a day like 2026-12-01 (until it ends), or none
parsing-budget = it has to be a number of US dollars a day like 5 or 2.50, or none
parsing-tag = it has to be a key and a value, like cost-center=42
parsing-tag-key-length = the key of a tag has 1 to { $most } characters
parsing-tag-value-length = the value of a tag has at most { $most } characters
parsing-tag-reserved = the tag { $key } is AWS's or jalon's own
parsing-tag-characters = RDS takes letters, digits, spaces and _.:/=+-@ in tags only
parsing-number-between = it has to be a number between { $least } and { $most }
parsing-skew = it has to be a duration of at most a year, like 25m or -2h
parsing-duration = it has to be a duration like 90s, 15m or 1h30m
parsing-quota = it has to be a name and a number, like vpcs=1
parsing-unreadable = it can't be read: { $detail }
parsing-seconds = a number of seconds up to { $most }
parsing-or = { $one } or { $other }
parsing-unknown-operation = the sandbox has no operation { $operation }
parsing-unknown-operation-meant = the sandbox has no operation { $operation }; did you mean { $nearest }?
parsing-fault = { $problem }; the failures are { $failures }

## What completes.

complete-database = the deployment's database
complete-internet = any public address but yours
complete-me = the addresses that may log in
complete-subnet = a subnet
complete-ping = a ping
complete-deployment = { $cloud } in { $region }

## The file of answers that `jalon init` writes.

init-heading = Answers for `jalon walk --answers FILE`. Take the # off a line with a = to give another answer than the default it shows.
init-entry = { $prompt }: { $help }
init-remembered = What { $deployment } was answered stands without a #: take such lines out where another deployment is to have its own.
init-default-is = (The default is { $default }.)
init-one-of = One of: { $choices }.
init-between = { $least } to { $most }.
init-flag = true or false.
init-no-default = (Its name is { $name }. It has no default that could be shown here.)

## What describes a sandbox

unreadable-name = it has to be one of: { $known }
unreadable-action = it has to be an action as policies name it, of { $services }: like ec2:RunInstances or s3:Put*
unreadable-quota = there is no quota named "{ $given }"; there are: { $known }
unreadable-fault = there is no fault "{ $given }"; the faults are { $known }
unreadable-operation = "{ $given }" is not an operation; write it as AWS does, like CreateVpc
unreadable-when = "@{ $given }" says no calls; write @3 for the third, @3+ from the third on, @5% for a share
unreadable-failure = there is no failure { $given }; there are { $known }

## A policy that the sandbox can't evaluate

policy-too-long = it has { $characters } characters without white space, and a managed policy has at most { $most }
policy-no-json = it is no JSON: { $detail }
policy-version = its Version has to be { $wanted }
policy-no-statement = it has no Statement
policy-no-object = { $what } has to be an object
policy-unknown-field = a statement of a user's policy has no { $field }
policy-effect = the Effect of a statement is Allow or Deny
policy-missing = a statement has no { $field }
policy-both = a statement cannot hold both { $field } and Not{ $field }
policy-no-texts = { $field } has to be a text or a list of texts
policy-no-action = { $given } is no action, like ec2:RunInstances
policy-no-arn = { $given } is no ARN
policy-variable = the sandbox knows no policy variables: { $given }
policy-no-values = the condition on { $key } has no values
policy-unknown = the sandbox does not evaluate { $what } in a Condition
