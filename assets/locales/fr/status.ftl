### Ce que montre l'état d'un déploiement.

status-place = ({ $cloud }, compte { $account }, { $region })
status-sandbox = le bac à sable
status-resources = Ressources
status-outputs = Résultats
status-expired = Le déploiement a expiré. { $costs-on }.
status-budget = Son budget est de { $dollars } par jour.
status-addition = à quelqu'un d'autre : { $addition }
status-step = { $status ->
    [pending] à faire
    [running] en cours
    [waiting] en attente
    [done] terminée
    [failed] en échec
    [skipped] omise
   *[any] { $status }
}
status-resource = { $status ->
    [ready] disponible
    [pending] en attente
    [missing] introuvable
    [differs] en écart
    [untracked] hors suivi
    [paused] en pause
    [expired] expiré
    [leftover] à supprimer
   *[any] { $status }
}
