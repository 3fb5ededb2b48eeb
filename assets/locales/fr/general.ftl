### Ce que beaucoup de phrases utilisent.

language-name = Français
decimal-mark = ,
moment = { $day }/{ $month }/{ $year } à { $hour } h { $minute } UTC
date = { $day }/{ $month }/{ $year }
moment-of-day = { $hour } h { $minute }
moment-of-another-day = { $day }/{ $month }/{ $year } à { $hour } h { $minute }
span-minutes = { $minutes } min
span-hours = { $hours } h
span-hours-minutes = { $hours } h { $zero }{ $minutes }
span-days = { $days } j
span-days-hours = { $days } j { $hours } h
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
