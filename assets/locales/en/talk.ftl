### What a guided walk says, and the prompts of all commands.

## The beginning.

walk-answers-next = The answers come next
walk-what = { $count ->
    [one] You walk { $count } step. It says what it builds and why, shows its plan and its price, and asks before it makes anything.
   *[other] You walk { $count } steps. Each says what it builds and why, shows its plan and its price, and asks before it makes anything. AWS goes on making it while you read the next one.
}
walk-takes = { $count ->
    [one] AWS needs about a minute; your reading comes on top.
   *[other] AWS needs about { $count } minutes; your reading comes on top.
}
walk-how-to-ask = Type ? at a question to have it explained, back for the one before. Enter takes what stands in brackets.
walk-name-time = Time
walk-name-cost = Cost
walk-name-stop = Stop
walk-name-ask = Ask
walk-how-to-stop = Ctrl-C at any moment; { $resume } goes on where you stopped. What stands goes on costing until { $destroy }.
walk-costs-nothing = Nothing by the hour.
walk-costs-in-sandbox = On AWS, { $cost }. In the sandbox nothing is real, and nothing costs.
walk-answers = These are the answers. What bears no mark is a default.
answer-kept-in = kept in { $file }
answer-generated-in = generated; read it in { $file }
answer-asked-in-step = asked in its step
answer-from-you = you
answer-from-option = option
answer-from-file = file
answer-from-before = before
answer-found = found on AWS
answer-own-address = your address
answer-unknown = there is no answer { $typed }; ? lists them all
walk-goes-on = You go on where you stopped.
walk-done = { $count ->
    [one] { $count } step is done.
   *[other] { $count } steps are done.
}
walk-confirmed = { $count ->
    [one] You have said yes to { $steps }: it goes on without a question.
   *[other] You have said yes to { $steps }: they go on without a question.
}
walk-next = Next is { $step }.
walk-changes-answer = { $change } changes an answer.
walk-step = Step { $number }/{ $of }
choice-answers = Your answers?
choice-take = take these
choice-change = change one
choice-each = ask me each
choice-quit = quit
choice-which = Which one (e.g. vpc.cidr)

## Lessons.

page-of = Page { $page } of { $pages }
page-on = go on
page-skip = skip this lesson
page-no-more = no more lessons
page-enough = enough
page-how-back = No more lessons; `--brief=false` brings them back.

## Questions.

question-one-of = One of: { $choices }.
question-whole-number = A whole number from { $least } to { $most }.
question-yes-or-no = Yes or no.
question-several = Several are separated by commas.
question-enter-takes = Enter takes { $default }.
question-its-key = Its key is { $key }: `--set { $key }=…` answers it without asking.
question-back = Type back for the question before.
question-key-in-file = Its key in an answers file is { $key }.
question-no-previous = There is no question before this one here.
question-password = Password
question-details = Details?
question-details-no = no, they are fine
question-details-yes = yes, ask me
question-details-are = The details are: { $details }.
question-details-what = What few people change. Enter keeps them as they are.
secret-stays = the one in { $file } stays
secret-generated = generated; read it in { $file }
answer-refused-asks = { $problem } Enter takes { $instead }.
answer-refused-meant = { $problem }. Did you mean { $instead }? Enter takes it.
word-yes = yes
word-no = no

## Plans.

plan-makes-nothing = This step makes nothing on AWS itself.
plan-makes = What { $step } makes
choice-do-it = Do it?
choice-yes = yes, go on
choice-skip = skip
choice-explain = explain
choice-back = change answers
budget-with-step = With this step, { $over }.
budget-all-the-same = Do it all the same?
shortage-before = Before anything is made: { $shortage }.
shortage-what-now = What now?
shortage-go-on = go on as planned; it may stop half-way
shortage-quit = quit; nothing is made

## A failure.

recovery-prompt = What now?
recovery-answer = answer again: { $prompt }
recovery-again = try again
recovery-leave-out = leave { $step } out
recovery-quit = quit

## What steps do meanwhile.

meanwhile = Meanwhile
meanwhile-done = { $step } is done
meanwhile-failed = { $step } failed
meanwhile-at-work = { $step } is being made
meanwhile-made = { $count ->
   *[other] { $count } made
}
meanwhile-changed = { $count ->
   *[other] { $count } changed
}
meanwhile-adopted = { $count ->
   *[other] { $count } adopted
}
meanwhile-waits = { $count ->
    [0] waits for { $key }, usually { $usual }
    [one] waits for { $key } and for { $count } other, usually { $usual }
   *[other] waits for { $key } and for { $count } others, usually { $usual }
}
# For a reader of lines, instead of the mark …
meanwhile-mark = at work:

## Prompts.

prompt-unreadable = could not read from the terminal: { $error }
prompt-type-name = Type { $name } to { $purpose }
prompt-yes-or-no = Type yes or no; Enter alone is { $enter }:
prompt-neither = "{ $typed }" is neither yes nor no.
prompt-number = Type a number from 1 to { $most }; Enter alone is { $enter }:
prompt-there-is-none = There is no { $typed }.
prompt-none-begins = None of these begins with { $typed }.
prompt-hidden = { $prompt } (not shown while you type):
# For a reader of lines, instead of ✔ and ·
prompt-mark-done = done:
prompt-mark-is = is

## The board: a row for each step.

board-making = making { $noun } { $name }
board-after = after { $steps }
board-failed = failed
board-and-others = { $what } (+{ $others })
board-gone = { $gone } of { $all }
board-done = { $count ->
    [one] { $count } is done
   *[other] { $count } are done
}
board-ahead = { $count ->
    [one] { $count } has not begun
   *[other] { $count } have not begun
}
board-idle = { $count ->
    [one] { $count } step had nothing to do
   *[other] { $count } steps had nothing to do
}

## Progress, line by line.

progress-changing = { $key }: { $field }: { $found } → { $wanted }
progress-usually = { $what }, usually { $usual }
progress-for = for { $key }
progress-left-for = { $left }, for { $key }
progress-sending = sending files
progress-sending-percent = sending files: { $percent } %
progress-step-done = done
progress-step-failed = failed
progress-left-out = left out: { $reason }
progress-adopted = adopted { $noun } { $key } ({ $id })
progress-gone = { $key } ({ $id }) is gone and is made anew
# Work on a host, by its kind in events; "yes" where the host is named.
awaited-on-host = { $named ->
    [yes] { $work ->
        [first-boot] the first boot of { $host }
        [images] the images on { $host }
        [application] the application on { $host }
       *[other] { $work }/{ $host }
    }
   *[no] { $work ->
        [first-boot] the first boot
        [images] the images
        [application] the application
       *[other] { $work }
    }
}
progress-ready = { $key } is ready after { $time }
progress-deleting = deleting { $key }
progress-stopping = stopping { $key }
progress-is-stopped = is stopped
progress-cannot-go = { $key } can't go yet: { $why }
progress-held-by = held by { $holders }
progress-lost-tags = has lost its tags
progress-account = account { $account }
progress-sandbox = the sandbox, nothing is real
progress-endpoint = another endpoint than AWS
progress-in = in { $region } ({ $place })
progress-by-use = { $plan } shows what is charged by use, and extra.
progress-finished = { $made ->
   *[other] { $made }
} made, { $changed ->
   *[other] { $changed }
} changed
progress-in-time = , in { $time }
progress-forgotten = { $count ->
    [0] Forgotten. Its folder is now { $folder }.
    [one] Forgotten. { $count } resource stays on AWS and keeps its cost. Its folder is now { $folder }.
   *[other] Forgotten. { $count } resources stay on AWS and keep their cost. Its folder is now { $folder }.
}
progress-mark-made = made:
progress-mark-deleted = deleted:
progress-mark-waiting = waiting:

## The end.

walk-end-try = { $command } has you predict what reaches what, and shows it.
walk-end-keep = { $report } writes down what was built and proven; { $pause } stops most of what it costs.
walk-end-rehearsed = All of this was rehearsed: nothing of it is real, and nothing costs.
walk-end-lacks = Production still lacks much: HTTPS, a database in two zones, users with no more rights than they need, backups that are tried.
# What a step is, and how far it is.
labelled = { $label }: { $text }

## The place of a step in the whole.

map-legend = In brackets: what this step makes. In parentheses: what comes later.
map-legend-in-color = In brackets: what this step makes. Pale: what comes later.
