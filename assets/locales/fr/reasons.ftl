### Pourquoi quelque chose a échoué.

## Why a call failed, where AWS has no words.

reason-status = statut HTTP { $status }
reason-no-credentials = aucune information d'identification n'a été trouvée
reason-lacks = il manque dans la réponse d'AWS : { $what }
reason-unanswered = aucune réponse n'est arrivée avant l'arrêt demandé
reason-too-late = aucune réponse n'est arrivée à temps
reason-no-operation = ce point de terminaison n'a pas { $operation }
reason-not-carried-out = AWS a répondu que c'est fait, et ce ne l'est pas
lacking-account = le compte
lacking-upload-id = l'identifiant du chargement
lacking-association = l'association du sous-réseau

## Why AWS gave up on a resource.

failure-not-made = sa création a échoué chez AWS
failure-not-taken = { $status } : { $reason }
failure-not-taken-unexplained = AWS n'a pas pu le prendre et ne donne pas de raison
failure-not-peered = AWS ne donne pas de raison ; d'habitude, ce sont des plages d'adresses qui se chevauchent
failure-no-code = aucun code d'erreur
failure-no-message = aucun message
failure-answered = { $code } : { $message }
failure-status = son état est { $status }
failure-blackhole = blackhole : sa cible a disparu
failure-elsewhere = il se trouve dans une autre région que { $region }
failure-unreadable = AWS en refuse la lecture : il appartient à un autre compte, ou ces informations d'identification ne permettent pas de le lire
