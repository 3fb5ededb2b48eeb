### Comment d'autres clients accèdent au bac à sable servi, et le rapport de bogue.

clients-heading = Pour y mener un client :
clients-with-every-command = { $command } …, à chaque commande
clients-ignored = (il ignore AWS_ENDPOINT_URL pour `aws rds`, et s'adresse à AWS)
clients-terraform-endpoints = ec2, rds, s3 et sts
clients-more = Tout est expliqué dans docs/SANDBOX.md, sous « Other clients ».

## The report of a bug.

bug-stopped = un bogue de jalon l'a arrêté : { $message }
bug-place = endroit
bug-thread = fil
bug-program = programme
bug-program-is = jalon { $version } pour { $system } sur { $processor }
bug-unnamed-thread = sans nom
bug-unknown-place = inconnu
bug-without-message = une panique sans message
bug-resume = Tout ce qui a été créé jusqu'ici est consigné : relancez la même commande pour reprendre.
bug-report = Signalez le bogue, s'il vous plaît, avec ce texte. … remplace une valeur omise, pour qu'aucun secret n'y figure. Avec RUST_BACKTRACE=1 dans l'environnement, le texte montre aussi les appels qui ont mené là.
bug-report-at = Signalez le bogue à { $place }, s'il vous plaît, avec ce texte. … remplace une valeur omise, pour qu'aucun secret n'y figure. Avec RUST_BACKTRACE=1 dans l'environnement, le texte montre aussi les appels qui ont mené là.
json-unwritable = impossible d'écrire le JSON : { $detail }
