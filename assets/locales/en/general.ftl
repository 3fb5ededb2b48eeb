### What many sentences use.

language-name = English
# How its pages run: ltr from left to right, rtl from right to left.
language-direction = ltr
# What stands between the whole part of a number and its decimals.
decimal-mark = .
# What stands between groups of three digits.
thousands-mark = ,
# A day and a month, as dates have them: as a number, and with the zero that may stand before it.
day = { $number ->
   *[other] { $padded }
}
month = { $number ->
   *[other] { $padded }
}
date = { $year }-{ $month }-{ $day }
moment = { $date } { $hour }:{ $minute } UTC
# The hour of a day.
moment-of-day = { $hour }:{ $minute }
moment-of-another-day = { $date } { $time }
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
