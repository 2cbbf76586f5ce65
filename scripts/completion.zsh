# The command that an applet starts, after assignments for its environment.
_holdbox_command() {
	while ((CURRENT > 1)) && [[ $words[1] = *=* ]]; do
		shift words
		((CURRENT--))
	done
	_normal
}

_holdbox_signal() {
	local -a names=($_holdbox_signals)

	[[ $PREFIX != SIG* ]] || names=(SIG$^names)
	compadd -M 'm:{a-z}={A-Z}' -a names
}

_holdbox_service() {
	local -a directories=(${SVDIR-/service /var/service /etc/service})

	directories=($^directories/*(N-/:t))
	compadd status start stop restart try-restart reload check shutdown $directories
}

# _holdbox_verb APPLET VERB...: completes after one of these verbs
_holdbox_verb() {
	local applet=$1

	shift
	((CURRENT > 2)) && ((${@[(Ie)$words[2]]})) || return
	shift words
	((CURRENT--))
	_holdbox_table "$applet $words[1]"
}

# _holdbox_job VERB...: these, and the names of jobs
_holdbox_job() {
	local -a directories=(${HOLD_DIR-/run/hold /tmp/hold-$UID})

	directories=($^directories/*(N-/:t))
	compadd ${@:#-*} $directories
}

_holdbox() {
	local name=${service:t}

	if [[ $name = holdbox ]]; then
		if ((CURRENT == 2)); then
			_describe applet _holdbox_applets
			_values option --list --list-full --install --config --help --version
			return
		fi
		shift words
		((CURRENT--))
		name=${words[1]:t}
	fi
	_holdbox_table $name
}

_holdbox "$@"
