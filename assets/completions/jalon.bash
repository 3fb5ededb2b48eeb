_jalon_complete() {
    local IFS=$'\v' line=${COMP_LINE:0:COMP_POINT} words=() last=-1 trimmed word before i
    # Bash cuts words at = and :, which do not end a word of jalon's: what no space separates is put together again.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        trimmed=${line#"${line%%[![:space:]]*}"}
        word=${COMP_WORDS[i]}
        # The word under the cursor ends there.
        if ((i == COMP_CWORD)); then word=$trimmed; fi
        if ((last >= 0)) && [[ $trimmed == "$line" && $line != '' ]]; then
            words[last]+=$word
        else
            words[++last]=$word
        fi
        line=${trimmed#"$word"}
    done
    COMPREPLY=($(VARIABLE=bash _CLAP_IFS=$IFS _CLAP_COMPLETE_INDEX=$last PROGRAM -- "${words[@]}" 2>/dev/null))
    # Bash replaces what follows the last = or : only.
    before=${words[last]%"$2"}
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
    if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *[=/:] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o bashdefault -o nosort -F _jalon_complete jalon 2>/dev/null || complete -o bashdefault -F _jalon_complete jalon
