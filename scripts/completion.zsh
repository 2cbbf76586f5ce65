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
