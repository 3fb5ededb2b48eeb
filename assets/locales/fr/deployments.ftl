### Ce qui est dit de déploiements entiers.

## A whole deployment is taken down.

destruction-nothing-left = Il ne reste rien de { $deployment } : { $place }.
destruction-goes = { $count ->
    [one] { $mark } { $count } ressource de { $deployment } sera supprimée :
   *[other] { $mark } { $count } ressources de { $deployment } seront supprimées :
}
destruction-ids = `{ $option }` les énumère une à une avec leur identifiant.
destruction-stays = Restent :
destruction-goes-on-costing = Elles continuent de coûter { $price }, aux prix de { $region }.
destruction-data = Disparaissent aussi, pour de bon : { $data }.
destruction-data-database = les données de la base
destruction-data-disks = les disques des hôtes
destruction-data-files = les fichiers du compartiment
destruction-data-snapshots = les instantanés
destruction-keep-snapshots = `--keep-snapshots` garde les instantanés, sans lesquels rien ne ramène les données.
destruction-costs = Ce qui est supprimé coûte { $price }.
destruction-with-foreign-objects = { $count ->
    [one] avec { $count } objet que jalon n'y a pas mis
   *[other] avec { $count } objets que jalon n'y a pas mis
}
destruction-done = { $count ->
    [one] { $mark } { $count } ressource supprimée, il n'en reste aucune.
   *[other] { $mark } { $count } ressources supprimées, il n'en reste aucune.
}
destruction-kept = { $count ->
    [one] { $count } instantané conservé :
   *[other] { $count } instantanés conservés :
}
destruction-size = { $gib } Gio, { $price }
destruction-kept-costs = Ils coûtent { $price }, aux prix de { $region }. Pour les supprimer : { $destroy }
forget-stays = { $count ->
    [one] { $count } ressource de { $deployment } restera ({ $price }) et perdra les balises de jalon : jalon ne pourra plus la trouver, la modifier ni la supprimer.
   *[other] { $count } ressources de { $deployment } resteront ({ $price }) et perdront les balises de jalon : jalon ne pourra plus les trouver, les modifier ni les supprimer.
}
typed-to-take-down = détruire le déploiement
typed-to-forget = oublier le déploiement
typed-to-empty = vider le bac à sable que partagent tous les clients et déploiements

## A deployment is paused and resumed.

pause-since = { $deployment } est en pause, depuis le { $since }.
pause-nothing = Rien de { $deployment } ne peut être mis en pause : ni hôte, ni base de données, ni passerelle NAT ne fonctionne.
pause-stopped = À l'arrêt :
pause-taken-away = Supprimé, et recréé par `jalon resume` :
pause-costs = Coût actuel : { $before } ; pendant la pause : { $after }, car ce qui est stocké continue de coûter.
pause-addresses = Les adresses publiques des hôtes et de la passerelle NAT ne seront plus les mêmes ensuite.
pause-database = RDS redémarre de lui-même, après sept jours, une base de données arrêtée.
pause-ask = Mettre { $deployment } en pause ?
resume-ask = Reprendre { $deployment }, en pause depuis le { $since } ?
resume-ask-with-costs = Le coût sera de nouveau : { $price }. Reprendre { $deployment }, en pause depuis le { $since } ?
pause-is-paused = { $deployment } est en pause.
pause-it-costs = Coût : { $price }.
pause-bring-back = Pour le reprendre : { $resume }
pause-wakes = RDS redémarrera de lui-même la base de données le { $at }.
pause-it-is = Il est en pause depuis le { $since }.
pause-being-resumed = Il est en cours de reprise ; il était en pause depuis le { $since }.

## Several deployments.

list-none = Aucun déploiement n'est consigné ici.
list-unreadable = ce qui en est consigné est illisible, et ce qu'il a créé existe peut-être encore : { $problem }
list-one-elsewhere = un déploiement de ce nom se trouve là : { $there } ; { $found }
list-others = Dans le compte, non consignés ici :
list-others-unread = Les autres déploiements du compte ne sont pas listés : { $why }.
list-recorded = { $count ->
    [one] { $count } ressource consignée ; ce qui existe maintenant n'est pas connu : { $why }
   *[other] { $count } ressources consignées ; ce qui existe maintenant n'est pas connu : { $why }
}
list-since = depuis le { $day }
list-paused = en pause depuis le { $since }
list-last-command = dernière commande : { $command }, le { $at }
list-id = son identifiant est { $id }
list-without-id = sans identifiant
list-nothing = rien n'existe
list-cost-not-known = { $resources }, d'après ce qui est lisible ; le coût n'est pas connu
list-no-answer = aucune réponse en { $seconds } secondes
sweep-none-expired = Aucun déploiement n'a expiré.
sweep-none = Il n'y a pas de déploiement.
sweep-left-out = { $name } est omis, ce qui en est consigné est illisible : { $problem }
sweep-type-names = Tapez les noms de tous ceux qu'il faut détruire, avec tout ce qu'ils contiennent : { $names }. Entrée seule n'en détruit aucun.
sweep-prompt = Détruire
sweep-done = { $count ->
    [one] { $deployment } est détruit, { $count } ressource supprimée.
   *[other] { $deployment } est détruit, { $count } ressources supprimées.
}
sweep-not-recorded = non consigné ici, { $id }
sweep-out-of-reach = non consigné ici, { $id } ; un autre de ce nom est consigné ici, détruisez-le donc de là où il a été créé
sweep-unread = ce qui existe n'a pas pu être lu
sweep-age = âge : { $span }
whose-mine = il est à moi : le rattacher
whose-take-over = rattacher { $namesake }
whose-leave = il est à quelqu'un d'autre, ou je ne sais pas : ne pas y toucher
whose-ask = À qui est-il ?

## How a host was looked at.

look-on = sur { $host }
look-by-running = par la commande `{ $command }` sur { $host }
look-by-loading = en chargeant { $url }
look-by-connecting = en se connectant à { $address } sur le port { $port }
look-by-signing-up = en s'inscrivant à { $url }/signup et en cherchant la ligne dans la base de données

## Where a command is stopped.

stopped-work = Arrêt. Tout ce qui a été créé jusqu'ici est consigné.
stopped-sandbox = Arrêt. Le contenu du bac à sable est conservé.
stopped-nothing = Arrêt. Rien n'a changé.
stopped-costs = Ce qui existe continue de coûter { $price } jusqu'à ce que { $destroy } le détruise.
stopped-costs-in-sandbox = Sur AWS, ce qui existe continuerait de coûter { $price } jusqu'à ce que { $destroy } le détruise.
resumption-work = relancez { $resume } pour reprendre où cela s'est arrêté
resumption-sandbox = relancez { $resume } pour le servir à nouveau tel quel
resumption-nothing = relancez { $resume } pour tout lire
