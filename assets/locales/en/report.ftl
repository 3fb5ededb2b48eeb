### The dossier that `jalon report` writes.

report-title = { $deployment }: an AWS environment
report-rehearsal = Rehearsal in the sandbox: nothing of this is real
report-contents = Contents

## What is true of the whole.

report-fact = { $name }: { $value }
report-where = Where
report-where-it-is = { $cloud }, region { $region }
report-sandbox = the sandbox of jalon, a simulation of AWS
report-account = Account
report-steps-done = Steps
report-steps-done-of = { $done } of { $steps } done
report-claims = Proofs
report-claims-hold = { $holding } of { $claims } claims hold: { $tried } tried, { $computed } computed, { $read } read
report-cost = Cost
report-made = Made
report-made-at = { $moment }, by jalon { $version }
report-expires = Expires
report-paused = Paused
report-paused-means = what costs by the hour is stopped or away

## The headings of its sections.

report-receipt = What was taken down
report-in-short = In short
report-words = Words
report-picture = The picture
report-ways = Who reaches whom
report-addresses = Address plan
report-steps = Step by step, with proofs
report-timeline = The last walk
report-costs = What it costs
report-answers = What was asked for

## The picture, and the paths in it.

report-picture-of-plan = It shows what a new walk would build.
report-ways-meaning = Each line is a promise of a step. Its number is the one in the picture. A promise that something is **closed** counts as much as one that it is **open**: what need not be reached is closed.
report-way-number = No.
report-way = From, to, and how
report-it-is = It is
report-why = Why
report-way-open-broken = open, not as promised
report-way-closed-broken = closed, not as promised
report-way-to-be-closed = to be closed

## Networks, addresses and what was built.

report-name = Name
report-what = What
report-id = Id
report-range = Range or address
report-place = Where
report-public-subnet = public subnet
report-private-subnet = private subnet
report-in-no-vpc = in no VPC
report-not-built = not built
report-resource-paused = paused
report-resource-expired = stopped, since it expired
report-to-be-deleted = to be deleted
report-differs = differs from what is wanted
report-resource-failed = failed
report-is-awaited = AWS is at work on it
report-as-wanted = as wanted

## Proofs.

report-proofs = Proofs
report-proofs-follow = Proofs:
report-proofs-meaning = Each claim says how it was looked at. **Tried**: somebody logged in to a host and ran a command there, or loaded a page. **Computed**: the way was followed along the routes, network ACLs and security groups that AWS reports. **Read**: what AWS reports was compared with what the step wants.
report-tried = tried
report-computed = computed
report-read = read
report-proof-failed = failed
report-proof-not-run = not run
report-proof-seen = : { $seen }
report-expected-and-found = expected { $expected }; found { $seen }
report-looked-at = Looked at { $how }.
report-by-following = along the routes, network ACLs and security groups that AWS reports
report-by-comparing = by comparing what AWS reports with what the step wants
report-in-reports = in what AWS reports
report-hop-by-hop = The way, hop by hop

## The last walk.

report-walk = The walk that began on { $moment } took { $time }, with all checks. Times are minutes and seconds from its beginning.
report-making = AWS makes it
report-getting-ready = it gets ready
report-resource = What
report-built-from = Built from
report-times = From, to
report-in-the-walk = In the walk
report-from-to = { $begun } to { $end }
report-and-more = { $some } and { $more } more

## What it costs.

report-thing = Thing
report-price = Price
report-cost-nothing = This rehearsal has cost nothing: these are the prices of the same things on AWS.
report-prices = AWS's list prices of { $region }, from jalon's own table; taxes, credits and free plans are left out. Each row is rounded. A host's has its public address in it; the NAT gateway's address is a row of its own.

## What was asked for.

report-answers-meaning = Where an answer is not the default, the default stands behind it. Secrets are left out.
report-question = Question
report-answer = Answer
report-default = Default
report-same = the same
report-nobody-said = nobody has said

## What was taken down.

report-taken-down = On { $begun } `jalon destroy` began to take the deployment down. By { $end } it had deleted { $resources } and { $parts } of them.
report-taken-down-partly = On { $begun } `jalon destroy` began to take the deployment down, and did not come to its end. It had deleted { $resources } and { $parts } of them.
report-nothing-remains = Nothing remains of it on AWS.
report-kept = { $key } ({ $id }) was kept on purpose: at most { $dollars } a month.
report-kept-unpriced = { $key } ({ $id }) was kept on purpose: its price is not known here.
report-deleted-at = At (UTC)

## What stands in place of what `--redact` takes out.

report-redacted-folder = FOLDER
report-redacted-account = ACCOUNT
report-redacted-address = address
report-redacted-label = label

## Who reaches what, in a few sentences.

report-anybody-reaches = Anybody on the Internet reaches { $to }.
report-you-alone-reach = Of the Internet only { $addresses } reaches { $to }.
report-nobody-reaches = Nobody on the Internet reaches { $to }.
report-bucket-read = Anybody reads an object of the bucket { $bucket } whose name they know; only users of the account list, write and delete.
report-bucket-closed = Only users of the account read the bucket { $bucket }.
report-bucket-open = Anybody may do this in the bucket { $bucket }: { $actions }.
report-to-open = { $name }: { $address }
