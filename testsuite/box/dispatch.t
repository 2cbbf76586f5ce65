# shellcheck shell=sh
. "${0%/*}/../lib.sh"

applets=$("$HOLDBOX" --list)
first=$(echo "$applets" | head -n 1)

it "lists its applets by name, and as paths below the root"
run "$HOLDBOX" --list
exits 0; complains
same "$(sort out)" "$(cat out)" order
run "$HOLDBOX" --list-full
exits 0
prefix=$("$HOLDBOX" --config | sed -n 's/^CONFIG_PREFIX="\/*\(.*\)"$/\1/p')
prints "$(for applet in $applets; do echo "${prefix:+$prefix/}bin/$applet"; done)"

it "prints the configuration that it was built with, which can be built again"
run "$HOLDBOX" --config
exits 0
same "" "$(grep -v -e '^CONFIG_[A-Z0-9_]*=' -e '^# CONFIG_[A-Z0-9_]* is not set$' out)" \
	"other lines"
same "$(echo "$applets" | tr a-z- A-Z_ | sort)" \
	"$(sed -n 's/^CONFIG_\(.*\)=y/\1/p' out | grep -v -e ^FEATURE_ -e ^BUILD_ | sort)" applets

it "prints help and version, and help without arguments"
run "$HOLDBOX" --version
exits 0
same "holdbox (holdbox)" "$(head -n 1 out | cut -d' ' -f1-2)" version
same "MIT license" "$(tail -n 1 out)" license
grep -q "^built with [a-zA-Z]*$" out || wrong "no libc: $(cat out)"
run "$HOLDBOX" --help
exits 0
same "Usage: holdbox APPLET [ARGUMENT]..." "$(head -n 1 out)" usage
cp out help
run "$HOLDBOX"
exits 0; prints "$(cat help)"

it "lists the applets by family in its help"
run "$HOLDBOX" --help
same "$(echo "$applets" | sort)" \
	"$(sed '1,/^Applets:/d; s/^  [A-Z][a-z]*//' out | tr -s ' ' '\n' | sed '/^$/d' | sort)" applets
same "" "$(grep '.\{80\}' out)" "lines that are too long"

it "accepts its own options only by their whole names"
for word in --list=x --li -l --list-f --versi --; do
	run "$HOLDBOX" $word
	exits 127; prints; complains "holdbox: unrecognized option '$word'
Try 'holdbox --help' for more information."
done
run "$HOLDBOX" --list extra
exits 127; prints; complains "holdbox: extra operand 'extra'
Try 'holdbox --help' for more information."

it "suggests an option, or an applet, that is one slip away"
run "$HOLDBOX" --verison
exits 127; prints; complains "holdbox: unrecognized option '--verison'; did you mean '--version'?
Try 'holdbox --help' for more information."
if has NOHUP; then
	run "$HOLDBOX" nohpu true
	exits 127; prints; complains "holdbox: 'nohpu': no such applet; did you mean 'nohup'?"
	run "$HOLDBOX" Nohup true
	exits 127; prints; complains "holdbox: 'Nohup': no such applet; did you mean 'nohup'?"
fi
if has FEATURE_NOHUP_JOB; then
	for option in --detahc --Detach; do
		run nohup $option true
		exits 125; prints
		complains "nohup: unrecognized option '$option'; did you mean '--detach'?
Try 'nohup --help' for more information."
	done
fi

it "prints its help for -h and help, and that of an applet for help NAME"
run "$HOLDBOX" --help
cp out wanted
for word in -h help; do
	run "$HOLDBOX" $word
	exits 0; complains; same "$(cat wanted)" "$(cat out)" help
done
run "$HOLDBOX" help no-such-applet
exits 127; prints; complains "holdbox: 'no-such-applet': no such applet"
if has SLEEP; then
	run "$HOLDBOX" help sleep
	exits 0; complains; same "$(sleep --help)" "$(cat out)" "help of sleep"
	run "$HOLDBOX" help sleep more
	exits 127; prints
fi

it "starts messages with argv[0] for GNU's applets, with the name for the others"
if has SLEEP; then
	ln -s "$HOLDBOX" sleep
	run ./sleep x
	complains "./sleep: invalid time interval 'x'
Try './sleep --help' for more information."
fi
if has TASKSET; then
	ln -s "$HOLDBOX" taskset
	run ./taskset -p x
	complains "taskset: invalid PID argument: 'x'"
fi
if has PWDX; then
	ln -s "$HOLDBOX" pwdx
	run ./pwdx x
	complains "pwdx: invalid process id: x"
fi

it "reports that its output cannot be written"
for option in ${first:+--list --list-full} --config --help --version; do
	run sh -c 'exec "$0" "$1" >/dev/full' "$HOLDBOX" "$option"
	exits 127; complains "holdbox: write error: No space left on device"
done

it "exits with 127 for a name that is not an applet's"
run "$HOLDBOX" no-such-applet
exits 127; prints; complains "holdbox: 'no-such-applet': no such applet"
ln -s "$HOLDBOX" stranger
run ./stranger --help
exits 127; prints; complains "holdbox: 'stranger': no such applet"
run "$HOLDBOX" ''
exits 127; complains "holdbox: '': no such applet"
run "$HOLDBOX" "$(printf 'bad\033name')"
exits 127; complains "holdbox: 'bad'\$'\\033''name': no such applet"

it "runs the applet that a link of another name leads to"
{ has TRUE && has FALSE; } || skip "true and false are not configured"
[ -n "$skipped" ] || {
	ln -s "$HOLDBOX_LINKS/true" yea
	ln -s "$HOLDBOX_LINKS/false" nay
	run ./yea
	exits 0
	run ./nay
	exits 1
}

it "survives an empty argument vector"
run call "$HOLDBOX"
exits 127; prints
case $(cat err) in
"holdbox: no name to run as: argv[0] is missing" | "holdbox: '': no such applet") ;;
*) wrong "message: $(cat err)" ;;
esac

# version FILE: of the applet; some say first whose version they are compatible with
version() {
	sed 's/.* - //' "$1" | cut -d' ' -f1-2
}

if [ -n "$first" ]; then
	it "runs every applet by a link, as an operand, by a path and as a login shell would"
	for applet in $applets; do
		"$HOLDBOX_LINKS/$applet" --version >wanted 2>err
		same "$applet (holdbox)" "$(version wanted)" "version of $applet"
		"$HOLDBOX" "$applet" --version >out 2>err
		prints "$(cat wanted)"
		"$HOLDBOX" "/any/where/$applet" --version >out 2>err
		prints "$(cat wanted)"
		call "$HOLDBOX" "-$applet" --version >out 2>err
		prints "$(cat wanted)"
		call "$HOLDBOX" "/bin/$applet" --version >out 2>err
		prints "$(cat wanted)"
	done

	it "takes any name that begins with holdbox for its own"
	for name in holdbox-x86_64 holdbox.static /bin/holdbox -holdbox; do
		run call "$HOLDBOX" $name "$first" --version
		same "$first (holdbox)" "$(version out)" "version by $name"
		run call "$HOLDBOX" $name --list
		prints "$applets"
	done
	run "$HOLDBOX" holdbox "$first" --version
	same "$first (holdbox)" "$(version out)" "version by two names"
fi

it "refuses to run set-user-ID, whatever the arguments"
if is_root && cp "$HOLDBOX" holdbox && chown 1 holdbox && chmod 4755 holdbox &&
	! findmnt -nT . -o OPTIONS | grep -q nosuid; then
	for arguments in --list "$first --version"; do
		# shellcheck disable=SC2086
		run ./holdbox $arguments
		exits 125; prints
		complains "holdbox: refusing to run set-user-ID or with file capabilities"
	done
else
	skip "needs root and a file system that honours set-user-ID"
fi

if has SLEEP; then
	it "gives the process the applet's name, however it was called"
	"$HOLDBOX" sleep 60 &
	one=$!
	call "$HOLDBOX" -sleep 60 &
	two=$!
	sleep 60 &
	three=$!
	for pid in $one $two $three; do
		wait_for grep -qx sleep "/proc/$pid/comm"
		kill "$pid"
		wait "$pid" 2>/dev/null
	done
fi

if has NOHUP && has NICE && has ENV && has PRINTENV; then
	it "chains its applets from one file in an empty root, without /proc or links"
	if is_root; then
		mkdir root
		cp "$HOLDBOX" root/holdbox
		run chroot root /holdbox nohup nice env A=1 printenv A
		exits 0; prints 1
	else
		skip "needs root"
	fi
fi

finish
