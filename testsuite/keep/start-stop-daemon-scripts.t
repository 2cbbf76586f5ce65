# Init scripts that use start-stop-daemon: some in the shape of Buildroot's, and those of Debian's
# packages, which are downloaded once and run in a root of their own, above this system.
# shellcheck disable=SC2016
. "${0%/*}/../lib.sh"
. "${0%/*}/ssd.sh"
needs START_STOP_DAEMON
isolate
sources=$(cd "${0%/*}/../.." && pwd)

# ---- in the shape of Buildroot's ----------------------------------------------------------------

# script NAME: an init script for the program ./NAME. The variables are what differs.
script() {
	name=$1
	cat >init <<END
#!/bin/sh
DAEMON=$name
PIDFILE="$PWD/\$DAEMON.pid"
tell() {
	if [ "\$1" = 0 ]; then echo OK; else echo FAIL; fi
	return "\$1"
}
start() {
	printf 'Starting %s: ' "\$DAEMON"
	$start
	tell \$?
}
stop() {
	printf 'Stopping %s: ' "\$DAEMON"
	$stop
	result=\$?
	$after_stop
	tell \$result
}
reload() {
	printf 'Reloading %s: ' "\$DAEMON"
	$reload
	tell \$?
}
case "\$1" in
start | stop | reload) "\$1" ;;
restart) stop; start ;;
status) start-stop-daemon -T $match ;;
*) exit 1 ;;
esac
END
	chmod 755 init
}

init() {
	run "$timeout" -k 5 30 ./init "$@"
}

main_process() {
	pid=
	! wait_for [ -s "$name.pid" ] || pid=$(head -n 1 "$name.pid")
}

# goes_through: start, double start, reload, restart, stop, double stop
goes_through() {
	init start
	exits 0; prints "Starting $name: OK"
	main_process
	first=$pid
	wait_for runs "$first"
	init status
	exits 0
	init start
	exits "$double"
	main_process
	same "$first" "$pid" "process after a second start"
	init reload
	exits 0; prints "Reloading $name: OK"
	wait_for [ -e "$PWD/reloaded" ]
	runs "$first" || wrong "it has ended after the reload"
	init restart
	exits 0; prints "Stopping $name: OK
Starting $name: OK"
	ended "$first"
	wait_for [ -s "$name.pid" ]
	main_process
	[ "$pid" != "$first" ] || wrong "it was not restarted"
	wait_for runs "$pid"
	init stop
	exits 0; prints "Stopping $name: OK"
	ended "$pid"
	init status
	[ "$status" != 0 ] || wrong "it runs after it was stopped"
	init stop
	exits 1; prints "Stopping $name: FAIL"
}

# survives_stale: the pid file contains the number of another process
survives_stale() {
	sleep 1000 &
	stranger=$!
	echo $stranger >"$name.pid"
	init start
	exits 0
	wait_for grep -qvx $stranger "$name.pid"
	main_process
	wait_for runs "$pid"
	init stop
	exits 0
	ended "$pid"
	echo $stranger >"$name.pid"
	init stop
	exits 1
	init status
	[ "$status" != 0 ] || wrong "the other process was taken for it"
	runs $stranger || wrong "the other process was killed"
	kill $stranger
}

# server NAME: a program that notes HUP in ./reloaded, and runs until TERM
server() {
	cat >"$1" <<END
#!/bin/sh
trap 'echo >"$PWD/reloaded"' HUP
trap 'kill \$! 2>/dev/null; exit 0' TERM
while :; do
	sleep 1000 &
	wait
done
END
	chmod 755 "$1"
}

it "serves a script with a pid file made by -m"
server web
match='-p "$PIDFILE" -n "$DAEMON"' double=1 after_stop='rm -f "$PIDFILE"'
start="start-stop-daemon -S -q -b -m $match -a \"$PWD/web\" -- -f"
stop="start-stop-daemon -K -q -R TERM/5 $match"
reload="start-stop-daemon -K -q -s HUP $match"
script web
goes_through
survives_stale

it "serves a script that has the pid file removed, and reports success twice"
server log
match='-p "$PIDFILE" -n "$DAEMON"' double=0 after_stop=:
start="start-stop-daemon --start --quiet --oknodo --background --make-pidfile $match --startas \"$PWD/log\""
stop="start-stop-daemon --stop --quiet --retry=TERM/5/KILL/1 --remove-pidfile $match"
reload="start-stop-daemon --stop --quiet --signal HUP $match"
script log
goes_through
absent log.pid
survives_stale

it "serves a script whose program goes to the background by itself and writes its pid file"
server server
cat >fork <<END
#!/bin/sh
"$PWD/server" &
echo \$! >"$PWD/server.pid"
END
chmod 755 fork
match='-p "$PIDFILE" -n "$DAEMON"' double=1 after_stop='rm -f "$PIDFILE"'
start="start-stop-daemon -S -q $match -a \"$PWD/fork\""
stop="start-stop-daemon -K -q -R 5 $match"
reload="start-stop-daemon -K -q -s 1 $match"
script server
goes_through
survives_stale

it "serves a script that gives only the path of the program"
daemon path
cat >caller <<END
#!/bin/sh
exec "$PWD/path" -s 1
END
chmod 755 caller
match="-x \"$PWD/path\"" double=1 after_stop='rm -f "$PIDFILE"'
start="start-stop-daemon -S -q -b -m -p \"\$PIDFILE\" $match -- -s 1"
stop="start-stop-daemon -K -q -R 5 $match"
reload="start-stop-daemon -K -q -s HUP $match && : >\"$PWD/reloaded\""
script path
goes_through

it "serves a script with BusyBox's spellings, and a program that must be killed"
daemon deaf
match='-p "$PIDFILE"' double=1 after_stop='rm -f "$PIDFILE"'
start="start-stop-daemon -S -q -m -b -p \"\$PIDFILE\" --exec \"$PWD/deaf\" -- -i 15 -s 1"
stop="start-stop-daemon -K -q -p \"\$PIDFILE\" -s TERM -R TERM/0.2/KILL/5"
reload="start-stop-daemon -K -q -p \"\$PIDFILE\" -s HUP && : >\"$PWD/reloaded\""
script deaf
goes_through

it "does what README says"
daemon my_server
[ -f "$sources/README" ] || skip "the sources are not here"
[ -n "$skipped" ] || {
	sed -n '/^INIT SCRIPTS/,/^THE APPLETS/s/^    //p' "$sources/README" >lines
	same 4 "$(wc -l <lines | tr -d ' ')" "lines in README"
	while IFS= read -r line; do
		run "$timeout" -k 5 30 sh -c "$line"
		exits 0; prints; complains
	done <lines
	absent my.pid
	ssd -T -x "$PWD/my_server"
	exits 3
}

# ---- Debian's -----------------------------------------------------------------------------------

cat >"$scratch/sequence" <<'END'
# NAME PROGRAM PIDFILE: goes through the same for one of Debian's scripts
PATH=/usr/sbin:/usr/bin:/sbin:/bin
name=$1 program=$2 pidfile=$3
script() {
	"/etc/init.d/$name" "$1" </dev/null >>/log 2>&1
}
pids() {
	for process in /proc/[0-9]*; do
		[ "$(readlink "$process/exe")" = "$program" ] &&
			grep -qs '^State:.[^ZX]' "$process/status" && echo "${process#/proc/}"
	done
}
main() {
	head -n 1 "$pidfile" 2>/dev/null
}
alive() {
	process=$(main)
	[ -n "$process" ] && [ "$(readlink "/proc/$process/exe")" = "$program" ]
}
until_true() {
	patience=200
	until "$@"; do
		[ $patience != 0 ] || return
		sleep 0.05
		patience=$((patience - 1))
	done
}
# sshd removes its file for a while
same_process() {
	alive && [ "$process" = "$first" ]
}
none() {
	[ -z "$(pids)" ]
}
script start && until_true alive && echo started
first=$(main)
script start && [ "$(main)" = "$first" ] && echo same
script status && echo status
script "$4"
until_true same_process && echo reloaded
script restart && until_true alive && [ "$(main)" != "$first" ] && echo restarted
script stop && until_true none && echo stopped
script stop && echo again
mkdir -p "${pidfile%/*}"
sleep 1000 &
stranger=$!
echo $stranger >"$pidfile"
script start && until_true alive && echo "started despite a stale pid file"
echo $stranger >"$pidfile"
script stop
kill -0 $stranger && echo spared
END

root=$scratch/root
cache=$build_directory/debian
offline=

fetch() {
	mkdir -p "$cache"
	for package; do
		set -- "$cache/${package}_"*.deb
		[ ! -e "$1" ] || continue
		[ -z "$offline" ] || return 1
		(cd "$cache" && timeout 60 apt-get -q download "$package") >fetch 2>&1 || {
			offline=$package
			return 1
		}
	done
}

# debian PACKAGES SCRIPT PROGRAM PIDFILE RELOAD SETUP [LINES]: runs the script of the first package;
# with LINES, what it does if the pid file is stale, as it looks at that by itself
debian() {
	packages=$1
	[ -z "${HOLDBOX_BRIEF-}" ] || { skip "one of many configurations"; return; }
	is_root || { skip "only root can do this"; return; }
	for need in apt-get dpkg unshare; do
		command -v $need >/dev/null || { skip "$need is not installed"; return; }
	done
	[ -e /lib/lsb/init-functions ] || { skip "there is no /lib/lsb/init-functions"; return; }
	# shellcheck disable=SC2086
	fetch $packages || { skip "$packages: cannot be downloaded"; return; }
	mkdir -p "$root"
	mount -t tmpfs none "$root" || { skip "file systems cannot be mounted here"; return; }
	mkdir -p "$root/files/usr/sbin" "$root/upper" "$root/work" "$root/all"
	for package in $packages; do
		dpkg -x "$cache/${package}_"*.deb "$root/files" || wrong "cannot unpack $package"
	done
	# where these are links into /usr
	for directory in bin sbin lib; do
		if [ -d "$root/files/$directory" ] && [ -h /$directory ]; then
			cp -a "$root/files/$directory" "$root/files/usr"
			rm -r "$root/files/$directory"
		fi
	done
	cp "$HOLDBOX" "$root/files/usr/sbin/start-stop-daemon"
	cp "$scratch/sequence" "$root/files/sequence"
	if mount -t overlay overlay -o "lowerdir=$root/files:/,upperdir=$root/upper,workdir=$root/work" \
		"$root/all" 2>/dev/null; then
		mount --bind /dev "$root/all/dev"
		mount -t proc none "$root/all/proc"
		mount -t tmpfs none "$root/all/run"
		mount -t tmpfs none "$root/all/tmp"
		mkdir "$root/all/run/lock"
		in_root sh -c "$6" >setup 2>&1
		if in_root ldd "$3" 2>&1 | grep -q 'not found'; then
			skip "$1: its program needs libraries that are not here"
		else
			run "$timeout" -k 5 120 "$(PATH=$system_path command -v unshare)" -n \
				"$(PATH=$system_path command -v chroot)" "$root/all" \
				sh /sequence "$2" "$3" "$4" "$5"
			prints "started
same
status
reloaded
restarted
stopped
again${7-
started despite a stale pid file
spared}"
			[ -z "$trouble" ] || wrong "$(cat "$root/all/log" err)"
		fi
		for process in /proc/[0-9]*; do
			[ "$(readlink "$process/root")" != "$root/all" ] || kill -KILL "${process#/proc/}"
		done
		umount -R -l "$root/all"
	else
		skip "overlays cannot be mounted here"
	fi
	umount -l "$root"
}

in_root() {
	program=$(PATH=$system_path command -v chroot)
	PATH=$system_path "$(PATH=$system_path command -v unshare)" -n "$program" "$root/all" "$@"
}

it "serves Debian's script of cron"
debian cron cron /usr/sbin/cron /run/crond.pid reload 'echo crontab:x:101: >>/etc/group'

it "serves Debian's script of ssh"
debian "openssh-server libwrap0" ssh /usr/sbin/sshd /run/sshd.pid reload '
	echo "sshd:x:105:65534::/run/sshd:/usr/sbin/nologin" >>/etc/passwd
	ssh-keygen -A
	echo "ListenAddress 127.0.0.1" >/etc/ssh/sshd_config'

it "serves Debian's script of rsync"
debian rsync rsync /usr/bin/rsync /run/rsync.pid reload '
	printf "address = 127.0.0.1\n[x]\npath = /tmp\n" >/etc/rsyncd.conf
	echo RSYNC_ENABLE=true >/etc/default/rsync' ''

it "serves Debian's script of memcached"
debian memcached memcached /usr/bin/memcached /run/memcached.pid none '
	echo "memcache:x:199:199::/nonexistent:/bin/false" >>/etc/passwd' '
spared'

it "serves Debian's script of nginx"
debian "nginx-common nginx" nginx /usr/sbin/nginx /run/nginx.pid reload 'mkdir -p /var/log/nginx /var/lib/nginx'

it "serves Debian's script of lighttpd"
debian lighttpd lighttpd /usr/sbin/lighttpd /run/lighttpd.pid none '
	mkdir -p /var/log/lighttpd /var/www/html
	printf "server.document-root = \"/var/www/html\"\nserver.pid-file = \"/run/lighttpd.pid\"\n" \
		>/etc/lighttpd/lighttpd.conf'

it "serves Debian's script of atd"
debian at atd /usr/sbin/atd /run/atd.pid none 'mkdir -p /var/spool/cron/atjobs /var/spool/cron/atspool'

it "serves Debian's script of acpid"
debian acpid acpid /usr/sbin/acpid /run/acpid.pid reload 'mkdir -p /var/log'

finish
