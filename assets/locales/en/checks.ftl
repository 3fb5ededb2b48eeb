### What checks claim, expect and see.

## What is claimed.

claim-open = { $from } reaches { $to }
claim-closed = { $from } does not reach { $to }
claim-by-ping = { $claim } by ping
claim-on = { $claim } on { $traffic }
claim-resources = { $count ->
    [one] its resource is there and up to date
   *[other] all { $count } resources are there and up to date
}
claim-resource = { $key } is up to date
claim-built = it is built
claim-promises = it does what it promises

## Why a check is not run.

not-run-not-built = it is not built yet
not-run-paused = the deployment is paused
not-run-expired = the deployment has expired
not-run-no-hosts = no host behind this endpoint
path-own-address-not-known = your own address is not known
path-no-address = no address of { $from } or { $to } is known

## What a check expects.

expected-way-there-and-back = a way there and back
expected-no-way = no way
expected-resources = its resources
expected-no-difference = no difference
expected-success = it succeeds
expected-first-boot = done, without error
expected-page = status 200 from { $url }
expected-page-text = "{ $text }" at { $url }
expected-no-connection = no connection
expected-sign-up-form = the sign-up form at { $url }
expected-redirect = a redirect after signing up
expected-database-answer = an answer from the database
expected-one-row = one row of the table users

## What a check saw instead.

seen-nothing = nothing
seen-missing = it is not there
seen-surplus = it is there, beyond what is kept
seen-ended = it ended with code { $code }: { $output }
seen-ended-by-signal = it ended by a signal: { $output }
seen-status = status { $status }
seen-no-form = status { $status } without a form
seen-another-page = another page
seen-connection = { $address } answers on port { $port }
seen-no-address = it has no address
seen-rows = { $rows } rows

## Ends of paths.

end-database = the database
end-internet = the Internet
end-me = your own address

## How checks went.

check-passed-mark = passed:
check-failed-mark = failed:
check-expected = expected:{" "}
check-seen = seen:{" "}
check-not-run = (not run: { $reason })
checks-none-made = no check could be made: { $count } not run
checks-passed = { $count ->
    [one] { $count } check passed
   *[other] { $count } checks passed
}
checks-failed = , { $count } failed
checks-not-run = , { $count } not run
checks-why-not-all = Not run: { $reason }. { $verify } lists every check.
conclusion-take-down = Take it down with: { $command }
