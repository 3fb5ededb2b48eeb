### Les lignes isolées.

heading-error = erreur :
heading-next = ensuite :
output-closed = la sortie standard est fermée
output-unwritable = impossible d'écrire la sortie : { $detail }
run-not-started = impossible de démarrer : { $detail }
run-recorded-no-further = La suite de cette exécution n'est pas consignée : { $problem }
pace-takes-longer = { $what } : plus long que les { $usual } habituels
pace-percent = { $what } : { $percent } % de { $usual } environ
