### Ce que les vérifications affirment, attendent et voient.

## What is claimed.

claim-open = { $from } atteint { $to }
claim-closed = { $from } n'atteint pas { $to }
claim-by-ping = { $claim } par ping
claim-on = { $claim } en { $traffic }
claim-resources = { $count ->
    [one] sa ressource existe et est à jour
   *[other] ses { $count } ressources existent et sont à jour
}
claim-resource = { $key } est à jour
claim-built = l'étape est construite
claim-promises = l'étape tient ses promesses

## Why a check is not run.

not-run-not-built = pas encore construit
not-run-paused = le déploiement est en pause
not-run-expired = le déploiement a expiré
not-run-no-hosts = aucun hôte derrière ce point de terminaison
path-own-address-not-known = votre propre adresse n'est pas connue
path-no-address = aucune adresse connue : { $from }, { $to }

## What a check expects.

expected-way-there-and-back = un chemin aller et retour
expected-no-way = aucun chemin
expected-resources = ses ressources
expected-no-difference = aucune différence
expected-success = réussite
expected-first-boot = terminé, sans erreur
expected-page = statut 200 de { $url }
expected-page-text = « { $text } » à { $url }
expected-no-connection = aucune connexion
expected-sign-up-form = le formulaire d'inscription à { $url }
expected-redirect = une redirection après l'inscription
expected-database-answer = une réponse de la base de données
expected-one-row = une ligne de la table users

## What a check saw instead.

seen-nothing = rien
seen-missing = introuvable
seen-surplus = présent, en plus de ce qui est gardé
seen-ended = terminé avec le code { $code } : { $output }
seen-ended-by-signal = terminé par un signal : { $output }
seen-status = statut { $status }
seen-no-form = statut { $status } sans formulaire
seen-another-page = une autre page
seen-connection = { $address } répond sur le port { $port }
seen-no-address = il n'a pas d'adresse
seen-rows = nombre de lignes : { $rows }

## Ends of paths.

end-database = la base de données
end-internet = Internet
end-me = votre propre adresse

## How checks went.

check-passed-mark = réussie :
check-failed-mark = en échec :
check-expected = attendu :{" "}
check-seen = vu :{" "}
check-not-run = (non faite : { $reason })
checks-none-made = { $count ->
    [one] aucune vérification n'a pu être faite : { $count } non faite
   *[other] aucune vérification n'a pu être faite : { $count } non faites
}
checks-passed = { $count ->
    [one] { $count } vérification réussie
   *[other] { $count } vérifications réussies
}
checks-failed = , { $count } en échec
checks-not-run = { $count ->
    [one] , { $count } non faite
   *[other] , { $count } non faites
}
checks-why-not-all = Non faites : { $reason }. { $verify } liste toutes les vérifications.
conclusion-take-down = Pour tout détruire : { $command }
