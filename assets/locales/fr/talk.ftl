### Ce que dit un parcours guidé, et les invites de toutes les commandes.

## Le début.

walk-answers-next = Ensuite viennent les réponses
walk-what = { $count ->
    [one] Vous parcourez { $count } étape. Elle dit ce qu'elle construit et pourquoi, montre son plan et son prix, et demande avant de créer quoi que ce soit.
   *[other] Vous parcourez { $count } étapes. Chacune dit ce qu'elle construit et pourquoi, montre son plan et son prix, et demande avant de créer quoi que ce soit. AWS continue de la créer pendant que vous lisez la suivante.
}
walk-takes = { $count ->
    [one] AWS prend environ une minute ; votre lecture s'y ajoute.
   *[other] AWS prend environ { $count } minutes ; votre lecture s'y ajoute.
}
walk-how-to-ask = Tapez « ? » à une question pour une explication, retour pour revenir à la précédente. Entrée prend ce qui est entre parenthèses.
walk-name-time = Durée
walk-name-cost = Coût
walk-name-stop = Arrêt
walk-name-ask = Aide
walk-how-to-stop = Ctrl-C à tout moment ; { $resume } reprend là où vous vous êtes arrêté. Ce qui existe continue de coûter jusqu'à { $destroy }.
walk-costs-nothing = Rien à l'heure.
walk-costs-in-sandbox = Sur AWS, { $cost }. Dans le bac à sable, rien n'est réel et rien ne coûte.
walk-answers = Voici les réponses. Celles qui n'ont pas de mention sont les valeurs par défaut.
answer-kept-in = conservé dans { $file }
answer-generated-in = généré ; à lire dans { $file }
answer-asked-in-step = demandé dans son étape
answer-from-you = vous
answer-from-option = option
answer-from-file = fichier
answer-from-before = avant
answer-found = trouvé sur AWS
answer-own-address = votre adresse
answer-unknown = il n'y a pas de réponse { $typed } ; « ? » en donne la liste
walk-goes-on = Vous reprenez là où vous vous êtes arrêté.
walk-done = { $count ->
    [one] { $count } étape est terminée.
   *[other] { $count } étapes sont terminées.
}
walk-confirmed = { $count ->
    [one] Vous avez dit oui à { $steps } : elle continue sans question.
   *[other] Vous avez dit oui à { $steps } : elles continuent sans question.
}
walk-next = La suivante est { $step }.
walk-changes-answer = { $change } change une réponse.
walk-step = Étape { $number }/{ $of }
choice-answers = Vos réponses ?
choice-take = prendre celles-ci
choice-change = en changer une
choice-each = me les demander
choice-quit = quitter
choice-which = Laquelle (par exemple vpc.cidr)

## Les leçons.

page-of = Page { $page } sur { $pages }
page-on = continuer
page-skip = passer cette leçon
page-no-more = plus aucune leçon
page-enough = assez
page-how-back = Plus de leçons ; `--brief=false` les fait revenir.

## Les questions.

question-one-of = Au choix : { $choices }.
question-whole-number = Un nombre entier de { $least } à { $most }.
question-yes-or-no = Oui ou non.
question-several = Séparez-en plusieurs par des virgules.
question-enter-takes = Entrée prend { $default }.
question-its-key = Sa clé est { $key } : `--set { $key }=…` y répond sans que la question soit posée.
question-back = Tapez retour pour revenir à la question précédente.
question-key-in-file = Sa clé dans un fichier de réponses est { $key }.
question-no-previous = Il n'y a pas de question avant celle-ci.
question-password = Mot de passe
question-details = Les détails ?
question-details-no = non, ils conviennent
question-details-yes = oui, demandez-les
question-details-are = Les détails sont : { $details }.
question-details-what = Ce que peu de gens changent. Entrée les garde tels quels.
secret-stays = celui de { $file } reste
secret-generated = généré ; à lire dans { $file }
answer-refused-asks = { $problem } Entrée prend { $instead }.
answer-refused-meant = { $problem }. Vouliez-vous dire { $instead } ? Entrée le prend.
word-yes = oui
word-no = non

## Les plans.

plan-makes-nothing = Cette étape ne crée rien sur AWS même.
plan-makes = Ce que crée { $step }
choice-do-it = On y va ?
choice-yes = oui, continuer
choice-skip = omettre
choice-explain = expliquer
choice-back = changer les réponses
budget-with-step = Avec cette étape, { $over }.
budget-all-the-same = Continuer quand même ?
shortage-before = Avant toute création : { $shortage }.
shortage-what-now = Que faire ?
shortage-go-on = continuer comme prévu ; le parcours peut s'arrêter à mi-chemin
shortage-quit = quitter ; rien n'est créé

## Un échec.

recovery-prompt = Que faire ?
recovery-answer = répondre autrement : { $prompt }
recovery-again = réessayer
recovery-leave-out = omettre { $step }
recovery-quit = quitter

## Ce que font les étapes pendant ce temps.

meanwhile = Pendant ce temps
meanwhile-done = { $step } est terminée
meanwhile-failed = { $step } a échoué
meanwhile-at-work = { $step } est en cours
meanwhile-made = { $count ->
    [one] { $count } création
   *[other] { $count } créations
}
meanwhile-changed = { $count ->
    [one] { $count } modification
   *[other] { $count } modifications
}
meanwhile-adopted = { $count ->
    [one] { $count } adoption
   *[other] { $count } adoptions
}
meanwhile-waits = { $count ->
    [0] attend { $key }, d'habitude { $usual }
    [one] attend { $key } et une autre ressource, d'habitude { $usual }
   *[other] attend { $key } et { $count } autres ressources, d'habitude { $usual }
}
meanwhile-mark = en cours :

## Les invites.

prompt-unreadable = impossible de lire le terminal : { $error }
prompt-type-name = Tapez { $name } pour { $purpose }
prompt-yes-or-no = Tapez oui ou non ; Entrée seule vaut { $enter } :
prompt-neither = « { $typed } » n'est ni oui ni non.
prompt-number = Tapez un nombre de 1 à { $most } ; Entrée seule vaut { $enter } :
prompt-there-is-none = Il n'y a pas de { $typed }.
prompt-none-begins = Aucun de ces choix ne commence par { $typed }.
prompt-hidden = { $prompt } (invisible pendant la saisie) :
prompt-mark-done = fait :
prompt-mark-is = vaut

## Le tableau : une ligne par étape.

board-making = création : { $noun } { $name }
board-after = après { $steps }
board-failed = échec
board-and-others = { $what } (+{ $others })
board-gone = { $gone } sur { $all }
board-done = { $count ->
    [one] { $count } terminée
   *[other] { $count } terminées
}
board-ahead = { $count ->
    [one] { $count } pas encore commencée
   *[other] { $count } pas encore commencées
}
board-idle = { $count ->
    [one] { $count } étape n'avait rien à faire
   *[other] { $count } étapes n'avaient rien à faire
}

## L'avancement, ligne par ligne.

progress-changing = { $key } : { $field } : { $found } → { $wanted }
progress-usually = { $what }, d'habitude { $usual }
progress-for = pour { $key }
progress-left-for = { $left }, pour { $key }
progress-sending = envoi des fichiers
progress-sending-percent = envoi des fichiers : { $percent } %
progress-step-done = terminée
progress-step-failed = échec
progress-left-out = omise : { $reason }
progress-adopted = adoption : { $noun } { $key } ({ $id })
progress-gone = { $key } ({ $id }) a disparu ; une nouvelle création commence
# Le travail sur un hôte, par sa sorte dans les événements.
awaited-on-host = { $named ->
    [yes] { $work ->
        [first-boot] le premier démarrage sur { $host }
        [images] les images sur { $host }
        [application] l'application sur { $host }
       *[other] { $work }/{ $host }
    }
   *[no] { $work ->
        [first-boot] le premier démarrage
        [images] les images
        [application] l'application
       *[other] { $work }
    }
}
progress-ready = { $key } : disponible après { $time }
progress-deleting = suppression de { $key }
progress-stopping = arrêt de { $key }
progress-is-stopped = à l'arrêt
progress-cannot-go = { $key } ne peut pas encore disparaître : { $why }
progress-held-by = retenu par { $holders }
progress-lost-tags = a perdu ses balises
progress-account = compte { $account }
progress-sandbox = le bac à sable, rien n'est réel
progress-endpoint = un autre point de terminaison qu'AWS
progress-in = dans { $region } ({ $place })
progress-by-use = { $plan } montre ce qui se paie à l'usage, en plus.
progress-finished = { $made ->
    [one] { $made } créée
   *[other] { $made } créées
}, { $changed ->
    [one] { $changed } modifiée
   *[other] { $changed } modifiées
}
progress-in-time = , en { $time }
progress-forgotten = { $count ->
    [0] Oublié. Son dossier est maintenant { $folder }.
    [one] Oublié. { $count } ressource reste sur AWS et continue de coûter. Son dossier est maintenant { $folder }.
   *[other] Oublié. { $count } ressources restent sur AWS et continuent de coûter. Son dossier est maintenant { $folder }.
}
progress-mark-made = création :
progress-mark-deleted = suppression :
progress-mark-waiting = attente :

## La fin.

walk-end-try = { $command } vous fait prédire ce qui atteint quoi, puis le montre.
walk-end-keep = { $report } consigne ce qui a été construit et prouvé ; { $pause } arrête l'essentiel de ce que cela coûte.
walk-end-rehearsed = Tout cela était une répétition : rien n'est réel, et rien ne coûte.
walk-end-lacks = Il manque encore beaucoup pour la production : HTTPS, une base dans deux zones, des utilisateurs sans droits inutiles, des sauvegardes éprouvées.
labelled = { $label } : { $text }

## La place d'une étape dans l'ensemble.

map-legend = Entre crochets : ce que crée cette étape. Entre parenthèses : ce qui vient ensuite.
map-legend-in-color = Entre crochets : ce que crée cette étape. En pâle : ce qui vient ensuite.
