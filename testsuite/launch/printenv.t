. "${0%/*}/../lib.sh"
needs PRINTENV

it "prints values in the order of the names, and exits with 0 only if all are set"
run env -i A=1 B='two words' PATH="$PATH" printenv B A B
exits 0; prints "two words
1
two words"
run env -i A=1 PATH="$PATH" printenv NONE A
exits 1; prints 1; complains
run env -i A= PATH="$PATH" printenv A
exits 0; prints
same 1 "$(wc -c <out | tr -d ' ')" "size of the output"

it "prints the whole environment as it is"
run env -i A='a  b' PATH="$PATH" B=2 printenv
exits 0
prints "A=a  b
PATH=$PATH
B=2"

it "prints raw bytes"
run env -i A="$(printf '\033[1m\377\n')" PATH="$PATH" printenv A
exits 0
same " 1b 5b 31 6d ff 0a" "$(od -An -tx1 out)" bytes

it "ends lines with NUL with -0 and --null"
for option in -0 --null --nu -00; do
	run env -i A=1 B=2 PATH="$PATH" printenv $option A B
	exits 0
	same '1@2@' "$(tr '\0\n' '@!' <out)" "bytes with $option"
done
run env -i A=1 PATH="$PATH" printenv -0
same "A=1@PATH=$PATH@" "$(tr '\0\n' '@!' <out)" "the environment with -0"

it "never finds a name that is empty or contains ="
run env -i A=b=c =x PATH="$PATH" printenv A=b
exits 1; prints; complains
run env -i A=b=c =x PATH="$PATH" printenv ''
exits 1; prints; complains
run env -i AB=1 PATH="$PATH" printenv A
exits 1; prints

it "accepts no option after the first name"
run env -i A=1 PATH="$PATH" printenv A -0
exits 1; prints 1

it "reports a wrong option with status 2"
run printenv -x
exits 2; prints
complains "printenv: invalid option -- 'x'
Try 'printenv --help' for more information."
run printenv --nullify A
exits 2
complains "printenv: unrecognized option '--nullify'
Try 'printenv --help' for more information."

it "reports a write error with status 2, even if a name is missing"
run sh -c 'exec printenv >/dev/full'
exits 2
complains "printenv: write error: No space left on device"
run sh -c 'exec printenv PATH NONE >/dev/full'
exits 2
run sh -c 'exec printenv PATH >&-'
exits 2
complains "printenv: write error: Bad file descriptor"

it "needs no standard output if there is nothing to print"
run sh -c 'exec printenv NONE >&-'
exits 1; complains

it "behaves like GNU printenv"
if reference printenv coreutils; then
	for arguments in A 'B A' '-0 A B' 'A=1' 'A NONE' '-0' 'EMPTY' '-- A' '--null A' 'A -0' \
		''; do
		# shellcheck disable=SC2086
		run env -i A=1 B='x y' EMPTY= "$theirs" $arguments
		wanted=$status
		mv out wanted
		# shellcheck disable=SC2086
		run env -i A=1 B='x y' EMPTY= "$HOLDBOX_LINKS/printenv" $arguments
		exits "$wanted"
		cmp -s wanted out || wrong "other output than GNU's: printenv $arguments"
	done
else
	skip "no GNU printenv here"
fi

finish
