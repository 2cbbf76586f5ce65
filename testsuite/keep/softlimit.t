# shellcheck shell=sh
# softlimit - as daemontools' and runit's
. "${0%/*}/../lib.sh"
. "${0%/*}/runit.sh"
needs SOFTLIMIT
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"

usage="usage: softlimit [-a allbytes] [-c corebytes] [-d databytes] [-f filebytes] [-l lockbytes] \
[-m membytes] [-o openfiles] [-p processes] [-r residentbytes] [-s stackbytes] [-t cpusecs] child"

it "sets each soft limit, and no hard one"
hard() {
	cut -c48-66 "$1"
}
run softlimit -a 200000001 -c 2 -d 30000003 -f 400004 -l 5005 -o 66 -p 7007 -r 80000008 -s 9000009 \
	-t 1010 cat /proc/self/limits
exits 0; complains
cp out limited
for limit in 'address space 200000001' 'core file size 2' 'data size 30000003' 'file size 400004' \
	'locked memory 5005' 'open files 66' 'processes 7007' 'resident set 80000008' \
	'stack size 9000009' 'cpu time 1010'; do
	grep -q "^Max ${limit% *}  *${limit##* } " limited || wrong "$limit: $(grep "${limit% *}" limited)"
done
same "$(hard /proc/self/limits)" "$(hard limited)" "hard limits"

it "accepts = for the hard limit, and limits four by -m"
run softlimit -o 10 softlimit -o = sh -c 'ulimit -n'
exits 0; prints "$(sh -c 'ulimit -Hn')"
run softlimit -m 90000009 cat /proc/self/limits
same 3 "$(grep -cE '^Max (address|data|stack).* 90000009 ' out)" "limits of that number"

it "prints its usage"
for arguments in '' '-o 5' '-o x true' '-o -1 true' '-a true'; do
	# shellcheck disable=SC2086
	run softlimit $arguments
	exits 100; prints; complains "$usage"
done
run softlimit -o
exits 100
complains "softlimit: option requires an argument -- 'o'
$usage"
run softlimit -z 1 true
exits 100
complains "softlimit: invalid option -- 'z'
$usage"

it "does what Debian's runit does"
if has_runit; then
	same_as_runit softlimit
	same_as_runit softlimit -o
	same_as_runit softlimit -z 1 true
	for option in a c d f l m o p r s t; do
		same_as_runit softlimit -$option 90000000 cat /proc/self/limits
		same_as_runit softlimit -$option = cat /proc/self/limits
	done
	same_as_runit softlimit -o 5 nosuch
	same_as_runit softlimit -o 5 sh -c 'exit 9'
fi

finish
