# shellcheck disable=SC2016
# The tools of the tests themselves, in unusual places.
. "${0%/*}/../lib.sh"
root=$(cd "${0%/*}/../.." && pwd)
[ -x "$root/scripts/cross-run" ] || skip_all "the sources are not here"
unset HOLDBOX_FAILURES # those of the tests below are no failures of ours

# a test file in ./suite from standard input
test_file() {
	mkdir -p suite
	ln -sf "$root/testsuite/lib.sh" lib.sh
	{
		echo '. "${0%/*}/../lib.sh"'
		cat
		echo finish
	} >suite/one.t
}

it "shows why a test failed without further options"
if command -v prove >/dev/null; then
	test_file <<-'END'
		it "is right"
		it "is wrong"
		run printf 'a\nb'
		prints "a
		c"
	END
	for option in --verbose --failures; do
		run env -u HARNESS_ACTIVE -u HARNESS_IS_VERBOSE -u HOLDBOX_EXCUSES \
			prove $option -e "sh $root/testsuite/run" suite/one.t
		exits 1
		cat err >>out
		same 1 "$(grep -c '^# *wanted: a$' out)" "lines with the wanted text"
		same 1 "$(grep -c '^# *got: *a$' out)" "lines with the actual text"
	done
	run env -u HARNESS_ACTIVE prove -e "sh $root/testsuite/run" suite/one.t
	same 1 "$(grep -c '^# one.t: is wrong$' err)" "titles of failures"
	printf '#!/bin/sh\necho "not ok 1 - unit"\necho "# 1 != 2"\nexit 1\n' >suite/unit
	chmod +x suite/unit
	run env -u HARNESS_ACTIVE prove -e "sh $root/testsuite/run" suite/unit
	same 1 "$(grep -c '^# 1 != 2$' err)" "lines of a unit test"
	for option in --verbose --failures; do
		run env -u HARNESS_ACTIVE -u HARNESS_IS_VERBOSE -u HOLDBOX_EXCUSES \
			HOLDBOX_FAILURES="$PWD/failures" \
			prove $option -e "sh $root/testsuite/run" suite/one.t
	done
	run env -u HARNESS_ACTIVE HOLDBOX_FAILURES="$PWD/failures" \
		prove -e "sh $root/testsuite/run" suite/unit
	same "one.t: is wrong one.t: is wrong 1 != 2" \
		"$(sed -n 's/^# \(one.t:.*\|1 .*\)/\1/p' failures | tr '\n' ' ' | sed 's/ $//')" failures
else
	skip "prove is not installed"
fi

it "tests a build that other users cannot reach, not the system's programs"
if is_root && PATH=$system_path command -v setpriv >/dev/null; then
	mkdir -m 700 closed
	cp -Rp "$HOLDBOX" "$HOLDBOX_TOOLS" closed
	box=$PWD/closed/${HOLDBOX##*/}
	mkdir closed/links
	ln -s "$box" closed/links/sleep
	test_file <<-'END'
		it "runs ours"
		run_as_user sh -c 'readlink -f "$(command -v sleep)"'
		exits 0
		prints "$HOLDBOX"
		run_as_user sh -c 'command -v call'
		exits 0
		run cmp "$HOLDBOX" "$build_directory/${HOLDBOX##*/}"
		exits 0
		isolate
	END
	run env HOLDBOX="$box" HOLDBOX_LINKS="$PWD/closed/links" \
		HOLDBOX_TOOLS="$PWD/closed/${HOLDBOX_TOOLS##*/}" sh "$PWD/suite/one.t"
	exits 0
	same 0 "$(grep -c '^not ok' out)" "failures: $(cat out)"
else
	skip "needs root and setpriv"
fi

it "fails if another user cannot reach our programs"
if is_root && PATH=$system_path command -v setpriv >/dev/null; then
	mkdir -m 700 closed
	cp "$HOLDBOX" closed/holdbox
	test_file <<-END
		it "runs ours"
		HOLDBOX=$PWD/closed/holdbox
		run_as_user true
	END
	run env -u HARNESS_ACTIVE sh suite/one.t
	exits 1
	grep -q '^# another user cannot reach' out || wrong "$(cat out)"
else
	skip "needs root and setpriv"
fi

# an unshare that is refused, as in a chroot
refused_unshare() {
	mkdir bin
	printf '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n' \
		>bin/unshare
	chmod +x bin/unshare
}

it "ends cross-run, and leaves nothing running, if namespaces are not permitted"
timeout=$(PATH=$system_path command -v timeout)
if [ -z "$timeout" ]; then
	skip "timeout is not installed"
elif is_root; then
	refused_unshare
	# the pipe ends when no process has it any more
	PATH=$PWD/bin:$system_path "$timeout" 20 sh -c \
		'{ "$0" true 2>err; echo $? >status; } | cat' "$root/scripts/cross-run"
	same 0 $? "status of timeout"
	same 77 "$(cat status)" "status of cross-run"
	same "cross-run: user namespaces are not permitted here" "$(cat err)" "message"
else
	skip "needs root"
fi

steps="printf '%s\\n' '  CC      one' 'a warning' 'two .. ok' 'ok 1 - three'; exit 3"
it "counts steps in plain lines where there is no terminal, and passes on the status"
run "$root/scripts/progress" 4 sh -c "$steps"
exits 3
prints "[1/4] CC      one
a warning
[2/4] two .. ok
[3/4] ok 1 - three"
run "$root/scripts/progress" "" sh -c 'echo 1..2; echo "ok 1 - one"; echo "not ok 2 - two"'
exits 0
prints "[1/2] ok 1 - one
not ok 2 - two"

it "renews one line on a terminal, and keeps what is not a step"
run onpty 012 "$root/scripts/progress" 4 sh -c "$steps"
exits 3
tr '\r\033' '<>' <out >shown
file shown "<>[K[1/4] CC      one<>[Ka warning
<>[K[2/4] two .. ok<>[K[3/4] ok 1 - three<>[K"

finish
