# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
needs KILLALL
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
pid_namespaces || skip_all "PID namespaces are not permitted here"

# inside COMMANDS: runs shell commands with our killall in a PID namespace of their own
inside() {
	cat >./prologue <<-'END'
		# start NAME [ARGUMENT]...: a process of this name, sleep by default; $! is its PID
		start() {
			[ -e "$1" ] || cp "$(PATH=$system_path command -v sleep)" "$1"
			"./$1" 1000 >/dev/null 2>&1 &
			patience=1000
			until [ "$(head -c 15 /proc/$!/comm)" = "$(echo "$1" | head -c 15)" ]; do
				patience=$((patience - 1))
				[ $patience != 0 ] || exit 99
			done
		}
		# end PID: prints the status that the process ends with
		end() {
			wait "$1" 2>/dev/null
			echo $?
		}
	END
	export system_path
	# shellcheck disable=SC2086
	run timeout -s KILL 30 "$unshare" $namespace sh -c ". ./prologue; $1"
}

it "signals all processes of a name, and no others"
inside 'start one; a=$!; start one; b=$!; start oneself; c=$!; start On; d=$!
	killall one; echo $?; end $a; end $b; kill -0 $c; echo $?; kill -0 $d; echo $?'
prints "0
143
143
0
0"
complains

it "sends the given signal, wherever it is given"
for line in "129 -HUP one" "129 -s HUP one" "129 --signal=1 one" "138 one -USR1" "137 -q -9 one"; do
	inside "start one; a=\$!; killall ${line#* }; echo \$?; end \$a"
	prints "0
${line%% *}"
	complains
done

it "exits with 1 if a name has no process, and continues with the others"
inside 'start one; a=$!; killall none one; echo $?; end $a; killall -q none; echo $?'
prints "1
143
1"
complains "killall: none: no process found"

it "finds names longer than the kernel's by the command line"
inside 'start a-rather-long-name; a=$!; start a-rather-long-nest; b=$!
	killall a-rather-long-name; echo $?; end $a; kill -0 $b; echo $?
	killall a-rather-long a-rather-long-nests; echo $?; killall a-rather-long-nest; end $b'
prints "0
143
0
1
143"

it "skips a process that may have another long name, with -e"
inside 'cp "$(PATH=$system_path command -v sleep)" a-rather-long-name
	perl -e "exec { q(./a-rather-long-name) } qw(x 1000)" & a=$!
	until [ "$(cat /proc/$a/comm)" = a-rather-long-n ]; do :; done
	killall -e -v a-rather-long-nest; echo $?; kill -0 $a; echo $?
	killall a-rather-long-nest; echo $?; end $a'
prints "1
0
0
143"
same "killall: skipping partial match a-rather-long-n()
killall: a-rather-long-nest: no process found" "$(tr -d '0-9' <err)" messages

it "accepts patterns with -r and any case with -I"
inside 'start Abc; a=$!; start abcd; b=$!
	killall -r "^ab?c"; echo $?; kill -0 $a; echo $?; end $b
	killall -I aBC; echo $?; end $a
	start Abc; a=$!; killall -I -r "^AB"; echo $?; end $a; killall -r "("; echo $?'
prints "0
0
143
0
143
0
143
1"
complains "killall: bad regular expression: (: Unmatched ( or \\("

it "compares the file if the name has a slash"
inside 'start one; a=$!; mkdir other; cp one other/; other/one 1000 & b=$!
	until [ "$(cat /proc/$b/comm)" = one ]; do :; done
	killall "$PWD/other/one"; echo $?; end $b; kill -0 $a; echo $?
	killall ./one; echo $?; end $a; killall ./none; echo $?'
prints "0
143
0
0
143
1"
complains "killall: ./none: No such file or directory"

it "signals the processes of a user, also without a name"
is_root || skip "only root can become another user"
inside 'chmod 755 .; start one; a=$!; start two
	$(PATH=$system_path command -v setpriv) --reuid 4711 --clear-groups ./one 1000 & b=$!
	until [ "$(stat -c %u /proc/$b)" = 4711 ] && [ "$(cat /proc/$b/comm)" = one ]; do :; done
	killall -u 4711 two; echo $?; killall -u 4711 one; echo $?; end $b; kill -0 $a; echo $?
	killall -u 4711; echo $?; killall -u nosuchuser one; echo $?'
prints "1
0
143
0
1
1"
complains "killall: two: no process found
killall: no process found
killall: cannot find user nosuchuser"

it "signals groups, each once"
inside 'start one; killall -w one; setsid sh -c "./one 1000 & ./one 1000 & wait" &
	patience=1000
	until [ "$(cat /proc/[0-9]*/comm | grep -c "^one")" = 2 ]; do
		patience=$((patience - 1)); [ $patience != 0 ] || exit 99
	done
	killall -v -w -g one; echo $?; patience=1000
	while killall -0 -q one; do patience=$((patience - 1)); [ $patience != 0 ] || exit 99; done'
prints 0
same 1 "$(grep -c killed err)" "signals sent"

it "asks with -i, and does nothing without a yes"
inside 'start one; a=$!; start one; b=$!
	printf "y\nno\n" | killall -i -s USR1 one; echo; end $a; kill -0 $b; echo $?
	killall -i one </dev/null; echo " $?"'
same "Signal one() ? (y/N) Signal one() ? (y/N) " "$(head -n 1 out | tr -d '0-9')" question
same "138 0 Kill one() ? (y/N)  1 " "$(tail -n +2 out | tr '\n' ' ' |
	sed 's/([0-9]*)/()/')" "rest"

it "reports what it did with -v"
inside 'start one; killall -v -0 one; echo $?; killall -v -u 0 -u 1000 -0; echo $?'
same "killall: killed one() with signal 0" \
	"$(head -n 1 err | tr -d '0-9' | sed 's/signal $/signal 0/')" message

it "selects by age"
inside 'start one; a=$!
	killall -o 1h one; echo $?; killall -o 0.5w -q one; echo $?; killall -y 0s -q -0 one
	killall -y 1.5h one; echo $?; end $a
	for time in "" 1 s x1s 1x -1s 1ss; do start one; killall -o "$time" one; echo $?; done'
prints "1
1
0
143
1
1
1
1
1
1
1"

it "waits until the processes have ended, and kills those that have not in time"
inside 'start one; a=$!; killall -w one; echo $?; end $a
	start one; a=$!; killall --wait=0.05 -0 one; echo $?
	killall -w --kill-after=100 one; echo $?; end $a
	sh -c "trap \"\" TERM; exec ./one 1000" & a=$!
	until [ "$(cat /proc/$a/comm)" = one ]; do :; done
	killall --kill-after=0.05 one; echo $?; end $a'
prints "0
143
1
0
143
0
137"
same "killall: process is still running" "$(sed 's/ [0-9]* / /' err)" message

it "reports processes that it may not signal"
is_root || skip "only root can become another user"
inside 'start one; a=$!
	$(PATH=$system_path command -v setpriv) --reuid 4711 --clear-groups env killall one
	echo $?; kill -0 $a; echo $?'
prints "1
0"
same "killall: one(): Operation not permitted
killall: one: no process found" "$(tr -d '0-9' <err)" message

it "prints no control bytes of a name"
inside 'start "$(printf "a\033[2Jb")"; killall -v -u 0 -0; echo $?'
same 0 "$(tr -d '\n' <err | tr -cd '[:cntrl:]' | wc -c)" "control bytes in the messages"

it "reports an unknown signal that is given as an option"
inside 'for argument in -FOO -TREM -SIGHPU -INTX -99 -IX; do killall "$argument" one; echo $?; done'
same "1 1 1 1 1 1 " "$(tr '\n' ' ' <out)" statuses
complains "killall: FOO: unknown signal; killall -l lists signals
killall: TREM: unknown signal; did you mean 'TERM'?
killall: SIGHPU: unknown signal; did you mean 'SIGHUP'?
killall: INTX: unknown signal; did you mean 'INT'?
killall: 99: unknown signal; killall -l lists signals
killall: IX: unknown signal; killall -l lists signals"
run killall -V
exits 0
run killall -IV
exits 0

it "signals no process that it knows only by another PID namespace's /proc"
inside 'start one; a=$!
	unshare --pid --fork --kill-child sh -c "killall one; echo \$?; killall -g one; echo \$?"
	kill -0 $a; echo $?; killall one; end $a'
prints "1
1
0
143"
complains "killall: /proc belongs to another PID namespace
killall: /proc belongs to another PID namespace"

it "signals a group whose leader has ended, or without signals to groups by descriptors"
inside 'cp "$(PATH=$system_path command -v sleep)" one
	setsid sh -c "./one 1000 & : >ready; exit" &
	until [ -e ready ] && grep -q one /proc/[0-9]*/comm 2>/dev/null; do :; done
	killall -v -w -g one; echo $?
	setsid sh -c "./one 1000 & ./one 1000 & : >again; wait" &
	until [ -e again ] && [ "$(cat /proc/[0-9]*/comm | grep -c "^one")" = 2 ]; do :; done
	strace -f -qq -o trace -e inject=pidfd_send_signal:error=EINVAL killall -w -g one; echo $?
	grep -c "kill(-" trace'
command -v strace >/dev/null || skip "strace is not installed"
prints "0
0
1"

it "runs with a small stack"
run sh -c 'ulimit -s 64; exec killall -0 nosuchprocess'
exits 1

it "reports invalid arguments"
inside 'killall; killall -s FOO one; killall -n x one; killall -u "" one; killall --wait=x one
	killall ""; echo $?'
prints 1
complains "killall: missing name
Try 'killall --help' for more information.
killall: FOO: unknown signal; killall -l lists signals
killall: invalid namespace PID: 'x'
Try 'killall --help' for more information.
killall: cannot find user ''
killall: invalid duration: 'x'
killall: '': no process found"

it "reports that /proc is not mounted"
inside 'mount -t tmpfs none /proc; killall one; echo $?'
prints 1
# sanitizers, which need /proc, add messages of their own
grep -qx "killall: /proc is not mounted" err || wrong "message: $(cat err)"

it "fails with a message if a process could not be read"
inside 'start one; (ulimit -n 5; exec killall one); echo $?; kill -0 $! && echo alive'
prints "1
alive"
grep -q "^killall: cannot read process 1: " err || wrong "message: $(cat err)"

it "distinguishes applets, which are all the same file"
if ! has SLEEP || ! has TIMEOUT; then
	skip "SLEEP or TIMEOUT is not configured"
else
	inside '"$HOLDBOX_LINKS/timeout" 100 /bin/sleep 100 & timer=$!
		"$HOLDBOX_LINKS/sleep" 100 & sleeper=$!
		until grep -qx sleep /proc/$sleeper/comm && grep -qx timeout /proc/$timer/comm; do
			/bin/sleep 0.05
		done
		killall "$HOLDBOX_LINKS/sleep"; echo $?; end $sleeper; kill -0 $timer && echo alive'
	prints "0
143
alive"
fi

it "agrees with psmisc"
reference killall PSmisc || skip "psmisc is not installed"
inside 'theirs=$(PATH=$system_path command -v killall)
	for line in one "one two" "one none" "-q none" "-r ^o" "-r o.*e -r ^t" "-I ONE" "-e one" \
		"-u root one" "-o 1h one" "-y 1h one" "-g none" "-s USR1 two" "-9 two" "-n 0 one"; do
		for who in "$theirs" killall; do
			start one; a=$!; start two; b=$!
			$who $line >/dev/null 2>&1
			status=$?
			kill -KILL $a $b 2>/dev/null
			wait $a 2>/dev/null
			status="$status $?"
			wait $b 2>/dev/null
			echo "$line: $status $?" >>"result.${#who}"
		done
	done; cmp result.*'
exits 0
prints
finish
