### What a plan shows.

## How a resource is not up to date.

mismatch-duplicates = also claimed by { $others }
mismatch-foreign = it does not belong to this deployment
mismatch-difference = { $field }: { $found } → { $wanted }
value-none = none
value-at-least = at least { $least }
value-metadata = tokens { $tokens }, { $hops } hops, endpoint { $endpoint }
value-both-ways = both ways
value-not-both-ways = not both ways
value-blackhole = { $target } (blackhole)
value-public-policy = anyone may get objects
value-other-policy = another policy
value-other-content = another content
value-own-key = the key on this machine
value-other-key = another key
value-acls-blocked = acls blocked
value-acls-ignored = acls ignored
value-policies-blocked = policies blocked
field-name = { $field ->
    [unfinished-upload] unfinished upload
   *[other] { $field }
}
resource-route = { $destination } of { $table }
resource-dns-resolution = DNS resolution both ways
value-rule = { $protocol } from { $peer }
value-all-protocols = all
value-access-restricted = access restricted
plan-unwanted = no longer wanted
plan-leads-to = to { $the }

## What a plan does.

plan-others-cost = What is there and in none of these plans costs { $price }.
plan-left-out = left out: { $reason }
plan-nothing-on-aws = nothing on AWS itself
plan-all-up-to-date = { $count ->
    [one] { $count } resource, all up to date
   *[other] { $count } resources, all up to date
}
plan-nothing-to-do = Nothing to do.
plan-total-create = { $what } to create
plan-total-change = { $what } to change
plan-total-adopt = { $what } to adopt
plan-total-delete = { $what } to delete
plan-total-asleep = { $what } paused
plan-total-expired = { $what } stopped, since it expired
plan-total-conflict = { $what } in conflict
plan-total-keep = { $what } to keep
plan-total-with-parts = { $total } with { $parts }
plan-word-change = change
plan-word-adopt = adopt
plan-word-paused = paused
plan-word-expired = has stopped itself: the deployment expired
plan-word-delete = delete
plan-word-conflict = conflict
# For a reader of lines, instead of the marks + and =.
plan-mark-create = create:
plan-mark-keep = keep:
plan-addition = somebody else's, stays: { $addition }
skip-chosen = you chose to leave it out
skip-need = it builds on { $step }, which was left out
