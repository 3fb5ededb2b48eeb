### Les sommes d'argent, en toutes lettres.

money-dollars = { $amount } $
money-free = gratuit
money-an-hour = { $dollars } par heure
money-an-hour-a-month = { $hourly } par heure, { $monthly } par mois
money-a-month = { $dollars } par mois
money-a-day = { $dollars } par jour
money-about = environ { $known }
money-at-most-about = au plus environ { $known }
money-less-than = moins de { $dollars }
money-with-unknown = { $known } et { $unknown }
money-not-known = le prix de { $items }, qui n'est pas connu ici

## What it has cost so far.

money-without = , sans { $undated }, dont personne ne sait depuis quand il existe
money-so-far-not-known = Ce que cela a coûté à ce jour n'est pas connu{ $without }.
money-so-far = Coût à ce jour : { $cost }, compté depuis le { $since }{ $without }.
money-so-far-in-short = à ce jour { $cost }

## What a step and a plan cost.

money-by-use = facturé à l'usage
money-costs = coûte { $price }
money-step-so-far = { $own } ; en tout jusqu'à cette étape { $sum }
money-step-sum-not-known = { $own } ; le total n'est pas connu, car tout n'a pas été lu
money-costs-nothing = Cela ne coûte rien à l'heure.
money-will-cost-nothing = Cela ne coûtera rien à l'heure.
money-it-costs = Cela coûte { $price }, { $at-prices }.
money-it-will-cost = Cela coûtera { $price }, { $at-prices }.
money-total-not-known = Ce que cela coûtera n'est pas connu, car tout n'a pas pu être lu.
money-at-table-prices-of-then = aux prix de { $region } du { $made }, et non à ceux d'AWS aujourd'hui
money-at-prices = aux prix de { $region }
money-at-live-prices = aux prix d'AWS pour { $region } du { $asked }
money-at-live-and-table-prices = aux prix d'AWS pour { $region } du { $asked }, et du { $made } pour { $items }

## The budget.

money-budget = le budget de { $dollars } par jour
money-over-budget-not-known = ce que cela coûtera n'est pas connu, car tout n'a pas été lu, et personne ne sait si { $budget } sera respecté
money-over-budget-perhaps = cela coûtera { $cost } : personne ne sait si { $budget } sera respecté
money-over-budget = cela coûtera { $cost }, plus que { $budget }

## What is charged by use.

money-by-use-heading = Facturé à l'usage, en plus :
money-item-traffic-out = trafic vers Internet, au-delà des 100 Go par mois du compte
money-item-nat-traffic = trafic passant par la passerelle NAT
money-item-s3-storage = objets du site
money-item-ebs-snapshot = ce qui change sur les disques entre deux séries d'instantanés
money-item-db-snapshot = sauvegardes au-delà de la taille de la base de données
money-item-extended-support = support étendu (Extended Support), une fois terminé le support standard de la version de la base de données
money-unit-hour = { $dollars } par heure
money-unit-gib-month = { $dollars } par Gio et par mois
money-unit-gb = { $dollars } par Go
money-unit-vcpu-hour = { $dollars } par heure et par vCPU
money-item = { $price } : { $item }
money-item-of-then = { $price } (prix du { $made }) : { $item }
money-item-not-known = prix inconnu ici : { $item }
