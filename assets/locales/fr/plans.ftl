### Ce que montre un plan.

## How a resource is not up to date.

mismatch-duplicates = revendiqué aussi par { $others }
mismatch-foreign = cette ressource n'appartient pas à ce déploiement
mismatch-difference = { $field } : { $found } → { $wanted }
value-none = aucun
value-at-least = au moins { $least }
value-metadata = jetons { $tokens }, { $hops } sauts, point de terminaison { $endpoint }
value-both-ways = dans les deux sens
value-not-both-ways = pas dans les deux sens
value-blackhole = { $target } (blackhole)
value-public-policy = tout le monde peut lire les objets
value-other-policy = une autre politique
value-other-content = un autre contenu
value-own-key = la clé de cette machine
value-other-key = une autre clé
value-acls-blocked = ACL bloquées
value-acls-ignored = ACL ignorées
value-policies-blocked = politiques bloquées
field-name = { $field ->
    [tag] balise
    [acceptance] acceptation
    [accepter] VPC accepteur
    [attached-to] attachée à
    [availability-zone] zone de disponibilité
    [backup-retention-days] jours de sauvegarde
    [cidr] CIDR
    [class] classe
    [db-name] nom de la base
    [dns-hostnames] noms d'hôte DNS
    [dns-resolution] résolution DNS
    [dns-support] prise en charge du DNS
    [egress-rule] règle sortante
    [encrypted] chiffrement
    [file] fichier
    [identifier] identifiant
    [ingress-rule] règle entrante
    [instance-type] type d'instance
    [metadata-options] options de métadonnées
    [name] nom
    [object-ownership] propriété des objets
    [policy] politique
    [policy-statement] instruction de la politique
    [public-access-block] blocage de l'accès public
    [public-address] adresse publique
    [public-address-on-launch] adresse publique au lancement
    [public-key] clé publique
    [publicly-accessible] accès public
    [requester] VPC demandeur
    [route-table] table de routage
    [security-group] groupe de sécurité
    [state] état
    [storage-ceiling-gib] plafond du stockage (Gio)
    [storage-type] type de stockage
    [subnet] sous-réseau
    [subnets] sous-réseaux
    [target] cible
    [unfinished-upload] envoi inachevé
    [user] utilisateur
    [website] site web
   *[other] { $field }
}
resource-route = { $destination } de { $table }
resource-dns-resolution = résolution DNS dans les deux sens
value-rule = { $protocol } depuis { $peer }
value-all-protocols = tout
value-access-restricted = accès restreint
plan-unwanted = plus voulu
plan-leads-to = vers { $the }

## What a plan does.

plan-others-cost = Ce qui existe sans être dans aucun de ces plans coûte { $price }.
plan-left-out = omise : { $reason }
plan-nothing-on-aws = rien sur AWS même
plan-all-up-to-date = { $count ->
    [one] { $count } ressource, à jour
   *[other] { $count } ressources, toutes à jour
}
plan-nothing-to-do = Rien à faire.
plan-total-create = { $what } à créer
plan-total-change = { $what } à modifier
plan-total-adopt = { $what } à adopter
plan-total-delete = { $what } à supprimer
plan-total-asleep = { $what } en pause
plan-total-expired = { $what } à l'arrêt, car le déploiement a expiré
plan-total-conflict = { $what } en conflit
plan-total-keep = { $what } à garder
plan-total-with-parts = { $total } avec { $parts }
plan-word-change = à modifier
plan-word-adopt = à adopter
plan-word-paused = en pause
plan-word-expired = s'est arrêtée d'elle-même : le déploiement a expiré
plan-word-delete = à supprimer
plan-word-conflict = conflit
plan-mark-create = créer :
plan-mark-keep = garder :
plan-addition = à quelqu'un d'autre, reste : { $addition }
skip-chosen = vous avez choisi de l'omettre
skip-need = elle s'appuie sur { $step }, qui a été omise
