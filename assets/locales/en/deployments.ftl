### What is said of whole deployments.

## A whole deployment is taken down.

destruction-nothing-left = There is nothing of { $deployment } left: { $place }.
destruction-goes = { $count ->
    [one] { $mark } { $count } resource of { $deployment } will be deleted:
   *[other] { $mark } { $count } resources of { $deployment } will be deleted:
}
destruction-ids = `{ $option }` lists each with its id.
destruction-stays = These stay:
destruction-goes-on-costing = They go on costing { $price }, at the prices of { $region }.
destruction-data = With it goes for good: { $data }.
destruction-data-database = the database's data
destruction-data-disks = the hosts' disks
destruction-data-files = the bucket's files
destruction-data-snapshots = the snapshots
destruction-keep-snapshots = `--keep-snapshots` keeps the snapshots, which are all that the data comes back from.
destruction-costs = What is deleted costs { $price }.
destruction-with-foreign-objects = { $count ->
    [one] with { $count } object that jalon has not put there
   *[other] with { $count } objects that jalon has not put there
}
destruction-done = { $count ->
    [one] { $mark } { $count } resource deleted, nothing of it is left.
   *[other] { $mark } { $count } resources deleted, nothing of them is left.
}
destruction-kept = { $count ->
    [one] { $count } snapshot kept:
   *[other] { $count } snapshots kept:
}
destruction-size = { $gib } GiB, { $price }
destruction-kept-costs = They cost { $price }, at the prices of { $region }. Delete them with: { $destroy }
forget-stays = { $count ->
    [one] { $count } resource of { $deployment } will stay ({ $price }) and lose jalon's tags: jalon will not find, change or delete them again.
   *[other] { $count } resources of { $deployment } will stay ({ $price }) and lose jalon's tags: jalon will not find, change or delete them again.
}
# What the name is typed for: it completes `Type NAME to …`.
typed-to-take-down = take it down
typed-to-forget = forget it
typed-to-empty = empty the sandbox that all clients and deployments share

## A deployment is paused and resumed.

pause-since = { $deployment } is paused, since { $since }.
pause-nothing = Nothing of { $deployment } can be paused: no host, database or NAT gateway runs.
pause-stopped = Stopped:
pause-taken-away = Taken away, and made anew by `jalon resume`:
pause-costs = It costs { $before } now, and { $after } while it is paused: what is stored costs on.
pause-addresses = The public addresses of hosts and of the NAT gateway are others afterwards.
pause-database = RDS starts a stopped database by itself after seven days.
pause-ask = Pause { $deployment }?
resume-ask = Resume { $deployment }, paused since { $since }?
resume-ask-with-costs = It costs { $price } again. Resume { $deployment }, paused since { $since }?
pause-is-paused = { $deployment } is paused.
pause-it-costs = It costs { $price }.
pause-bring-back = Bring it back with: { $resume }
pause-wakes = RDS starts the database by itself on { $at }.
pause-it-is = It is paused since { $since }.
pause-being-resumed = It is being resumed; it was paused since { $since }.

## Several deployments.

list-none = No deployment is remembered here.
list-unreadable = what is remembered of it can't be read, and what it made may still be there: { $problem }
list-one-elsewhere = one of this name is in { $there }: { $found }
list-others = In the account, not remembered here:
list-others-unread = The account's other deployments are not listed: { $why }.
list-recorded = { $count ->
    [one] { $count } resource recorded; what there is now is not known: { $why }
   *[other] { $count } resources recorded; what there is now is not known: { $why }
}
list-since = since { $day }
list-paused = paused since { $since }
list-last-command = last command: { $command }, { $at }
list-id = its id is { $id }
list-without-id = without an id
list-nothing = nothing is there
list-cost-not-known = { $resources } that can be read; the cost is not known
list-no-answer = no answer within { $seconds } seconds
sweep-none-expired = No deployment has expired.
sweep-none = There is no deployment.
sweep-left-out = { $name } is left out, what is remembered of it can't be read: { $problem }
sweep-type-names = Type the names of all that are to be taken down, with everything in them: { $names }. Enter alone takes none down.
sweep-prompt = Take down
sweep-done = { $count ->
    [one] { $deployment } is taken down, { $count } resource deleted.
   *[other] { $deployment } is taken down, { $count } resources deleted.
}
sweep-not-recorded = not recorded here, { $id }
sweep-out-of-reach = not recorded here, { $id }; another of its name is recorded here, so take it down from where it was made
sweep-unread = what is there could not be read
sweep-age = { $span } old
whose-mine = it is mine: take it over
whose-take-over = take over { $namesake }
whose-leave = it is somebody else's, or I don't know: leave it
whose-ask = Whose is it?

## How a host was looked at.

look-on = on { $host }
look-by-running = with the command `{ $command }` on { $host }
look-by-loading = by loading { $url }
look-by-connecting = by connecting to { $address } on port { $port }
look-by-signing-up = by signing up at { $url }/signup and looking for the row in the database

## Where a command is stopped.

stopped-work = Stopped. Everything made so far is recorded.
stopped-sandbox = Stopped. What is in the sandbox is kept.
stopped-nothing = Stopped. Nothing was changed.
stopped-costs = What stands goes on costing { $price } until { $destroy } takes it down.
stopped-costs-in-sandbox = On AWS, what stands would go on costing { $price } until { $destroy } takes it down.
resumption-work = run { $resume } to go on where it stopped
resumption-sandbox = run { $resume } to serve it again as it is
resumption-nothing = run { $resume } to read it all
