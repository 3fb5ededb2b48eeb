### The page that `jalon watch` shows.

live-picture = The picture
live-steps = Steps
live-waits = What is waited for
live-checks = Checks
live-cost = Cost

## The last run.

live-no-run = Nothing was done with this deployment here yet. The page shows what a walk would build.
live-running = { $command } is at work, since { $since }.
live-killed = { $command }, begun { $since }, is gone without an end. Nothing is lost: the same command resumes it.
live-unreadable = The deployment can't be read at the moment: { $problem }
live-failed = { $command } ended with an error: { $error }
live-next = Next: { $advice }
live-ended = { $command }, begun { $since }, has come to its end.
live-about-left = About { $left }.
live-left = { $time } left
live-any-moment = any moment now
live-being-read-long = The deployment is being read …
live-being-read = The deployment is being read.
live-check-failed = { $step }: { $claim }: expected { $expected }; found { $seen }

## What is waited for, and checks.

live-no-waits = Nothing.
live-deleting = deleting { $key }
live-stopping = stopping { $key }
live-wait-usual = { $thing }: usually { $usual }, { $left }
live-no-checks = None was made in the last run yet.
live-checks-made = { $passed } passed, { $failed } failed, { $not-run } not run

## Whether one end reaches another.

live-from = From
live-to = to
live-ask = Does it reach?
live-all-paths = Show all paths
live-choose = Or choose two ends in the picture.

## Where the page can't go on.

live-needs-script = This page needs its script. `jalon status --picture` shows the same in a terminal.
live-no-answer = jalon does not answer any more.
live-lost = jalon does not answer any more: this is how it was. `jalon watch` shows it again.
