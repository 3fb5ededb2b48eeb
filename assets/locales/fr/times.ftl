### Les attentes, et l'expiration d'un déploiement.

expiry-count-down = { $deployment } { $when }
expiry-over = { $deployment } { $when } : ses hôtes se sont arrêtés d'eux-mêmes. { $costs-on }, jusqu'à { $destroy }.
expiry-costs-on = La base de données, la passerelle NAT, les adresses et les disques continuent de coûter
expiry-in = expire dans { $span } ({ $moment })
expiry-ago = a expiré il y a { $span } ({ $moment })
expiry-moment = { $time }, { $zone }
expiry-none = Il n'expire plus : les balises sont retirées, et les minuteries des hôtes aussi.
expiry-set = Il { $when } : ses hôtes s'arrêtent alors d'eux-mêmes. { $costs-on } ensuite, jusqu'à la destruction du déploiement, que fait { $sweep }.
expiry-too-soon = il expirerait à { $at }, et il est { $now } : une expiration se fixe au moins { $minutes } minutes à l'avance
expiry-expired = le déploiement { $deployment } a expiré le { $moment }

## What a progress bar and a timeline say.

duration-minutes = { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } min { $seconds } s
}
duration-whole-minutes = { $minutes } min
duration-hours = { $hours } h { $minutes } min { $seconds } s
left-less-than-a-minute = moins d'une minute restante
left-minutes = environ { $minutes } min restantes
wait-of-about = {" "}sur { $usual } environ
sending = { $bytes } sur { $total }, reste { $left }
timeline-nothing = Rien n'a été créé ni attendu en { $seconds } s.
timeline-heading = secondes depuis le début
timeline-begun = début
timeline-made = créé
timeline-ready = prêt
timeline-end = fin, vérifications comprises
