### Ce que dit un parcours guidé.

recovery-prompt = Que faire ?
recovery-answer = répondre autrement : { $prompt }
recovery-again = réessayer
recovery-leave-out = omettre { $step }
recovery-quit = quitter
