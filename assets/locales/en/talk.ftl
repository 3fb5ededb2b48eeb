### What a guided walk says.

recovery-prompt = What now?
recovery-answer = answer again: { $prompt }
recovery-again = try again
recovery-leave-out = leave { $step } out
recovery-quit = quit
