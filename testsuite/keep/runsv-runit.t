# shellcheck disable=SC2016,SC2086,SC2317
# runsv and sv beside those of Debian's runit: states byte for byte, and each with the other
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
. "${0%/*}/services.sh"
needs RUNSV SV
needs_program timeout od
isolate
give_up_after 900
has_runit || skip_all "$skipped"

# both COMMAND...: the same for a service of each
both() {
	for name in ours theirs; do
		"$@" "$name"
	done
}

# A change has been made once the status has not changed for a while.
settled() {
	was=$(stat -c %Y.%i "$1/supervise/status")
	sleep 0.15
	[ "$was" = "$(stat -c %Y.%i "$1/supervise/status")" ]
}

report() {
	cat "$1/supervise/stat"
	bytes "$1"
	# the ID in the status is the one in pid, and the time lies in the last minute
	pid=$(pid_of "$1")
	# shellcheck disable=SC2046
	set -- $(od -An -v -tu1 "$1/supervise/status")
	same "${pid:-0}" "$((${13} + ${14} * 256 + ${15} * 65536))" ID
	seconds=$(((($5 * 256 + $6) * 256 + $7) * 256 + $8 - 10)) now=$(date +%s)
	same "64 0 0 0" "$1 $2 $3 $4" "label"
	age=$((now - seconds))
	{ [ $age -ge 0 ] && [ $age -le 60 ]; } || wrong "the time is $seconds, not $now"
}

# compare LETTERS: after these letters both report the same
compare() {
	both letters_to "$1"
	both wait_for settled
	report ours >ours.state
	report theirs >theirs.state
	command="the letter $1"
	same "$(cat theirs.state)" "$(cat ours.state)" state
}

letters_to() {
	letters "$2" "$1"
}

supervise_both() {
	supervise ours
	runsv=$runit/runsv
	supervise theirs
	runsv=runsv
}

it "writes the same status as runit's in every state of run"
both_services() {
	service "$1" 'trap "" TERM; while :; do sleep 0.05; done'
}
both both_services
supervise_both
wait_for is ours run
wait_for is theirs run
sleep 1.1 # runit's sleeps after shorter runs
for letter in '' h t p c p t c p d u d c; do
	compare "$letter"
done
both letters_to k
sleep 1.2
compare ''
for letter in o t p x d x u x; do
	compare "$letter"
done

it "writes the same status as runit's while finish runs"
finishing() {
	service "$1" 'exec sleep 1000'
	script "$1/finish" 'echo "$@" >>ends; while [ ! -e go ]; do sleep 0.05; done'
}
both finishing
supervise_both
sleep 1.1
for letter in '' p t d u d h t; do
	compare "$letter"
done
touch ours/go theirs/go
sleep 0.5
compare ''
same "$(cat theirs/ends)" "$(cat ours/ends)" arguments

it "writes the same status as runit's for services that are down, end, or have a log"
other() {
	service "$1" 'exec sleep 1000'
	service "$1/log" 'exec cat'
	touch "$1/down"
}
both other
supervise_both
for letter in '' d t u d x; do
	compare "$letter"
	sleep 1.1
done
for name in ours theirs; do
	report $name/log >$name.state
done
same "$(cat theirs.state)" "$(cat ours.state)" "state of the log"

# ---- sv ----

# say WORDS: what sv prints, without IDs and seconds
say() {
	(PATH=$svs:$PATH; exec timeout 20 "$@" >said 2>said.err </dev/null)
	echo "$*: $?" | sed "s|$SVDIR|DIR|"
	sed "s|$SVDIR|DIR|" said | sed 's/pid [0-9]*/pid N/g; s/: [0-9][0-9]*s/: Ns/g; s/) [0-9][0-9]*s/) Ns/g
		s/ failed to open.*//; s/: [Nn]o such file.*$/: REASON/
		s/: file does not exist/: REASON/'
	sed "s/illegal option -- \(.\)/invalid option -- '\1'/
		s/requires an argument -- \(.\)\$/requires an argument -- '\1'/; /^.Id/d; /(holdbox)/d" said.err
}

# The states of the services do not depend on time; runit's runsv is given it where it sleeps.
dialogue() {
	svs=$2
	runsv=$1/runsv
	mkdir -p init.d services
	cd services || exit
	unset SVWAIT
	SVDIR=$PWD
	export SVDIR
	service a 'trap "" HUP; exec sleep 1000' # so that reload does not end it
	service l 'exec sleep 1000'
	service l/log 'exec cat'
	service n 'exec sleep 1000'
	service s 'trap "" TERM; while :; do sleep 0.05; done'
	for name in a l s; do
		supervise $name
	done
	for name in a n z; do
		ln -s "$svs/sv" ../init.d/$name
	done
	sleep 1.2
	for word in status s stat up start u; do
		say sv -w2 $word a
	done
	for word in p c h a i q 1 2; do
		say sv $word l/log
		case $word in
		p) wait_for is l/log 'run, paused' ;;
		c) wait_for is l/log run ;;
		*) sleep 1.2 ;;
		esac
		say sv status l/log
	done
	for word in t k; do
		say sv -w3 $word l/log
		sleep 1.2
	done
	for word in pause cont check; do
		say sv -w1 $word a
	done
	say sv down a
	sleep 1.2
	for word in pause cont hup alarm interrupt quit 1 2 term kill check; do
		say sv -w1 $word a
	done
	for word in start 'restart -v' try-restart term kill; do
		say sv -w3 ${word% *} a
		sleep 1.2
	done
	for word in status up start stop exit shutdown force-stop reload; do
		say sv -w1 $word n
		say sv -w1 $word z
	done
	say sv -v status a l n
	say sv stop l
	say sv status l l/ ./l "$PWD/l" l/log ''
	say sv start l
	sleep 1.2
	for word in stop restart force-stop; do
		say sv -w1 $word s
	done
	sleep 1.2
	say sv start s
	sleep 1.2
	say sv -w1 force-reload s
	for words in '' status 'foo a' -w '-w 1' -x 'rest a' 'force a' 'status -v a' '-- status a' \
		'-v -v status a'; do
		say sv $words
	done
	for words in '' status start foo '-w 2 restart' stop status u 'start b' reload; do
		say ../init.d/a $words
		sleep 1.2
	done
	for words in status start; do
		say ../init.d/n $words
		say ../init.d/z $words
	done
	cp s/supervise/status saved
	echo short >s/supervise/status
	say sv status s
	say sv start s
	rm s/supervise/status
	say sv status s
	say sv u s
	cp saved s/supervise/status
	mv s/supervise/control saved
	say sv h s
	mkfifo s/supervise/control
	say sv h s
	say sv x s
	mv saved s/supervise/control
	say ../init.d/a shutdown
	for word in status start stop; do
		say ../init.d/a $word
	done
	for word in status exit shutdown 'k -v'; do
		say sv ${word% *} a
	done
	SVDIR=/nonexistent
	say sv status a
	say ../init.d/a status
	# shellcheck disable=SC2046
	kill $(jobs -p)
}

it "works with runit's sv and runsv, each with the other's, in every word"
mkdir links
ln -s "$HOLDBOX" links/sv
ln -s "$HOLDBOX" links/runsv
ours=$PWD/links
for pair in "$runit $runit" "$ours $runit" "$runit $ours" "$ours $ours"; do
	n=$((${n:-0} + 1))
	mkdir $n
	(cd $n && dialogue $pair >../said.$n 2>>../err) &
	dialogues="${dialogues-} $!"
done
for dialogue in $dialogues; do
	wait "$dialogue"
done
lines said.1 150 || wrong "runit's sv says only: $(cat said.1)"
for n in 2 3 4; do
	diff said.1 said.$n >difference || wrong "pair $n differs from runit: $(cat difference)"
done

# supervised_by PROGRAM SERVICE: what started it is that program
supervised_by() {
	parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$(pid_of "$2")/status")
	same "$(readlink -f "$1")" "$(readlink -f "/proc/$parent/exe")" "what supervises $2"
}

it "works with runit's runsvdir and runsv, each with the other's"
if has RUNSVDIR; then
	service ours/a 'exec sleep 1000'
	service theirs/a 'exec sleep 1000'
	PATH=$runit:$PATH "$HOLDBOX_LINKS/runsvdir" -P ours 2>>err &
	PATH=$HOLDBOX_LINKS:$PATH "$runit/runsvdir" -P theirs 2>>err &
	both_run() {
		is ours/a run && is theirs/a run
	}
	wait_for both_run
	supervised_by "$runit/runsv" ours/a
	supervised_by "$HOLDBOX" theirs/a
	ours=$(pid_of ours/a) theirs=$(pid_of theirs/a)
	mkdir gone
	mv ours/a gone/ours
	mv theirs/a gone/theirs
	wait_for ended "$ours"
	wait_for ended "$theirs"
else
	skip "RUNSVDIR is not configured"
fi

finish
