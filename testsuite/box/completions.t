# Completions for shells: their tables are made from the applets' options.
. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"
bash=$(PATH=$system_path command -v bash) || bash=
zsh=$(PATH=$system_path command -v zsh) || zsh=
fish=$(PATH=$system_path command -v fish) || fish=
applets=$("$HOLDBOX" --list)
[ -n "$applets" ] || skip_all "no applets are configured"

cd "$scratch" || exit 1 # run puts its output there
make_in "$root" completions
[ "$status" = 0 ] || {
	cat err
	exit 1
}
# what small_tree does not touch
made=$scratch/made
cp -Rp "$build/completions" "$made"

# completes CANDIDATES WORD...: for the last of the words, as the shell passes them
completes() {
	wanted=$1
	shift
	[ -n "$bash" ] || {
		skip "bash is not installed"
		return
	}
	# shellcheck disable=SC2016
	run "$bash" --norc --noprofile -c '
		. "$0" || exit 9
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		entry=$(complete -p "${1##*/}") || exit 8
		function=${entry#*-F }
		"${function%% *}"
		[ ${#COMPREPLY[@]} = 0 ] || printf "%s\n" "${COMPREPLY[@]}"' "$made/holdbox" "$@"
	exits 0
	prints "$(printf '%b' "$wanted")"
}

has_applets() {
	for need; do
		has "$need" || {
			skip "$need is not configured"
			return 1
		}
	done
}

it "completes the options of an applet in bash"
has_applets NOHUP FEATURE_NOHUP_JOB && {
	completes '--output=' nohup --ou
	completes '--pidfile=' /usr/bin/nohup --pid
	completes '--output=\n--detach\n--pidfile=\n--help\n--version' nohup --detach --
}

it "completes applets' names, and their options, after holdbox in bash"
has_applets NOHUP FEATURE_NOHUP_JOB NICE && {
	completes 'nohup' holdbox noh
	completes '--list\n--list-full' holdbox --l
	completes '--detach' holdbox nohup --det
	completes '--adjustment=' holdbox nohup --output = x nice --a
}

it "completes an option's argument by its kind in bash"
has_applets NOHUP FEATURE_NOHUP_JOB TIMEOUT && {
	mkdir apart
	: >apart/one
	mkdir apart/two
	completes 'apart/one\napart/two' nohup --output = apart/
	completes 'apart/one\napart/two' nohup --output apart/
	completes 'SIGHUP' timeout -s SIGHU
}

it "completes a launcher's command, and no options of the launcher after it, in bash"
has_applets NOHUP TIMEOUT && {
	mkdir bin
	printf '#!/bin/sh\n' >bin/uncommon-command
	chmod +x bin/uncommon-command
	old=$PATH
	PATH=$PWD/bin:$PATH
	completes 'uncommon-command' nohup uncommon-c
	completes 'uncommon-command' timeout -k 5 10 uncommon-c
	completes '' timeout uncommon-c
	completes '' nohup uncommon-command --ou
	PATH=$old
}

it "completes the names of services, and the words for them, after sv in bash"
has_applets SV && {
	mkdir services services/web services/wild
	: >services/file
	SVDIR=$PWD/services
	export SVDIR
	completes 'web\nwild' sv start w
	completes 'restart\nreload' sv re
	completes 'web' sv -w 5 stop wild we
	unset SVDIR
}

it "is loaded in bash for names that bash-completion presets, but not instead of a user's own"
if [ -z "$bash" ]; then
	skip "bash is not installed"
elif has_applets NOHUP NICE TIMEOUT; then
	make_in "$root" install PREFIX="$PWD/usr"
	exits 0
	rm usr/share/bash-completion/completions/nice
	echo "a file of another program" >usr/share/bash-completion/completions/nice
	# shellcheck disable=SC2016
	run "$bash" --norc --noprofile -c '
		complete -F _command nohup nice exec
		complete -F _user_function timeout
		. "$0/etc/bash_completion.d/holdbox"
		complete -p; compgen -A variable _holdbox; :' "$PWD/usr"
	exits 0; complains
	same "complete -F _command exec
complete -F _command nice
complete -F _user_function timeout" "$(sort out)" "completions at the start"
fi

it "completes the signals of our tools, in the form that was begun"
has_applets TIMEOUT && {
	completes 'SIGHUP' timeout -s SIGHU
	completes 'HUP' timeout -s HU
	completes 'TERM' timeout -s te
	completes 'RTMAX-9' timeout --signal = RTMAX-9
	completes 'PROF' timeout --signal PR
	[ -z "$fish" ] || same 1 "$(grep -c -- "-l signal .*'.*SYS.*RTMIN+3.*'" "$made/timeout.fish")" fish
	same 1 "$(grep -c '^_holdbox_signals=(.* RTMIN+3 .*)' "$made/_holdbox")" zsh
}

it "completes verbs, their options and the names of jobs in bash"
has_applets HOLD FEATURE_HOLD_LOG && {
	mkdir -p jobs/web jobs/wild
	HOLD_DIR=$PWD/jobs
	export HOLD_DIR
	completes 'wait\nweb\nwild' hold w
	completes 'web\nwild' hold stop w
	completes 'web' hold wait -t 5 we
	completes '--read-only' hold attach --rea
	completes '--log=\n--log-size=\n--log-keep=\n--log-raw\n--log-full=' hold run --log
	completes '--adjustment=' hold run -n web nice --adj
	unset HOLD_DIR
}

it "supports each applet, with --help, in each shell"
for name in $applets; do
	completes '--help' "$name" --hel
	grep -q "^complete -c $name .*-l help" "$made/$name.fish" || wrong "fish: $name"
	grep -qxF "	$name)" "$made/_holdbox" || wrong "zsh: $name"
	head -n 1 "$made/_holdbox" | grep -q " $name\( \|\$\)" || wrong "zsh's first line: $name"
done

it "has no completions for an applet that is not configured"
small_tree
make_in "$tree" completions
exits 0
same "holdbox.fish sample-applet.fish true.fish" "$(cd "$build/completions" && echo *.fish)" files
grep -q nohup "$build/completions"/* && wrong "there is a nohup in them"
true

it "writes a valid file for zsh"
if [ -n "$zsh" ]; then
	run "$zsh" -n "$made/_holdbox"
	exits 0; prints; complains
else
	skip "zsh is not installed"
fi

it "writes a valid file for fish, which completes"
if [ -n "$fish" ]; then
	for file in "$made"/*.fish; do
		run "$fish" -n "$file"
		exits 0; prints; complains
	done
	if has NOHUP && has FEATURE_NOHUP_JOB; then
		run env PATH="$system_path" "$fish" -N -c "source '$made/nohup.fish'; complete -C 'nohup --ou'"
		same "--output" "$(cut -f1 out | tr -d =)" "completions by fish"
	fi
else
	skip "fish is not installed"
fi

it "is clean for shellcheck"
if command -v shellcheck >/dev/null; then
	run shellcheck -s bash "$made/holdbox"
	exits 0; prints
else
	skip "shellcheck is not installed"
fi

finish
