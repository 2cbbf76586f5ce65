. "${0%/*}/../lib.sh"
needs PGREP
isolate

start wombat 100 aabbcc; wombat=$started
start Koala "$(printf '%0300d' 0)"; koala=$started
start bär; bear=$started

# matches ID ARGUMENT...: pgrep finds that process, and no other
matches() {
	expected=$1
	shift
	run pgrep "$@"
	exits 0; complains
	prints "$expected"
}

# differs ARGUMENT...: pgrep finds none
differs() {
	run pgrep "$@"
	exits 1; complains; prints
}

it "understands regular expressions as glibc does"
matches "$wombat" 'wo{,2}mb'
matches "$wombat" '^wo?m*\wat$'
matches "$wombat" '\`wom'
matches "$wombat" "bat\\'"
matches "$wombat" '[[=w=]][[.o.]]m'
matches "$wombat" '\<wombat\>'
matches "$wombat" -x '()wom(|x)bat'
matches "$wombat" -f ' 100 (a)\1(b)\2(c)\3'
matches "$koala" -f '0{300}'
matches "$koala" -f '0{256,}'
matches "$koala" -i '^kOALA$'
differs '\d'
differs 'wo{2,}m'
differs -f '0{301}'
differs -f '(b)\1\1'

it "takes a character of UTF-8 for one, if the locale has that"
LC_ALL=C.UTF-8
matches "$bear" '^b.r$'
matches "$bear" -i '^B[À-Ö]R$'
LC_ALL=C
matches "$bear" '^b..r$'
differs '^b.r$'

it "agrees with procps on patterns"
if ! reference pgrep procps || ! getconf GNU_LIBC_VERSION >/dev/null 2>&1; then
	skip "procps with glibc is not installed"
else
	while read -r pattern; do
		"$theirs" -f "$pattern" >wanted 2>wanted.err
		wanted=$?
		run pgrep -f "$pattern"
		exits $wanted
		prints "$(cat wanted)"
		complains "$(cat wanted.err)"
	done <<-'END'
		wom{,2}b
		w(o)m\1
		bat 1(0)\1
		[[:alpha:]]{5}t\b
		a**b
		a|*b
		^*w
		{1}
		a{
		a{1
		a{1x}
		a{2,1}
		a{32768}
		)
		(
		(a\1)
		[[:alph:]]
		[[.ab.]]
		[b-a]
		[a
		[
	END
fi

it "reports a pattern that takes too long to match, and never takes it for no match"
start wombat "$(printf 'xyz%.0s' $(seq 1000))"
run pgrep -f '(.*)(.*)(.*)\3\2\1#'
exits 2; prints
complains "pgrep: regex error: the pattern takes too long to match"

it "takes deep nesting with a small stack"
nested=$(printf '%04000d' 0 | tr 0 '(')wombat$(printf '%04000d' 0 | tr 0 ')')
run sh -c 'ulimit -s 64 && pgrep -P "$1" -x "$2"' sh $$ "$nested"
exits 0; complains
prints "$wombat
$started"

finish
