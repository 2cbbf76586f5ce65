# shellcheck disable=SC2016 # what is in single quotes is for another shell, or for env itself
. "${0%/*}/../lib.sh"
needs ENV
here=$HOLDBOX_LINKS

# both ARGUMENT...: runs ours and GNU's env with the same arguments, for alike to compare. The
# directory contains a program show, which prints its arguments.
both() {
	one theirs "$theirs" "$@"
	one ours "$here/env" "$@"
}

awkward=$(printf "a  b#'\"\\\\")

one() {
	side=$1 tool=$2
	shift 2
	printf '== env %s\n' "$*" >>"$side.out"
	printf '== env %s\n' "$*" >>"$side.err"
	(export EMPTY='' VALUE="$awkward" && exec "$tool" "$@") >>"$side.out" 2>>"$side.err"
	echo "status $?" >>"$side.out"
}

# Outputs, statuses and messages are equal, except for the program's path and the style of quoting:
# ours quotes for the shell where GNU's env quotes like C ('it\'s') or not at all (in error at: $x).
# The variable _ is set by the shell.
alike() {
	for side in theirs ours; do
		sed '/^_=/d' "$side.out" >"$side.output"
		sed -e 's|^/[^ :]*/env: ||' -e "s|^Try '/.*/env |Try 'env |" "$side.err" |
			tr -d "'\"\\\\\$" >"$side.messages"
	done
	for what in output messages; do
		diff -U 20 theirs.$what ours.$what >difference ||
			wrong "$what, GNU's and ours, differ: $(cat difference)"
	done
}

gnu() {
	reference env coreutils && return
	skip "GNU env is not installed"
	return 1
}

# show: a program that prints its arguments
show() {
	mkdir -p bin
	printf '#!/bin/sh\nprintf "<%%s>" "$@"\n' >bin/show
	chmod 755 bin/show
	PATH=$PWD/bin:$here:$HOLDBOX_TOOLS:$system_path
}

it "prints the environment with the changes, new variables at the end"
run env -i A=1 B=2 PATH="$PATH" env B=3 C='4  5' =x
exits 0; complains
prints "A=1
B=3
PATH=$PATH
C=4  5
=x"

it "starts with an empty environment with -i, --ignore-environment and a lone dash"
for option in -i --ignore-environment --ignore-e - '-i -' '-- -' '-i -- -'; do
	# shellcheck disable=SC2086
	run env $option A=1
	exits 0; prints A=1
done

it "ends lines with NUL with -0 and --null"
for option in -0 --null; do
	run env -i $option A=1 'B=x
y'
	exits 0
	same 'A=1@B=x!y@' "$(tr '\0\n' '@!' <out)" "bytes with $option"
done

it "prints raw bytes"
run env -i A="$(printf '\033[1m\377')"
same " 41 3d 1b 5b 31 6d ff 0a" "$(od -An -tx1 out)" bytes

it "unsets variables, before it sets others"
run env -i A=1 B=2 C=3 PATH="$PATH" env -uA --unset=B -u NONE C= B=4
exits 0
prints "C=
PATH=$PATH
B=4"
run env -u A=1
exits 125; complains "env: cannot unset 'A=1': Invalid argument"
run env -u ''
exits 125; complains "env: cannot unset '': Invalid argument"

it "ignores -u with -i, even with an invalid name"
run env -u = -i A=1
exits 0; prints A=1

it "runs the command with its arguments and status"
run env A='b c' sh -c 'echo "$A:$*"; exit 7' x y 'z  w'
exits 7; complains; prints "b c:y z  w"
run env -- A=1 sh -c 'echo "$A"'
prints 1
run env sh -c 'echo "$*"' x -i --null
prints "-i --null"

it "looks up the command in the new PATH"
show
run env PATH="$PWD/bin" "$(PATH=$system_path command -v env)" show a
exits 0; prints "<a>"
run env PATH=/nowhere show
exits 127; complains "env: 'show': No such file or directory"
run env -i show
exits 127

it "exits with 126 if the command cannot be executed, 127 if there is none"
run env ./missing
exits 127; complains "env: './missing': No such file or directory"
run env .
exits 126; complains "env: '.': Permission denied"
: >plain
run env ./plain
exits 126; complains "env: './plain': Permission denied"
run env ''
exits 127; complains "env: '': No such file or directory"

it "quotes names in messages"
run env "./$(printf 'a\033b')"
exits 127; complains "env: './a\\033b': No such file or directory"
run env -C "$(printf 'a\033b')" true
exits 125; complains "env: cannot change directory to 'a'\$'\\033''b': No such file or directory"
run env -v -u "$(printf 'a\nb')" "$(printf 'A=\033')" -- "./$(printf 'a\033b')" "$(printf '\001')"
exits 127; complains "unset:    'a'\$'\\n''b'
setenv:   'A='\$'\\033'
executing: --
   arg[0]= '--'
   arg[1]= './a\\033b'
   arg[2]= '\\001'
env: '--': No such file or directory"
run env -v "./$(printf 'a\033b')"
exits 127; complains "executing: './a'\$'\\033''b'
   arg[0]= './a\\033b'
env: './a\\033b': No such file or directory"

it "runs a file without a #! line as a shell script"
echo 'echo "$A $*"' >script
chmod 755 script
run env A=1 ./script b
exits 0; prints "1 b"

it "enters the directory of -C and --chdir"
mkdir sub
run env -C sub pwd
exits 0; prints "$PWD/sub"
run env --chdir=sub ./missing
exits 127
run env -C none true
exits 125; complains "env: cannot change directory to 'none': No such file or directory"
run env -C sub
exits 125
complains "env: must specify command with --chdir (-C)
Try 'env --help' for more information."

it "runs an applet that PATH does not contain, even if started by a relative path without /proc"
run env PATH=/nowhere printenv PATH
has PRINTENV && exits 0 && prints /nowhere
if is_root && has PRINTENV && ldd "$HOLDBOX" 2>&1 | grep -q 'not a dynamic'; then
	mkdir -p root/bin root/sub
	cp "$HOLDBOX" root/bin/holdbox
	run chroot root bin/holdbox env -C sub A=1 printenv A
	exits 0; prints 1; complains
fi

it "passes another argv[0] to the command with -a and --argv0"
run env -a other sh -c 'echo "$0"'
exits 0; prints other
run env --argv0= sh -c 'echo "<$0>"'
prints "<>"
run env -a other "$(command -v sh)" -c 'echo "$0"'
prints other
run env -a other ./missing
exits 127; complains "env: './missing': No such file or directory"
run env -a other
exits 125
complains "env: must specify command with --argv0 (-a)
Try 'env --help' for more information."
has PRINTENV && run env -a other PATH=/nowhere printenv PATH && exits 0 && prints /nowhere
run env -v -a other sh -c 'echo "$0"' x
complains "argv0:     'other'
executing: sh
   arg[0]= 'other'
   arg[1]= '-c'
   arg[2]= 'echo \"\$0\"'
   arg[3]= 'x'"

it "rejects -0 with a command"
run env -0 true
exits 125; prints
complains "env: cannot specify --null (-0) with command
Try 'env --help' for more information."

it "reports a write error"
run sh -c 'exec env >/dev/full'
exits 125; complains "env: write error: No space left on device"
run sh -c 'exec env >&-'
exits 125; complains "env: write error: Bad file descriptor"
run sh -c 'exec env -i >&-'
exits 0; complains

it "leaves closed descriptors closed"
run sh -c 'exec env -C / sh -c "readlink /proc/\$\$/fd/0" <&-'
exits 1; prints
run sh -c 'exec env -C / sh -c "readlink /proc/\$\$/fd/0" </dev/null'
exits 0; prints /dev/null

it "handles options like GNU env"
if gnu; then
	show
	both A=1 =x B=
	both -i
	both -iu X A=1
	both - A=1 - B=2
	both -i -- - A=1
	both -u EMPTY
	both -uEMPTY -u VALUE -uNONE
	both -u
	both --unset
	both --unse=EMPTY
	both -x
	both --nonsense
	both --null=1
	both -0 true
	both -C
	both -C / show A=1
	both -C /none true
	both A=1 show B=2 -i '' 'a b'
	both A=1 ./none
	both -C ''
	both -v
	both -v -i -u A B=1 C='a b'
	both -v -u NONE -u EMPTY -C / A=1 show 'a b' '' c
	both -iv A=1
	both -v none
	alike
fi

it "handles signals like GNU env"
if gnu && has FEATURE_ENV_SIGNALS; then
	while IFS= read -r arguments; do
		# shellcheck disable=SC2086
		both $arguments
	done <<-'END'
		--list-signal-handling true
		--bl=INT --list true
		--ignore-signal --list-signal-handling true
		--block-signal --list-signal-handling true
		--ignore-signal=INT,TERM,,USR1 --block-signal=RTMIN,RTMAX-3,64 \
		--list-signal-handling true
		--ignore-signal=sigint,rtmin+2,34,137 --list-signal-handling true
		--ignore-signal=INT --default-signal=INT --list-signal-handling true
		--block-signal=INT --default-signal=INT --list-signal-handling true
		--default-signal=INT --block-signal=INT --list-signal-handling true
		--block-signal=INT --ignore-signal=INT --list-signal-handling true
		--ignore-signal --block-signal --default-signal --list-signal-handling true
		--block-signal=KILL,STOP --list-signal-handling true
		--ignore-signal= --list-signal-handling true
		--ignore-signal=130,258 --list-signal-handling true
		--ignore-signal=CLD,IOT,IO --list-signal-handling true
		--ignore-signal=CHLD --list-signal-handling
		--ignore-signal=KILL true
		--default-signal=STOP true
		--ignore-signal=NONE true
		--block-signal=INT,NONE true
		--default-signal=0 true
		--default-signal=EXIT true
		--default-signal=32 true
		--default-signal=33 true
		--default-signal=65 true
		--default-signal=128 true
		--default-signal=-1 true
		--default-signal=2x true
		--default-signal=99999999999999999999 true
		--ignore-signal=RTMAX+1 true
		--ignore-signal=RTMAX1 true
		--ignore-signal=RTMIN+-1 true
		--ignore-signal=SIG65 true
		-v --ignore-signal=SIG2,SIG34,RTMIN1,RTMIN-0,RTMAX+0 true
		--ignore-signal=RTMIN-1 true
		--ignore-signal=RTMIN+31 true
		-v --ignore-signal --list-signal-handling true
		-v --block-signal=INT,RTMIN --default-signal=USR1 --ignore-signal=15 true
		-v --default-signal true
		-v --block-signal true
		-v --ignore-signal --default-signal=KILL true
		-v -i --ignore-signal=INT -C / /bin/true
		--block-signal=USR1 --ignore-signal=USR2,34 sed -n /^Sig[BI]/p /proc/self/status
		--ignore-signal --block-signal sed -n /^Sig[BI]/p /proc/self/status
		--ignore-signal --default-signal sed -n /^Sig[BI]/p /proc/self/status
	END
	alike
elif [ -z "$skipped" ]; then
	skip "built without them"
fi

it "resets inherited signals"
if has FEATURE_ENV_SIGNALS; then
	run env --ignore-signal=PIPE,34 --block-signal=USR1,34 env --default-signal \
		sed -n 's/^Sig[BI].*:[^0-9a-f]*//p' /proc/self/status
	exits 0
	# 32 and 33 have no names: they belong to libc, and stay as the harness has left them
	sed -i 's/1\{0,1\}80000000$/0/' out # qemu leaves one of them
	same 0 "$(tr -d '0\n' <out)0" "signals left blocked or ignored"
	same 2 "$(grep -c 0 out)" "number of lines"
	run env --ignore-signal=PIPE,HUP env --default-signal=PIPE --list-signal-handling true
	complains "HUP        ( 1): IGNORE"
else
	skip "built without it"
fi

it "splits strings like GNU env"
if gnu && has FEATURE_ENV_SPLIT; then
	show
	while IFS= read -r string; do
		both -S "$string" end 'two words'
		both -vS "-u NONE $string" end
	done <<-'END'
		show
		show a b
		  show  a   b  
		show	a	b
		show a\tb "c\td" 'e\tf'
		show a\fb\nc\rd\ve
		show "a\fb\nc\rd\ve"
		show 'a\fb\nc\rd\ve'
		show a\_b
		show "a\_b"
		show 'a\_b'
		show a\_\_b
		show \_a\_
		show\_a
		\_show a
		show \#a a#b a\#b
		show a #b c
		show a#b #c
		show "#a" '#b' ""#c ''#d
		show a\_#b
		show a ${NONE}#b
		show a ${EMPTY}#b
		show a" "#b
		show \"a\" \'b\' \\c \$d
		show "\"a\" \'b\' \\c \$d \#e"
		show '"a" \'b\' \\c $d #e'
		show 'a b'"c d"e
		show "" '' ""''
		show a""b ''c
		show "a'b" 'c"d'
		show ${VALUE}
		show "${VALUE}" x${VALUE}y
		show '${VALUE}'
		show \${VALUE}
		show "\${VALUE}"
		show ${EMPTY}
		show "${EMPTY}"
		show ${NONE}
		show "${NONE}" '' x
		show ${NONE}${EMPTY}${NONE}
		show a${EMPTY}${NONE}b
		show ${EMPTY}${VALUE}${_}${A1_b}
		show a\cb c
		show a \c b
		show '\c' b
		show \c'"
		show # "
		#show
		 # show
		\c show
		''
		"" show
		A=1 B="x y" printenv A B
		-i A=1 ${EMPTY}B=2
		-i A='1 2' -i
		-u EMPTY -u VALUE
		-uEMPTY -i A=${VALUE}
		-i - A=1
		-S "show a 'b c'"
		-S "show a\_b" 'c d'
		-S '-S "show a b" c' d
		-vS "show a" b
		-C / show a
		-0 -i A=1
		--null -i
		-z
		--nonsense a
		- A=1
		-- show a
		show -- -i
		show \
		\
		"\
		show '\
		show "a
		show 'a
		show a'
		show "a'
		show "a\"
		show 'a\'
		show \a
		show \0
		show "\x"
		show '\x'
		show a\ b
		show "a\ b"
		show "a\cb"
		show $
		show $VALUE
		show a$b
		show "$"
		show '$'
		show ${
		show ${}
		show ${VALUE
		show ${VALUE-x}
		show ${1A}
		show ${A B}
		show $(echo)
		show ${VALUE}$
		show "a" $x "b
		show é ü
		nonsense
		nonsense a
		"no such"
	END
	both -S 'show a
b' end
	both -S "$(printf 'show\va\fb\rc')"
	both -S
	both -vS ''
	both -vS ' '
	both '-vSshow a' b
	both 'no such command'
	both '- show'
	both '-i show a'
	both '-v -i show'
	both '-iS A=1'
	both -i -S 'A=1 -u' -u
	both --split-string='show a b' c
	both --split 'show a b'
	both -u VALUE -S 'show ${VALUE}' -u x
	both -u VALUE -S '-u EMPTY -S "-u PATH -u X A=1"' B=1
	both -S '-u VALUE' -S '-u EMPTY' -u PATH -S '-u NONE' A=1
	both VALUE=2 -S 'show ${VALUE}'
	alike
elif [ -z "$skipped" ]; then
	skip "built without it"
fi

it "can be the interpreter of a script, with options"
if has FEATURE_ENV_SPLIT; then
	printf '#!%s -S -i A=1 "B=x y" /bin/sh -e\necho "$A $B $0 $1 $-"\n' "$here/env" >script
	chmod 755 script
	run ./script 'a b'
	exits 0
	prints "1 x y ./script a b e"
	printf '#!%s -vS A=1 sh\necho "$A"\n' "$here/env" >script
	run ./script
	prints 1
	same "split -S:  ' A=1 sh'" "$(head -n 1 err)" "first line"
	printf '#!%s -i A=1 sh\n' "$here/env" >script
	run ./script
	exits 125
	complains "$here/env: invalid option -- ' '
$here/env: use -[v]S to pass options in shebang lines
Try '$here/env --help' for more information."
	printf '#!%s none -x\n' "$here/env" >script
	run ./script
	exits 127
	complains "$here/env: 'none -x': No such file or directory
$here/env: use -[v]S to pass options in shebang lines"
else
	skip "built without it"
fi

it "quotes the wrong part of a string in messages"
if has FEATURE_ENV_SPLIT; then
	run env -S "$(printf 'a $\033')"
	exits 125
	complains "env: only \${VARNAME} expansion is supported, error at: '\$'\$'\\033'"
	run env -S "$(printf '\\\033')"
	exits 125
	complains "env: invalid sequence '\\'\$'\\033' in -S"
else
	skip "built without it"
fi

it "splits long strings and many words, up to a limit"
if has FEATURE_ENV_SPLIT; then
	long=$(printf '%0100000d' 0)
	run env LONG="$long" env -S 'sh -c "echo \${#1} \${#2}" x ${LONG} ${LONG}1'
	exits 0; prints "100000 100001"
	run env -S "sh -c 'echo \$#' x $(printf '%060000d' 0 | sed 's/0/0 /g')"
	exits 0; prints 60000
	run env LONG="$long" env -S "$(printf '%0100d' 0 | sed 's/0/${LONG}/g')"
	exits 125; complains "env: -S string: Argument list too long"
	nested='show a'
	show
	for level in 1 2 3 4 5 6; do
		nested="-S '$(printf '%s\n' "$nested" | sed "s/[\\\\']/\\\\&/g")' $level"
	done
	run env -S "$nested" b
	exits 0; prints "<a><1><2><3><4><5><6><b>"
else
	skip "built without it"
fi

it "prints help and version"
run env --help
exits 0
same "Usage: env [OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]" "$(head -n 1 out)" usage
run env --version
same "env (holdbox)" "$(cut -d' ' -f1-2 out)" version

finish
