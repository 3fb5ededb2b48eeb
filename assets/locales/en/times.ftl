### Waits, and when a deployment expires.

expiry-count-down = { $deployment } { $when }
expiry-over = { $deployment } { $when }: its hosts have stopped themselves. { $costs-on }, until { $destroy }.
expiry-costs-on = The database, the NAT gateway, addresses and disks keep costing
expiry-in = expires in { $span } ({ $moment })
expiry-ago = expired { $span } ago ({ $moment })
expiry-moment = { $time }, { $zone }
expiry-none = It no longer expires: the tags are taken off, and the hosts' timers too.
expiry-set = It { $when }: then its hosts stop themselves. { $costs-on } after that, until it is taken down; { $sweep } does.
expiry-too-soon = it would expire at { $at }, and it is { $now }: an expiry is at least { $minutes } minutes ahead
expiry-expired = the deployment { $deployment } expired at { $moment }

## What a progress bar and a timeline say.

duration-minutes = { $minutes ->
   *[other] { $minutes }:{ $seconds }
}
duration-whole-minutes = { $minutes }:00
duration-hours = { $hours }:{ $minutes }:{ $seconds }
left-less-than-a-minute = less than a minute left
left-minutes = about { $minutes } min left
wait-of-about = {" "}of about { $usual }
sending = { $bytes } of { $total }, { $left } left
timeline-nothing = Nothing was made or waited for in { $seconds } s.
timeline-heading = seconds from the start
timeline-begun = begun
timeline-made = made
timeline-ready = ready
timeline-end = the end, with all checks
