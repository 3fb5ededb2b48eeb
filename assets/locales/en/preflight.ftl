### What a preflight found.

preflight-place = (account { $account }, { $region })
preflight-short = Not everything is there that the plan needs.
preflight-enough = Nothing is missing that can be known before the walk.
preflight-unknown = { $count ->
    [one] { $summary } { $count } can't be known before the walk: each may still stop it.
   *[other] { $summary } { $count } can't be known before the walk: each may still stop it.
}
preflight-shortage = the account lacks what this needs, and nothing was made: { $short }
preflight-one = { $subject }: { $finding }
preflight-fit = take what fits: { $ways }
preflight-without = without { $steps }

## What is looked at.

subject-account = account
subject-clock = clock
subject-region = region
subject-own-address = your address
subject-ssh = ssh
subject-answers = instance types
subject-database-class = database class
subject-prices = prices
subject-vpc-block = way to the Internet
subject-bucket-block = public bucket
subject-create = create { $noun }
quota-vcpus = vCPUs
quota-addresses = Elastic IPs
quota-vpcs = VPCs
quota-internet-gateways = internet gateways
quota-nat-gateways = NAT gateways in a zone
quota-db-instances = DB instances
quota-db-snapshots = DB snapshots

## What was found.

finding-learner-lab = { $account }, a Learner Lab of AWS Academy
finding-region = { $region }, enabled
finding-clock = AWS takes this machine's time
finding-own-address = { $address }, as seen from outside
finding-own-address-unknown = not known; the walk asks for it
finding-ssh = is on this machine
finding-no-ssh = was not found on this machine, and nothing can be done on hosts without it
finding-answers = offered where the hosts go
finding-class-offered = { $class } is offered
finding-class-not-offered = { $class } is not offered for MySQL in this region
finding-prices = AWS says them
finding-open = open
finding-closed = closed by VPC Block Public Access
finding-bucket-block = a block of the whole account shows only once the bucket is made
finding-allowed = allowed
finding-denied = denied by a policy
finding-short = short by { $by }
finding-not-known = not known: { $why }
finding-not-known-before = not known before the walk
quota-wanted-more = { $wanted } more
quota-more = more
quota-used-unknown = nobody knows how many
quota-in-use = { $used } of { $limit } in use
quota-needs = needs { $wanted }; { $used }
quota-short = short by { $by } (needs { $wanted }; { $used })
quota-not-known = needs { $wanted }; not known: { $why }
quota-not-known-before = needs { $wanted }; not known; { $used }
quota-asked-for = Asked for { $wanted } { $quota }: { $status }.
quota-aws-has-it = AWS has it
quota-aws-says = AWS says { $status }
quota-ask = Ask AWS for { $quotas }?
quota-one = { $wanted } { $quota }
