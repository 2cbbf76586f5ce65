# shellcheck disable=SC2016,SC2034
# hold's two chapters of README: each of their lines is run as a user types it.
. "${0%/*}/../lib.sh"
. "${0%/*}/../keep/hold.sh"
root=$(cd "${0%/*}/../.." && pwd)
[ -f "$root/README" ] || skip_all "there is no README here"
needs HOLD FEATURE_HOLD_LOG FEATURE_HOLD_RESTART FEATURE_HOLD_REPLAY ENV NICE
give_up_after 400

lines=$(sed -n '/^INSTEAD OF TMUX/,/^    systemd-run/s/^    //p' "$root/README" |
	grep '^hold' | sed 's/  *#.*//')

mkdir "$scratch/bin"
cat >"$scratch/bin/make" <<'END'
#!/bin/sh
echo building
read -r answer
echo "answer $answer"
while :; do sleep 0.05; done
END
cat >"$scratch/bin/my_server" <<'END'
#!/bin/sh
trap 'echo hup' HUP
echo listening
while :; do sleep 0.05; done
END
cat >"$scratch/bin/my_command" <<'END'
#!/bin/sh
echo "A is $A"
END
chmod 755 "$scratch/bin"/*
PATH=$scratch/bin:$PATH

# typed TEXT: the next line of README is that one
used=0
typed() {
	used=$((used + 1))
	same "$1" "$(echo "$lines" | sed -n "${used}p")" "line $used"
}

# The same on a terminal on which the detach key is typed once the job has printed building.
detaches() {
	typed "$1"
	rm -f keys screen
	mkfifo keys
	onpty -i keys 012 env --default-signal=INT sh -c "$1" >screen 2>&1 &
	terminal=$!
	wait_for grep -q building screen
	printf '\034' >keys
	wait $terminal
	same 0 $? "status of $1"
	grep -q 'detached from build' screen || wrong "$(cat screen)"
}

runs() {
	typed "$1"
	run timeout 20 sh -c "$1"
}

it "does what README's chapter on tmux says"
detaches 'hold build make -j2'
detaches 'hold build'
runs 'hold'
exits 0
grep -q '^build  *running' out || wrong "$(cat out)"
detaches 'hold attach -r build'
detaches 'hold attach -d build'
runs 'hold log build'
exits 0
grep -q building out || wrong "$(cat out)"
runs 'hold send -e build yes'
exits 0
wait_for hold wait -t 0 --for=text:'answer yes' build
runs 'hold send -k ^C build'
exits 0
runs 'hold wait build && echo good'
exits 130
runs 'hold stop build'
exits 0

it "does what README's chapter on service managers says"
runs 'hold run -d -T -n web --restart=always -l -- my_server'
exits 0
runs 'hold ls web'
exits 0
typed 'hold log -f web'
hold log -f web >followed &
follower=$!
wait_for grep -q listening followed
runs 'hold wait -t 5 --for=text:listening web'
exits 0
runs 'hold restart web'
exits 0
wait_for sh -c '[ "$(grep -c listening followed)" = 2 ]'
runs 'hold signal HUP web'
exits 0
wait_for grep -q hup followed
runs 'hold ls --json web'
exits 0
grep -q '"restarts":1' out || wrong "$(cat out)"
runs 'hold stop -t 3 web'
exits 0
wait $follower
runs 'hold run -T -n one --rm -- env A=1 nice -n 5 my_command'
exits 0
prints "A is 1"
runs 'hold rm web'
exits 0
same "$used" "$(echo "$lines" | wc -l)" "lines run"

it "has a monitor of another version served by that version"
if command -v kconfig-conf >/dev/null && command -v musl-gcc >/dev/null; then
	mkdir tree
	(cd "$root" && cp -R Makefile Config.in applets include libcommon scripts testsuite LICENSE \
		README "$OLDPWD/tree")
	[ ! -e "$root/configs" ] || cp -R "$root/configs" tree
	sed -i 's/PROTOCOL = 1,/PROTOCOL = 2,/' tree/applets/keep/hold/protocol.h
	grep -q 'PROTOCOL = 2,' tree/applets/keep/hold/protocol.h || wrong "another PROTOCOL"
	# not the make of the lines above
	run env -u MAKEFLAGS -u MAKEOVERRIDES -u MFLAGS -u MAKELEVEL PATH="$system_path" sh -c '
		make -s -C tree O=../other allnoconfig && echo CONFIG_HOLD=y >>other/.config &&
		make -s -C tree O=../other olddefconfig && make -s -C tree O=../other all'
	exits 0
	ln -s holdbox other/hold
	run other/hold run -d -T -n older --stdin -- sh -c 'read -r line; echo "got $line"; exit 6'
	exits 0
	same running "$(hold ls older | awk 'NR == 2 { print $2 }')" state
	run timeout 20 hold send -e older text
	exits 0; complains
	run timeout 20 hold wait older
	exits 6; complains
	run hold log older
	prints "got text"
	run other/hold run -d -T -n older -- sleep 100
	run timeout 20 hold stop older
	exits 0
else
	skip "nothing to build it with"
fi

finish
