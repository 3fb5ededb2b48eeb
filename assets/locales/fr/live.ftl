### La page que montre `jalon watch`.

live-picture = Le schéma
live-steps = Étapes
live-waits = En attente
live-checks = Vérifications
live-cost = Coût

## The last run.

live-no-run = Rien n'a encore été fait ici avec ce déploiement. La page montre ce qu'un parcours construirait.
live-running = { $command } est en cours depuis le { $since }.
live-killed = { $command }, commencé le { $since }, a disparu avant la fin. Rien n'est perdu : la même commande le reprend.
live-unreadable = Impossible de lire le déploiement pour le moment : { $problem }
live-failed = { $command } s'est terminé par une erreur : { $error }
live-next = Ensuite : { $advice }
live-ended = { $command }, commencé le { $since }, est terminé.
live-about-left = Fin prévue { $left }.
live-left = dans { $time }
live-any-moment = d'un instant à l'autre
live-being-read-long = Lecture du déploiement …
live-being-read = La lecture du déploiement est en cours.
live-check-failed = { $step } : { $claim } : attendu : { $expected } ; vu : { $seen }

## What is waited for, and checks.

live-no-waits = Rien.
live-deleting = suppression de { $key }
live-stopping = arrêt de { $key }
live-wait-usual = { $thing } : { $usual } d'habitude, fin prévue { $left }
live-no-checks = Aucune n'a encore été faite pendant la dernière exécution.
live-checks-made = { $passed ->
    [one] { $passed } réussie
   *[other] { $passed } réussies
}, { $failed } en échec, { $not-run ->
    [one] { $not-run } non faite
   *[other] { $not-run } non faites
}

## Whether one end reaches another.

live-from = De
live-to = vers
live-ask = Ce chemin est-il ouvert ?
live-all-paths = Montrer tous les chemins
live-choose = Ou choisissez deux extrémités dans le schéma.

## Where the page can't go on.

live-needs-script = Cette page a besoin de son script. `jalon status --picture` montre la même chose dans un terminal.
live-no-answer = jalon ne répond plus.
live-lost = jalon ne répond plus : la page montre le dernier état connu. `jalon watch` l'affiche de nouveau.
