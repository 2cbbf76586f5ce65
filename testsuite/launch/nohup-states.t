# shellcheck shell=sh
# nohup - every state of the three descriptors x where the output can go x how the command ends
# x POSIXLY_CORRECT. What is expected follows from the rules; GNU's nohup, if it is installed, gets
# the same cases.
. "${0%/*}/../lib.sh"
needs NOHUP

reference nohup coreutils || theirs=
places="here home nowhere" words="report refused missing"
if [ -n "${HOLDBOX_BRIEF-}" ]; then # one of many configurations: each state once
	places=here words=report
fi

# attempt PATH: runs "nohup ./$word" in the state $in $out $err; what happens lands in the files
# tty, o, e, nohup.out, home/nohup.out, rep and in $status
attempt() {
	terminals=
	[ "$in" != T ] || terminals=0
	[ "$out" != T ] || terminals=${terminals}1
	[ "$err" != T ] || terminals=${terminals}2
	rm -rf tty o e rep nohup.out home/nohup.out
	[ "$where" = here ] || mkdir nohup.out
	[ "$where" != nowhere ] || mkdir home/nohup.out
	[ -z "$posix" ] || export POSIXLY_CORRECT=
	(
		PATH=$1
		case $in in F) exec <input ;; C) exec <&- ;; esac
		case $err in F) exec 2>e ;; C) exec 2>&- ;; esac
		case $out in F) exec >o ;; C) exec >&- ;; esac
		exec "$HOLDBOX_TOOLS/onpty" -o tty "${terminals:--}" nohup "./$word" rep
	)
	status=$?
	unset POSIXLY_CORRECT
}

# What the rules require of the same: sets want_* variables.
expect() {
	own=125
	[ -z "$posix" ] || own=127
	message='' want_rep='' where_to=''
	[ "$in" != T ] || message='ignoring input'
	if [ "$out" = T ] || [ "$out$err" = CT ]; then
		where_to=nohup.out
		case $where in
		home) where_to=$HOME/nohup.out ;;
		nowhere) where_to= ;;
		esac
		message="${message:+$message and }appending output to '$where_to'"
	elif [ "$err" = T ]; then
		message="${message:+$message and }redirecting stderr to stdout"
	fi
	want_said=${message:+nohup: $message}
	if [ "${message%\'\'}" != "$message" ]; then # no file
		want_status=$own
		want_said="nohup: failed to open 'nohup.out': Is a directory
nohup: failed to open '$HOME/nohup.out': Is a directory"
	elif [ -n "$message" ] && [ "$err" = C ]; then
		want_status=$own
	elif [ "$word" = report ]; then
		want_status=0
	else
		want_status=127 reason='No such file or directory'
		[ "$word" = missing ] || want_status=126 reason='Permission denied'
		want_said="${want_said:+$want_said
}nohup: failed to run command './$word': $reason"
	fi
	[ "$err" != C ] || want_said=
	[ "$want_status" = 0 ] && [ "$word" = report ] || return 0
	case $in in T) in_is="null w" ;; F) in_is="input r" ;; C) in_is=closed ;; esac
	case $out in T) out_is="nohup.out w append" ;; F) out_is="o w" ;; C) out_is=closed ;; esac
	case $err in T) err_is="as 1" ;; F) err_is="e w" ;; C) err_is=closed ;; esac
	[ "$out$err" != CT ] || err_is="nohup.out w append"
	want_rep="0 $in_is
1 $out_is
2 $err_is"
}

# holds TEXT FILE: the file has this text, or is missing if the text is empty
holds() {
	read_whole "$2"
	same "$1" "$held" "$2"
}

check() {
	command="$1 nohup ./$word, $in $out $err, $where${posix:+, POSIXLY_CORRECT}"
	same "$want_status" "$status" status
	holds "$want_rep" rep
	wanted=$want_said
	[ "$err$want_status" != F0 ] || wanted="${want_said:+$want_said
}err"
	# the original stderr has the messages, and if it was kept the command's errors
	said="e"
	[ "$err" != T ] || said="tty"
	[ -z "$2" ] || [ ! -f $said ] || sed -i "$2" $said
	holds "$wanted" $said
	[ -n "$where_to" ] && [ "$want_status" = 0 ] || return 0
	output=out
	[ "$err" != T ] || output="out
err"
	[ "$out" != C ] || output=err
	holds "$output" "$where_to"
	same 600 "$(stat -c %a "$where_to")" "mode of $where_to"
}

for in in T F C; do for out in T F C; do for err in T F C; do
	it "follows the rules with stdin $in, stdout $out, stderr $err (Terminal, File, Closed)"
	echo data >input
	ln -s "$HOLDBOX_TOOLS/report" report
	: >refused
	for where in $places; do for word in $words; do for posix in '' y; do
		expect
		attempt "$PATH"
		check ours ''
		[ -n "$theirs" ] || continue
		attempt "$system_path"
		# GNU's prints a second, false line if stdout is closed
		second=
		[ "$out$err" != CT ] || second='/redirecting stderr to stdout$/d'
		check GNU "$second"
	done; done; done
done; done; done

finish
