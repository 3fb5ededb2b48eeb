### Ce que notent les commandes.

note-placeholder-credentials = Ce point de terminaison est sur cette machine : il reçoit des informations d'identification fictives.
note-nothing-taken-down = Rien n'a été détruit.
note-no-quota-too-small = Aucun quota n'est trop petit : il n'y a rien à demander.
note-nothing-asked-for = Rien n'a été demandé.
note-stopping = Arrêt : les appels en cours se terminent et sont consignés. Encore une fois pour quitter aussitôt.
note-not-paused = Le déploiement n'est pas en pause.
note-stays-paused = Il reste en pause.
note-nothing-forgotten = Rien n'a été oublié.
note-nothing-paused = Rien n'a été mis en pause.
note-nothing-emptied = Rien n'a été vidé.
note-sandbox-empty = Le bac à sable est vide.
note-no-served-sandbox = Il n'y a pas de bac à sable servi ici : il n'y avait rien à vider.
note-served-empty = Le bac à sable servi est vide.
note-not-recorded = Cette exécution n'est pas consignée, ses durées ne sont donc pas connues.
note-open-page = Ouvrez cette adresse dans un navigateur de cette machine. La page montre, et ne change rien. Ctrl-C y met fin.
note-could-not-take-down = { $name } n'a pas pu être détruit :
note-dossier = { $file } contient le dossier de { $deployment }.
note-serving = Le bac à sable est servi ({ $region }, { $speed } fois le temps réel). Toutes les informations d'identification conviennent. Ctrl-C y met fin.
note-no-own-sandbox = Le déploiement { $deployment } n'a pas de bac à sable à lui : il n'y avait rien à vider.
note-answers-file = { $file } contient toutes les questions, avec leur valeur par défaut. Modifiez-le, puis donnez-le à un parcours : jalon walk --answers { $file }
note-recording-ends = L'enregistrement s'arrête avant la fin : { $failure }
note-watch-at = À regarder sur { $url }
