### Les mots d'un schéma.

picture-place = { $region }, compte { $account }, { $cloud }
picture-sandbox = le bac à sable, rien n'est réel
picture-outside = { $region }, hors des VPC
picture-paths = Chemins promis
picture-asleep = à l'arrêt pendant la pause du déploiement
picture-not-built = pas encore construit
picture-to-be-built = à construire
picture-built = construit
picture-differs = en écart avec ce qui est voulu
picture-foreign = à quelqu'un d'autre
picture-paused = en pause
picture-open = ouvert, comme promis
picture-to-be-open = à ouvrir
picture-closed = fermé, comme promis
picture-broken = contraire à la promesse
picture-public = public
picture-private = privé
picture-description = { $vpcs } avec { $subnets }, { $things } dedans et autour, et { $paths } : { $open } ouverts, { $closed } fermés.
picture-not-kept = {" "}Contraires à la promesse : { $count }.
picture-to-be-deleted = à supprimer
picture-given-up = AWS y a renoncé
picture-is-missing = { $key } : introuvable
picture-resource-differs = { $key } : { $differences }
picture-is-to-be-deleted = { $key } : à supprimer
picture-you = Vous
picture-internet = Internet
picture-groups = { $count ->
    [one] groupe de sécurité { $groups }
   *[other] groupes de sécurité { $groups }
}
picture-groups-and-more = groupes de sécurité { $groups } et { $more } de plus
picture-ping = ping
picture-website = le site web, http
picture-website-open = la politique du compartiment laisse lire tout le monde
picture-website-closed = le compartiment ne laisse lire que les utilisateurs de son compte
