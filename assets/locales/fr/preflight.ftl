### Ce qu'un contrôle préalable a trouvé.

preflight-place = (compte { $account }, { $region })
preflight-short = Il manque quelque chose dont le plan a besoin.
preflight-enough = Rien ne manque de ce que l'on peut savoir avant le parcours.
preflight-unknown = { $count ->
    [one] { $summary } { $count } point ne peut pas être connu avant le parcours et peut encore l'arrêter.
   *[other] { $summary } { $count } points ne peuvent pas être connus avant le parcours : chacun peut encore l'arrêter.
}
preflight-shortage = il manque au compte ce qu'il faut, et rien n'a été créé : { $short }
preflight-one = { $subject } : { $finding }
preflight-fit = prendre ce qui convient : { $ways }
preflight-without = sans { $steps }

## What is looked at.

subject-account = compte
subject-clock = horloge
subject-region = région
subject-own-address = votre adresse
subject-ssh = ssh
subject-answers = types d'instance
subject-database-class = classe de la base
subject-prices = prix
subject-vpc-block = chemin vers Internet
subject-bucket-block = compartiment public
subject-create = créer : { $noun }
quota-vcpus = vCPU
quota-addresses = adresses IP Elastic
quota-vpcs = VPC
quota-internet-gateways = passerelles Internet
quota-nat-gateways = passerelles NAT par zone
quota-db-instances = instances de base
quota-db-snapshots = instantanés de base

## What was found.

finding-learner-lab = { $account }, un Learner Lab d'AWS Academy
finding-region = { $region }, activée
finding-clock = AWS accepte l'heure de cette machine
finding-own-address = { $address }, vue de l'extérieur
finding-own-address-unknown = inconnue ; le parcours la demandera
finding-ssh = présent sur cette machine
finding-no-ssh = introuvable sur cette machine, et rien ne peut se faire sur les hôtes sans lui
finding-answers = proposés là où vont les hôtes
finding-class-offered = { $class } est proposée
finding-class-not-offered = { $class } n'est pas proposée pour MySQL dans cette région
finding-prices = AWS les donne
finding-open = ouvert
finding-closed = fermé par le blocage de l'accès public aux VPC (VPC Block Public Access)
finding-bucket-block = un blocage au niveau du compte ne se voit qu'une fois le compartiment créé
finding-allowed = autorisé
finding-denied = refusé par une politique
finding-short = il manque { $by }
finding-not-known = inconnu : { $why }
finding-not-known-before = inconnu avant le parcours
quota-wanted-more = { $wanted } de plus
quota-more = davantage
quota-used-unknown = on ne sait combien
quota-in-use = { $used } sur { $limit } en service
quota-needs = besoin : { $wanted } ; { $used }
quota-short = il manque { $by } (besoin : { $wanted } ; { $used })
quota-not-known = besoin : { $wanted } ; inconnu : { $why }
quota-not-known-before = besoin : { $wanted } ; inconnu ; { $used }
quota-asked-for = Demandé : { $wanted } { $quota } ; { $status }.
quota-aws-has-it = AWS a reçu la demande
quota-aws-says = AWS répond { $status }
quota-ask = Demander à AWS { $quotas } ?
quota-one = { $wanted } { $quota }
