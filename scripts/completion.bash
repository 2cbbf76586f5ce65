# holdbox's completions of holdbox and its applets for bash
# shellcheck shell=bash disable=SC2207,SC2034,SC2154,SC2128,SC2209,SC2086

_holdbox_sv='status start stop restart try-restart reload check shutdown force-stop force-restart'

# _holdbox_values KIND TEXT: completions of TEXT, an argument of that kind
_holdbox_values() {
	local IFS=$'\n' numbers=() name prefix=
	case $1 in
	file) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$2")) ;;
	directory) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$2")) ;;
	signal)
		[[ ${2^^} != SIG* ]] || prefix=SIG
		IFS=$' \n'
		name=${2:${#prefix}}
		COMPREPLY=($(compgen -P "$prefix" -W "$_holdbox_signals" -- "${name^^}"))
		;;
	service)
		for name in ${SVDIR-/service /var/service /etc/service}; do
			numbers+=("$name"/*/)
		done
		numbers=("${numbers[@]%/}")
		IFS=$' \n'
		COMPREPLY=($(compgen -W "$_holdbox_sv ${numbers[*]##*/}" -- "$2"))
		;;
	job)
		for name in ${HOLD_DIR-/run/hold /tmp/hold-$UID}; do
			[[ ! -d $name ]] || numbers+=("$name"/*/)
		done
		numbers=("${numbers[@]%/}")
		IFS=$' \n'
		COMPREPLY=($(compgen -W "$verbs ${numbers[*]##*/}" -- "$2"))
		;;
	user) COMPREPLY=($(compgen -u -- "$2")) ;;
	group) COMPREPLY=($(compgen -g -- "$2")) ;;
	pid)
		numbers=(/proc/[1-9]*)
		COMPREPLY=($(compgen -W "${numbers[*]##*/}" -- "$2"))
		;;
	esac
}

# bash has split --name=value at "=": three words here.
_holdbox() {
	local current=${COMP_WORDS[COMP_CWORD]} name=${COMP_WORDS[0]##*/} at=1 box=
	local word kind words values operand before verbs='' operands options=y

	COMPREPLY=()
	while ((at <= COMP_CWORD)); do
		if [[ $name = holdbox* ]]; then
			if ((at == COMP_CWORD)); then
				box='--list --list-full --install --config --help --version'
				COMPREPLY=($(compgen -W "$_holdbox_applets $box" -- "$current"))
				return
			fi
			name=${COMP_WORDS[at++]##*/}
			continue
		fi
		verbs=
		_holdbox_table "$name" || {
			_holdbox_values file "$current"
			return
		}
		operands=0 options=y kind=
		for (( ; at <= COMP_CWORD; at++)); do
			word=${COMP_WORDS[at]}
			if [[ ${COMP_WORDS[at + 1]} = = ]] && ((at + 1 <= COMP_CWORD)); then
				if ((at + 2 >= COMP_CWORD)); then
					[[ $current != = ]] || current=
					kind=${values##* "$word":}
					[[ $kind != "$values" ]] || kind=${values##* "$word"=:}
					[[ $kind != "$values" ]] || kind=file
					_holdbox_values "${kind%% *}" "$current"
					return
				fi
				((at += 2))
			elif ((at == COMP_CWORD)) || [[ $options && $word = -?* ]]; then
				if ((at == COMP_CWORD)); then
					break
				fi
				[[ $word != -- ]] || options=
				kind=${values##* "$word":}
				if [[ $kind != "$values" ]] && ((++at == COMP_CWORD)); then
					_holdbox_values "${kind%% *}" "$current"
					return
				fi
			elif [[ $verbs && $operands = 0 && " $verbs " = *" $word "* ]]; then
				name="$name $word"
				((at++))
				continue 2
			elif ((operands++ == before)); then
				break
			fi
		done
		if ((at == COMP_CWORD)); then
			break
		fi
		# the command that it starts, which may be an applet as well
		name=${COMP_WORDS[at++]##*/}
		if ! _holdbox_table "$name" && declare -F _command_offset >/dev/null; then
			_command_offset $((at - 1))
			return
		fi
	done
	if [[ $options && $current = -* ]]; then
		COMPREPLY=($(compgen -W "$words" -- "$current"))
		[[ ${#COMPREPLY[@]} != 1 || $COMPREPLY != *= ]] || compopt -o nospace 2>/dev/null
	elif ((operands == before)) && [[ ! $verbs ]]; then
		COMPREPLY=($(compgen -c -- "$current"))
		compopt -o filenames 2>/dev/null
	else
		_holdbox_values "$operand" "$current"
	fi
}

complete -F _holdbox holdbox $_holdbox_applets
