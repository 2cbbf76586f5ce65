# scripts/quickstart, in a copy of the sources, as in a fresh clone.
. "${0%/*}/../lib.sh"
root=$(cd "${0%/*}/../.." && pwd)
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
[ -x "$root/scripts/quickstart" ] || skip_all "the sources are not here"
needs_program make awk cc readelf kconfig-conf # or it would install them
case $(cc -dumpmachine) in
*musl*) ;;
*) needs_program musl-gcc ;;
esac
give_up_after 900

clone=$scratch/clone
mkdir "$clone" "$scratch/temporary"
cp -R "$root/Makefile" "$root/Config.in" "$root/README" "$root/applets" "$root/configs" \
	"$root/include" "$root/libcommon" "$root/scripts" "$root/testsuite" "$clone"
! is_root || chown -R "$other_user:$other_user" "$clone" "$scratch/temporary"
quickstart="env -u MAKEFLAGS -u MAKEOVERRIDES -u MFLAGS -u MAKELEVEL PATH=$system_path \
	TMPDIR=$scratch/temporary $clone/scripts/quickstart"

# What it prints, without numbers that differ from run to run.
said() {
	tr -d '\r' <out | sed 's/^line [0-9]*$/line N/; s/^\(The job, process \)[0-9]*/\1N/
		s/from [0-9]* lines to [0-9]*/from N lines to N/; s/^\(count  *running  *\).*/\1.../'
}

leaves_nothing() {
	same "" "$(ls -A "$scratch/temporary")" "files left"
	same "" "$(readlink /proc/[0-9]*/cwd 2>/dev/null | grep "^$scratch/temporary")" "jobs left"
}

it "builds, and shows what nohup and hold are for, as an ordinary user"
# shellcheck disable=SC2086
run_unprivileged $quickstart
if [ -z "$skipped" ]; then
	exits 0; complains
	applets=$(wc -l <"$clone/build/holdbox.links" | tr -d ' ')
	bytes=$(wc -c <"$clone/build/holdbox" | tr -d ' ')
	grep -qx "built: $clone/build/holdbox ($bytes bytes, $applets applets)" out ||
		wrong "not built: $(cat out)"
	said | sed -n '/^\$ sh count/,/^To have/p' >shown
	file shown '$ sh count &              # on a terminal of its own, which is then closed
The job has ended with its terminal.

$ nohup sh count &        # the same with nohup
$ tail -n 2 nohup.out
line N
line N
The job, process N, goes on: from N lines to N.

$ hold run -d -n count sh count      # on a terminal that hold keeps
$ hold ls
NAME            STATE    PID     AGE   STARTS ATTACHED COMMAND
count           running  ...
$ hold attach count                 # from another terminal, for a moment
line N
line N
$ hold stop count

To have the applets first in PATH, with manual pages and completions:'
	leaves_nothing
	cp shown "$scratch"
fi

it "does the same again on a terminal, as whoever runs the tests"
# shellcheck disable=SC2086
run onpty 012 $quickstart
exits 0
said | sed -n '/^\$ sh count/,/^To have/p' >shown
[ ! -e "$scratch/shown" ] || same "$(cat "$scratch/shown")" "$(cat shown)" output
leaves_nothing

it "installs what it built by the lines that it ends with"
sed -n 's/^    \(make install .*\)/\1/p; s/^    \(PATH=.*\)/\1/p' ../2/out | tr -d '\r' >lines
same 2 "$(wc -l <lines | tr -d ' ')" lines
{ echo "cd $clone" && cat lines && echo "nohup --version"; } >typed
run env -u MAKEFLAGS -u MAKEOVERRIDES -u MFLAGS -u MAKELEVEL PATH="$system_path" sh ./typed
exits 0; complains
grep -q '^nohup (holdbox)' out || wrong "another nohup: $(cat out)"
[ -s "$HOME/.local/share/man/man1/nohup.1" ] || wrong "no manual page"

it "fails if the job with nohup ends with its terminal, too"
cat >broken <<'END'
#!/bin/sh
case $1 in
--install) for name in nohup hold; do ln -s "$0" "$3/$name"; done ;;
*) exec "$@" >>nohup.out 2>&1 ;;
esac
END
chmod 755 broken
cp broken "$clone/build/holdbox"
# shellcheck disable=SC2086
run $quickstart
exits 1
complains "quickstart: the job has ended with its terminal, in spite of nohup"
leaves_nothing

finish
