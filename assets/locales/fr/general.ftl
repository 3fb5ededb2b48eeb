### Ce que beaucoup de phrases utilisent.

language-name = Français
# How its pages run: ltr from left to right, rtl from right to left.
language-direction = ltr
decimal-mark = ,
# What stands between groups of three digits.
thousands-mark = { "\u202F" }
day = { $number ->
    [1] 1er
   *[other] { $number }
}
month = { $number ->
     [1] janvier
     [2] février
     [3] mars
     [4] avril
     [5] mai
     [6] juin
     [7] juillet
     [8] août
     [9] septembre
     [10] octobre
     [11] novembre
    *[12] décembre
}
date = { $day } { $month } { $year }
moment = { $date } à { $hour } h { $minute } UTC
moment-of-day = { $hour } h { $minute }
moment-of-another-day = { $date } à { $time }
span-minutes = { $minutes } min
span-hours = { $hours } h
span-hours-minutes = { $hours } h { $zero }{ $minutes }
span-days = { $days } j
span-days-hours = { $days } j { $hours } h
and = { $some } et { $last }
between-sentences = {" ; "}
counted = { $thing ->
    [check] { $count ->
        [one] { $count } vérification
       *[other] { $count } vérifications
    }
    [resource] { $count ->
        [one] { $count } ressource
       *[other] { $count } ressources
    }
    [file] { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    }
    [object] { $count ->
        [one] { $count } objet
       *[other] { $count } objets
    }
    [snapshot] { $count ->
        [one] { $count } instantané
       *[other] { $count } instantanés
    }
    [part] { $count ->
        [one] { $count } élément
       *[other] { $count } éléments
    }
    [step] { $count ->
        [one] { $count } étape
       *[other] { $count } étapes
    }
    [VPC] { $count ->
        [one] { $count } VPC
       *[other] { $count } VPC
    }
    [subnet] { $count ->
        [one] { $count } sous-réseau
       *[other] { $count } sous-réseaux
    }
    [thing] { $count ->
        [one] { $count } objet
       *[other] { $count } objets
    }
    [path] { $count ->
        [one] { $count } chemin
       *[other] { $count } chemins
    }
   *[any] { $count ->
        [one] { $count } { $thing }
       *[other] { $count } { $thing }
    }
}
