### What commands note.

note-placeholder-credentials = This endpoint is on this machine: it is given placeholders for credentials.
note-nothing-taken-down = Nothing was taken down.
note-no-quota-too-small = No quota is too small: there is nothing to ask for.
note-nothing-asked-for = Nothing was asked for.
note-stopping = Stopping: calls under way are finished and recorded. Once more to leave at once.
note-not-paused = The deployment is not paused.
note-stays-paused = It stays paused.
note-nothing-forgotten = Nothing was forgotten.
note-nothing-paused = Nothing was paused.
note-nothing-emptied = Nothing was emptied.
note-sandbox-empty = The sandbox is empty.
note-no-served-sandbox = There is no served sandbox here: there was nothing to empty.
note-served-empty = The served sandbox is empty.
note-not-recorded = This run is not recorded, so its times are not known.
note-open-page = Open this address in a browser of this machine. It shows, and changes nothing. Ctrl-C ends it.
note-could-not-take-down = { $name } could not be taken down:
note-dossier = { $file } has the dossier of { $deployment }.
note-serving = Serving the sandbox ({ $region }, { $speed } times real time). Any credentials will do. Ctrl-C ends it.
note-no-own-sandbox = The deployment { $deployment } has no sandbox of its own: there was nothing to empty.
note-answers-file = { $file } has every question in it, with its default. Edit it, then give it to a walk: jalon walk --answers { $file }
note-recording-ends = The recording ends early: { $failure }
note-watch-at = Watch it at { $url }
