### Le dossier qu'écrit `jalon report`.

report-title = { $deployment } : un environnement AWS
report-rehearsal = Répétition dans le bac à sable : rien de ceci n'est réel
report-contents = Sommaire

## What is true of the whole.

report-fact = { $name } : { $value }
report-where = Lieu
report-where-it-is = { $cloud }, région { $region }
report-sandbox = le bac à sable de jalon, une simulation d'AWS
report-account = Compte
report-steps-done = Étapes
report-steps-done-of = { $done ->
    [one] { $done } terminée sur { $steps }
   *[other] { $done } terminées sur { $steps }
}
report-claims = Preuves
report-claims-hold = { $holding ->
    [one] { $holding } affirmation prouvée sur { $claims }
   *[other] { $holding } affirmations prouvées sur { $claims }
} : { $tried ->
    [one] { $tried } essayée
   *[other] { $tried } essayées
}, { $computed ->
    [one] { $computed } calculée
   *[other] { $computed } calculées
}, { $read ->
    [one] { $read } lue
   *[other] { $read } lues
}
report-cost = Coût
report-made = Établi
report-made-at = le { $moment }, par jalon { $version }
report-expires = Expiration
report-paused = En pause
report-paused-means = ce qui coûte à l'heure est arrêté ou supprimé

## The headings of its sections.

report-receipt = Ce qui a été détruit
report-in-short = En bref
report-words = Les mots
report-picture = Le schéma
report-ways = Qui atteint qui
report-addresses = Plan d'adressage
report-steps = Étape par étape, avec les preuves
report-timeline = Le dernier parcours
report-costs = Ce que cela coûte
report-answers = Questions et réponses

## The picture, and the paths in it.

report-picture-of-plan = Il montre ce qu'un nouveau parcours construirait.
report-ways-meaning = Chaque ligne est une promesse d'une étape. Son numéro est celui du schéma. Promettre qu'un chemin est **fermé** compte autant que promettre qu'il est **ouvert** : ce qui n'a pas besoin d'être accessible est fermé.
report-way-number = N°
report-way = De, vers et comment
report-it-is = État
report-why = Raison
report-way-open-broken = ouvert, contrairement à la promesse
report-way-closed-broken = fermé, contrairement à la promesse
report-way-to-be-closed = à fermer

## Networks, addresses and what was built.

report-name = Nom
report-what = Type
report-id = Identifiant
report-range = Plage ou adresse
report-place = Emplacement
report-public-subnet = sous-réseau public
report-private-subnet = sous-réseau privé
report-in-no-vpc = hors de tout VPC
report-not-built = à créer
report-resource-paused = en pause
report-resource-expired = à l'arrêt depuis l'expiration
report-to-be-deleted = à supprimer
report-differs = en écart avec ce qui est voulu
report-resource-failed = en échec
report-is-awaited = AWS y travaille
report-as-wanted = à jour

## Proofs.

report-proofs = Preuves
report-proofs-follow = Preuves :
report-proofs-meaning = Chaque affirmation indique comment elle a été vérifiée. **Essayée** : quelqu'un s'est connecté à un hôte et y a exécuté une commande, ou a chargé une page. **Calculée** : jalon a suivi le chemin à travers les routes, les ACL réseau et les groupes de sécurité qu'AWS indique. **Lue** : jalon a comparé ce qu'AWS indique avec ce que l'étape demande.
report-tried = essayée
report-computed = calculée
report-read = lue
report-proof-failed = en échec
report-proof-not-run = non faite
report-proof-seen = {" : "}{ $seen }
report-expected-and-found = attendu : { $expected } ; trouvé : { $seen }
report-looked-at = Vérifiée { $how }.
report-by-following = à travers les routes, les ACL réseau et les groupes de sécurité qu'AWS indique
report-by-comparing = en comparant ce qu'AWS indique avec ce que l'étape demande
report-in-reports = dans ce qu'AWS indique
report-hop-by-hop = Le chemin, saut par saut

## The last walk.

report-walk = Le parcours commencé le { $moment } a duré { $time }, vérifications comprises. Les temps sont en minutes et secondes depuis son début.
report-making = AWS crée la ressource
report-getting-ready = elle devient disponible
report-resource = Ressource
report-built-from = À partir de
report-times = De, à
report-in-the-walk = Dans le parcours
report-from-to = { $begun } à { $end }
report-and-more = { $some } et { $more } de plus

## What it costs.

report-thing = Ressource
report-price = Prix
report-cost-nothing = Cette répétition n'a rien coûté : ce sont les prix des mêmes ressources sur AWS.
report-prices = Prix publics d'AWS pour { $region }, d'après la table de jalon ; sans les taxes, les crédits et les offres gratuites. Chaque ligne est arrondie. Celle d'un hôte comprend son adresse publique ; l'adresse de la passerelle NAT a sa propre ligne.

## What was asked for.

report-answers-meaning = Quand une réponse n'est pas celle par défaut, la valeur par défaut suit. Les secrets n'y figurent pas.
report-question = Question
report-answer = Réponse
report-default = Valeur par défaut
report-same = identique
report-nobody-said = pas encore de réponse

## What was taken down.

report-taken-down = Le { $begun }, `jalon destroy` a commencé à détruire le déploiement. Le { $end }, il avait supprimé { $resources } et { $parts } de ces ressources.
report-taken-down-partly = Le { $begun }, `jalon destroy` a commencé à détruire le déploiement, sans aller jusqu'au bout. Il avait supprimé { $resources } et { $parts } de ces ressources.
report-nothing-remains = Il n'en reste rien sur AWS.
report-kept = { $key } ({ $id }) reste, comme demandé : au plus { $dollars } par mois.
report-kept-unpriced = { $key } ({ $id }) reste, comme demandé : son prix n'est pas connu ici.
report-deleted-at = Heure (UTC)

## What stands in place of what `--redact` takes out.

report-redacted-folder = RÉPERTOIRE
report-redacted-account = COMPTE
report-redacted-address = adresse
report-redacted-label = nom

## Who reaches what, in a few sentences.

report-anybody-reaches = N'importe qui sur Internet atteint { $to }.
report-you-alone-reach = Sur Internet, seul { $addresses } atteint { $to }.
report-nobody-reaches = Personne sur Internet n'atteint { $to }.
report-bucket-read = N'importe qui lit un objet du compartiment { $bucket } dont il connaît le nom ; seuls les utilisateurs du compte listent, écrivent et suppriment.
report-bucket-closed = Seuls les utilisateurs du compte lisent le compartiment { $bucket }.
report-bucket-open = N'importe qui peut faire ceci dans le compartiment { $bucket } : { $actions }.
report-to-open = { $name } : { $address }
