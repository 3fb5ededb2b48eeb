### What many sentences use.

language-name = English
# What stands between the whole part of a number and its decimals.
decimal-mark = .
# A moment, to the minute.
moment = { $year }-{ $month }-{ $day } { $hour }:{ $minute } UTC
date = { $year }-{ $month }-{ $day }
# The hour of a day.
moment-of-day = { $hour }:{ $minute }
moment-of-another-day = { $year }-{ $month }-{ $day } { $hour }:{ $minute }
span-minutes = { $minutes } min
span-hours = { $hours } h
span-hours-minutes = { $zero -> 
   *[any] { $hours } h { $minutes } min
}
span-days = { $days } d
span-days-hours = { $days } d { $hours } h
# What joins the last of several things to those before.
and = { $some } and { $last }
# What parts sentences in one line.
between-sentences = {"; "}
# Several things, counted.
counted = { $thing ->
   *[any] { $count ->
        [one] { $count } { $thing }
       *[other] { $count } { $thing }s
    }
}
