### Amounts of money, in words.

money-dollars = ${ $amount }
money-free = free of charge
money-an-hour = { $dollars } an hour
money-an-hour-a-month = { $hourly } an hour, { $monthly } a month
money-a-month = { $dollars } a month
money-a-day = { $dollars } a day
money-about = about { $known }
money-at-most-about = at most about { $known }
money-less-than = less than { $dollars }
money-with-unknown = { $known } and { $unknown }
money-not-known = the price of { $items }, which is not known here

## What it has cost so far.

money-without = , without { $undated }, of which nobody knows since when it is there
money-so-far-not-known = What it has cost so far is not known{ $without }.
money-so-far = So far it has cost { $cost }, counted since { $since }{ $without }.
money-so-far-in-short = so far { $cost }

## What a step and a plan cost.

money-by-use = charged by use
money-costs = costs { $price }
money-step-so-far = { $own }; so far { $sum }
money-step-sum-not-known = { $own }; the sum is not known, since not everything was read
money-costs-nothing = It costs nothing by the hour.
money-will-cost-nothing = It will cost nothing by the hour.
money-it-costs = It costs { $price }, { $at-prices }.
money-it-will-cost = It will cost { $price }, { $at-prices }.
money-total-not-known = What it will cost is not known, since not everything could be read.
money-at-table-prices-of-then = at the prices of { $region } as of { $made }, not AWS's of today
money-at-prices = at the prices of { $region }
money-at-live-prices = at AWS's prices of { $region } on { $asked }
money-at-live-and-table-prices = at AWS's prices of { $region } on { $asked }, and as of { $made } for { $items }

## The budget.

money-budget = the budget of { $dollars } a day
money-over-budget-not-known = what it will cost is not known, since not everything was read, and nobody knows whether it stays within { $budget }
money-over-budget-perhaps = it will cost { $cost }: nobody knows whether it stays within { $budget }
money-over-budget = it will cost { $cost }, more than { $budget }

## What is charged by use.

money-by-use-heading = Charged by use, and extra:
money-item-traffic-out = traffic to the Internet, beyond the account's 100 GB a month
money-item-nat-traffic = traffic through the NAT gateway
money-item-s3-storage = the site's objects
money-item-ebs-snapshot = what changes on disks between two sets of snapshots
money-item-db-snapshot = backups beyond the database's size
money-item-extended-support = Extended Support, once the standard support of the database's version has ended
money-unit-hour = { $dollars } an hour
money-unit-gib-month = { $dollars } a GiB a month
money-unit-gb = { $dollars } a GB
money-unit-vcpu-hour = { $dollars } an hour and vCPU
money-item = { $price }: { $item }
money-item-of-then = { $price } as of { $made }: { $item }
money-item-not-known = price not known here: { $item }
