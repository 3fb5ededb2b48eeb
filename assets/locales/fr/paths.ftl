### Les phrases des sauts, et des chemins entiers.

## What things are called, before their ids.

label-vpc = VPC
label-subnet = sous-réseau
label-route-table = table de routage
label-internet-gateway = passerelle Internet
label-nat-gateway = passerelle NAT
label-vpc-peering = appairage de VPC
label-security-group = groupe de sécurité
label-network-acl = ACL réseau
label-instance = instance
label-db-instance = instance de base de données
label-prefix-list = liste de préfixes
label-gateway = passerelle
label-network-interface = interface réseau
label-transit-gateway = passerelle de transit
label-local-gateway = passerelle locale
label-carrier-gateway = passerelle d'opérateur
label-core-network = réseau central
label-internet = Internet
label-own-address = votre adresse
label-address = adresse
hop-own-address = votre propre adresse ({ $addresses })
hop-seen-as = { $sentence } avec l'adresse { $address }
hop-everything = tout
hop-protocol = protocole { $number }
hop-all-of = tout { $protocol }
hop-vpc-itself = le VPC lui-même
hop-unnamed = quelque chose qu'AWS ne nomme pas
hop-answer = le paquet de réponse
hop-it = le paquet

## Where a packet passes.

pass-sends-from = { $name } l'envoie depuis { $addresses }
pass-sends = { $name } l'envoie
pass-reached-at = { $name } est atteint à { $addresses }
pass-reached-in = { $name } est atteint à toute adresse de { $range }
pass-reached = le paquet atteint { $name }
pass-group-everything-out = { $name } laisse tout sortir
pass-group-out = { $name } laisse sortir { $packet } vers { $peer }
pass-group-in = { $name } laisse entrer { $packet } depuis { $peer }
pass-remembered-in = { $name } laisse entrer le paquet de réponse : les groupes de sécurité sont à états
pass-remembered-out = { $name } laisse sortir le paquet de réponse : les groupes de sécurité sont à états
pass-acl-in = { $name } laisse entrer { $packet } dans { $subnet } (règle { $rule })
pass-acl-out = { $name } laisse sortir { $packet } de { $subnet } (règle { $rule })
pass-local = { $table } garde { $destination } dans le VPC (local)
pass-to-internet = { $name } l'emmène vers Internet
pass-translated = { $name } le transmet
pass-hands-to = { $name } remet { $packet } à { $addresses }
pass-leads-to = { $name } est en service et mène à { $vpc }
hop-route = { $table } mène { $destination } à { $target }
hop-main-table = { $name }, la table principale du VPC de { $subnet },

## Where a packet stops.

stop-unknown-subnet = { $name } se trouve dans { $subnet }, qui n'est pas connu
stop-nat-address = { $address } est { $gateway }, qui ne laisse rien entrer d'elle-même
stop-no-instance-at = aucune instance connue ici n'a l'adresse { $address }
stop-unknown-private = { $address } est une adresse privée, et d'aucun des réseaux connus ici
stop-state = { $name } est dans l'état { $is }, et non { $needed }
stop-no-route = { $table } n'a pas de route vers { $to }
stop-target-gone = { $route }, qui n'existe plus (blackhole)
stop-blackhole = { $route }, et AWS dit que c'est un blackhole
stop-wrong-way = { $name } mène dans une mauvaise direction : { $problem }
stop-not-attached = { $name } n'a pas d'attachement à { $vpc }
stop-not-joined = { $name } ne relie pas { $vpc }
stop-no-transit = { $name } mène à { $vpc } seulement et ne transmet rien au-delà
stop-acl-in = { $name } refuse { $sent } à l'entrée de { $subnet } (règle { $rule })
stop-acl-out = { $name } refuse { $sent } à la sortie de { $subnet } (règle { $rule })
stop-answer-sent = le paquet de réponse, { $sent },
stop-no-public-address = { $name } n'a pas d'adresse publique : rien à l'extérieur ne peut lui écrire
stop-no-address-for = { $name } n'a pas d'adresse publique que { $gateway } puisse faire sortir
stop-no-internet-gateway = { $name } n'a aucune passerelle Internet
stop-mail-blocked = EC2 ne laisse sortir aucun courrier (TCP 25) par { $name }, sauf si le compte a demandé à AWS de l'ouvrir
stop-nothing-in-or-out = le blocage de l'accès public aux VPC (VPC Block Public Access) ne laisse { $gateway } rien faire entrer ni sortir pour { $subnet }
stop-nothing-in = le blocage de l'accès public aux VPC (VPC Block Public Access) ne laisse passer par { $gateway }, pour { $subnet }, que ce qu'envoie une passerelle NAT, et ses réponses
stop-no-group-in = { $count ->
    [0] aucun groupe de sécurité n'a de règle entrante pour { $sent } : il n'y en a pas
    [one] { $groups } n'a pas de règle entrante pour { $sent }
   *[other] { $groups } n'ont pas de règle entrante pour { $sent }
}
stop-no-group-out = { $count ->
    [0] aucun groupe de sécurité n'a de règle sortante pour { $sent } : il n'y en a pas
    [one] { $groups } n'a pas de règle sortante pour { $sent }
   *[other] { $groups } n'ont pas de règle sortante pour { $sent }
}
sent-in = { $packet } depuis { $peer }
sent-out = { $packet } vers { $peer }

## Where nobody knows.

doubt-both-outside = les deux sont à l'extérieur : rien de ce réseau ne se trouve entre eux
doubt-unknown-thing = { $name } n'est pas connu ici
doubt-unknown-subnet = { $name } se trouve dans { $subnet }, qui n'est pas connu ici
doubt-no-route-table = { $name } ne suit aucune table de routage connue ici
doubt-no-network-acl = l'ACL réseau de { $name } n'est pas connue ici
doubt-not-followed = { $route }, qui n'est pas suivi ici
doubt-unknown-list = { $name } laisse peut-être passer { $sent } par une liste qui n'est pas connue ici

## Why a thing leads the wrong way.

wrong-in-another-vpc = { $to } est dans { $vpc }
wrong-not-in-vpc = { $to } n'est pas dans { $vpc }
wrong-not-in-any-vpc = { $to } n'est dans aucun VPC
wrong-private-address = l'adresse privée { $to } n'est pas sur Internet
wrong-nat-needs-gateway = { $nat } ne sort que par une passerelle Internet
wrong-answer-needs-gateway = la demande est venue par la passerelle Internet, et le paquet de réponse doit repartir par elle

## A path and its verdict.

path-open = { $claim }.
path-closed = { $claim } : { $reason }.
path-unknown = On ne sait pas si { $claim } : { $reason }.
path-partly = { $claim }, mais pas entre toutes leurs adresses. Un chemin est ouvert : { $open }. Un autre ne l'est pas : { $reason }.
path-ipv6-not-followed = Rien n'est dit de { $ranges } : IPv6 n'est pas suivi, et aucun hôte créé par jalon n'a d'adresse IPv6.
path-ends = { $first }, et { $entrance }
path-there = aller
path-back = retour
path-you = vous
