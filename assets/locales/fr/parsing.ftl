### Ce que dit l'analyseur de la ligne de commande, et l'aide qu'il écrit.

## What is wrong with a command line.

parsing-twice = l'argument « { $argument } » ne peut être donné qu'une fois
parsing-conflict = l'argument « { $argument } » ne peut pas être donné avec « { $other } »
parsing-conflicts = l'argument « { $argument } » ne peut pas être donné avec :
parsing-no-equals = la valeur de « { $argument } » doit suivre un signe égal
parsing-no-value = « { $argument } » demande une valeur, et aucune n'est donnée
parsing-invalid-value = la valeur « { $value } » ne convient pas à « { $argument } »
parsing-invalid-value-because = la valeur « { $value } » ne convient pas à « { $argument } » : { $problem }
parsing-unknown-command = il n'y a pas de commande « { $command } »
parsing-missing = il manque ces arguments obligatoires :
parsing-missing-command = « { $command } » demande une sous-commande, et aucune n'est donnée
parsing-too-many-values = la valeur « { $value } » est de trop pour « { $argument } »
parsing-too-few-values = il manque des valeurs à « { $argument } »
parsing-unknown-argument = l'argument « { $argument } » n'existe pas ici
parsing-no-text = un argument ou plusieurs ne sont pas en UTF-8

## What may be meant.

parsing-tip = conseil :
parsing-similar-command = { $count ->
    [one] une commande semblable existe : { $names }
   *[other] des commandes semblables existent : { $names }
}
parsing-similar-argument = { $count ->
    [one] un argument semblable existe : { $names }
   *[other] des arguments semblables existent : { $names }
}
parsing-similar-value = { $count ->
    [one] une valeur semblable existe : { $names }
   *[other] des valeurs semblables existent : { $names }
}
parsing-pass-as-value = pour donner « { $argument } » comme valeur, écrivez « -- { $argument } »
parsing-quoted = « { $text } »
parsing-more = Pour en savoir plus, essayez « { $help } ».

## Help.

parsing-usage = Utilisation :
parsing-arguments = Arguments{" "}
parsing-options = Options{" "}
parsing-default = [par défaut : { $value }]
parsing-possible-values = [valeurs possibles : { $values }]
parsing-commands = [sous-commandes : { $commands }]
parsing-command = COMMANDE

## What a value has to be.

parsing-not-within = { $value } n'est pas dans { $bounds }
parsing-not-a-number = il faut un nombre entier
parsing-expiry = il faut une durée à partir de maintenant comme 4h, 90m ou 2d, une heure du jour comme 18:00, un jour comme 2026-12-01 (jusqu'à sa fin), ou none
parsing-budget = il faut un nombre de dollars US par jour comme 5 ou 2.50, ou none
parsing-tag = il faut une clé et une valeur, comme cost-center=42
parsing-tag-key-length = la clé d'une balise a de 1 à { $most } caractères
parsing-tag-value-length = la valeur d'une balise a au plus { $most } caractères
parsing-tag-reserved = la balise { $key } est réservée à AWS ou à jalon
parsing-tag-characters = RDS n'accepte dans les balises que des lettres, des chiffres, des espaces et _.:/=+-@
parsing-number-between = il faut un nombre entre { $least } et { $most }
parsing-skew = il faut une durée d'un an au plus, comme 25m ou -2h
parsing-duration = il faut une durée comme 90s, 15m ou 1h30m
parsing-quota = il faut un nom et un nombre, comme vpcs=1
parsing-unreadable = impossible de lire le fichier : { $detail }
parsing-seconds = un nombre de secondes jusqu'à { $most }
parsing-or = { $one } ou { $other }
parsing-unknown-operation = le bac à sable n'a pas d'opération { $operation }
parsing-unknown-operation-meant = le bac à sable n'a pas d'opération { $operation } ; vouliez-vous dire { $nearest } ?
parsing-fault = { $problem } ; les défaillances sont { $failures }

## What completes.

complete-database = la base de données du déploiement
complete-internet = toute adresse publique sauf la vôtre
complete-me = les adresses qui peuvent se connecter
complete-subnet = un sous-réseau
complete-ping = un ping
complete-deployment = { $cloud }, { $region }

## The file of answers that `jalon init` writes.

init-heading = Réponses pour `jalon walk --answers FILE`. Retirez le # d'une ligne qui a un = pour donner une autre réponse que la valeur par défaut indiquée.
init-entry = { $prompt } : { $help }
init-remembered = Ce qui a été répondu pour { $deployment } est sans # : ôtez ces lignes pour qu'un autre déploiement ait les siennes.
init-default-is = (Par défaut : { $default }.)
init-one-of = Au choix : { $choices }.
init-between = De { $least } à { $most }.
init-flag = true ou false.
init-no-default = (Son nom est { $name }. Aucune valeur par défaut ne peut être indiquée ici.)

## What describes a sandbox

unreadable-name = il faut l'un de ces noms : { $known }
unreadable-action = il faut une action telle que les politiques la nomment, de { $services } : par exemple ec2:RunInstances ou s3:Put*
unreadable-quota = il n'y a pas de quota « { $given } » ; il y a : { $known }
unreadable-fault = il n'y a pas de panne « { $given } » ; les pannes sont { $known }
unreadable-operation = « { $given } » n'est pas une opération ; écrivez-la comme AWS, par exemple CreateVpc
unreadable-when = « @{ $given } » ne désigne aucun appel ; écrivez @3 pour le troisième, @3+ à partir du troisième, @5% pour une part
unreadable-failure = il n'y a pas de défaillance { $given } ; il y a { $known }

## A policy that the sandbox can't evaluate

policy-too-long = elle a { $characters } caractères sans les blancs, et une politique gérée en a au plus { $most }
policy-no-json = ce n'est pas du JSON : { $detail }
policy-version = sa Version doit être { $wanted }
policy-no-statement = elle n'a pas de Statement
policy-no-object = { $what } doit être un objet
policy-unknown-field = une instruction de la politique d'un utilisateur n'a pas de champ { $field }
policy-effect = l'Effect d'une instruction est Allow ou Deny
policy-missing = une instruction n'a pas de champ { $field }
policy-both = une instruction ne peut pas avoir à la fois { $field } et Not{ $field }
policy-no-texts = { $field } doit être un texte ou une liste de textes
policy-no-action = { $given } n'est pas une action, comme ec2:RunInstances
policy-no-arn = { $given } n'est pas un ARN
policy-variable = le bac à sable ne connaît pas les variables de politique : { $given }
policy-no-values = la condition sur { $key } n'a pas de valeurs
policy-unknown = le bac à sable n'évalue pas { $what } dans une Condition
