# style.t - the rules for the sources, as far as a program can check them
. "${0%/*}/../lib.sh"

root=$(cd "${0%/*}/../.." 2>/dev/null && pwd)
[ -d "$root/libcommon" ] || skip_all "the sources are not here"
include=$build_directory/include

# within DIRECTORY PATTERN: the files below it by that name, as paths below the root
within() {
	(cd "$root" && find "$1" -name "$2" -type f | LC_ALL=C sort)
}

sources() {
	within applets '*.c'
	within libcommon '*.c'
}

all_c() {
	sources
	within testsuite '*.c'
}

scripts() {
	within testsuite '*.sh'
	within testsuite '*.t'
	for script in "$root"/testsuite/run "$root"/scripts/* "$root"/scripts/*/* "$root"/.ci/*; do
		[ -f "$script" ] && head -n 1 "$script" | grep -q '^#!.*sh$' &&
			echo "${script#"$root"/}"
	done
	[ ! -d "$root/examples" ] || (cd "$root" && find examples -type f -perm -100)
}

headers() {
	within include '*.h'
	within applets '*.h'
}

# The main file of each applet: applets/FAMILY/NAME.c, or NAME/NAME.c there
main_files() {
	sources | awk -F/ '$1 == "applets" && (NF == 3 || NF == 4 && $4 == $3 ".c")'
}

text_files() {
	all_c
	scripts
	headers
	within testsuite '*.h'
	within scripts '*.awk'
	within applets Config.in
	echo Makefile
	echo Config.in
}

# C without comments and strings, each line after "FILE:LINE: "
code() {
	(cd "$root" && awk '
	FNR == 1 { comment = 0 }
	{
		line = $0
		out = ""
		while (line != "") {
			if (comment) {
				at = index(line, "*/")
				if (!at)
					break
				comment = 0
				line = substr(line, at + 2)
			} else if (match(line, /"([^"\\]|\\.)*"|\/\*/)) {
				out = out substr(line, 1, RSTART - 1)
				comment = substr(line, RSTART, 2) == "/*"
				if (!comment)
					out = out "\"\""
				line = substr(line, RSTART + RLENGTH)
			} else {
				out = out line
				break
			}
		}
		print FILENAME ":" FNR ": " out
	}' "$@")
}

# none WHAT: fails with the contents of ./found, if any
none() {
	[ ! -s found ] || wrong "$1:
$(cat found)"
}

it "has no preprocessor conditions"
# shellcheck disable=SC2046
code $(sources) | grep -E ':[0-9]+:[[:space:]]*#[[:space:]]*(el)?if' >found
none "conditions"

it "has no macros but APPLET, VERB, OPT and HELP, and the dispatcher's two"
# shellcheck disable=SC2046
code $(sources) $(headers) |
	grep -E ':[0-9]+:[[:space:]]*#[[:space:]]*define[[:space:]]+[A-Za-z_0-9]+\(' |
	grep -vE '^include/applet/applet\.h:.*(APPLET|VERB|OPT|HELP)\(|^libcommon/applet/(dispatch|list)\.c:' >found
none "macros with arguments"

it "uses no stdio, getopt, malloc or locale where a command is launched"
heavy='(v?(f|s|sn|d|as)?printf|f?put[cs]|putchar|fopen|fflush|getopt|getopt_long|malloc|calloc'
heavy="$heavy|realloc|free|strn?dup|setlocale|strto[dflu]+|s?scanf|ato[ifl]+)[[:space:]]*\\("
# shellcheck disable=SC2046
code $(within applets/launch '*.c') $(within applets/basic '*.c') $(within applets/keep '*.c') \
	$(within libcommon '*.c') |
	grep -E "(^|[^A-Za-z0-9_])$heavy" >found
none "heavy functions"

it "keeps functions to 60 lines"
# shellcheck disable=SC2046
(cd "$root" && awk '
	FNR == 1 { start = 0 }
	/^\{$/ { start = FNR }
	/^\}$/ && start {
		if (FNR - start + 1 > 60)
			print FILENAME ":" start ": " FNR - start + 1 " lines"
		start = 0
	}' $(all_c)) >found
none "long functions"

it "keeps lines to 100 columns, and tables of cases in tests to 140"
# shellcheck disable=SC2046
(cd "$root" && awk '
	{
		columns = 0
		count = split($0, parts, "\t")
		for (i = 1; i <= count; i++)
			columns += length(parts[i]) + (i < count ? 8 - length(parts[i]) % 8 : 0)
		# a line of a manual page in a test cannot be broken
		width = FILENAME ~ /\.t$/ ? 140 : 100
		if (columns > width && !(FILENAME ~ /\.t$/ && /^\.[A-Z]/))
			print FILENAME ":" FNR ": " columns " columns"
	}' $(text_files)) >found
none "long lines"

it "has no trailing blanks, and a newline at the end of files"
# shellcheck disable=SC2046
(cd "$root" && grep -n '[[:blank:]]$' $(text_files | grep -v '\.t$')) >found
none "blanks"
for name in $(text_files); do
	[ -z "$(tail -c 1 "$root/$name")" ] || wrong "$name: no newline at its end"
done

it "has a symbol, a test and a descriptor at the end for each applet"
for name in $(main_files); do
	family=${name#applets/} family=${family%%/*} applet=${name##*/} applet=${applet%.c}
	symbol=$(echo "$applet" | tr '[:lower:]' '[:upper:]')
	grep -q "^config $symbol\$" "$root/applets/$family/Config.in" ||
		wrong "applets/$family/Config.in has no $symbol"
	[ -f "$root/testsuite/$family/$applet.t" ] ||
		[ -f "$root/testsuite/$family/$(echo "$applet" | tr _ -).t" ] ||
		wrong "there is no testsuite/$family/$applet.t"
	last=$(grep '^[^[:space:]}]' "$root/$name" | tail -n 1)
	[ "$last" = "APPLET($applet) = {" ] || wrong "$name ends with another definition: $last"
	[ "$(tail -n 1 "$root/$name")" = "};" ] || wrong "$name goes on after its descriptor"
done

it "has an applet for each symbol except FEATURE, BUILD and PREFIX"
for name in Config.in $(within applets Config.in); do
	sed -n 's/^config //p' "$root/$name" >symbols
	while read -r symbol; do
		case $symbol in
		FEATURE_* | BUILD_* | PREFIX) continue ;;
		esac
		applet=$(echo "$symbol" | tr '[:upper:]' '[:lower:]')
		[ -f "$root/${name%Config.in}$applet.c" ] ||
			[ -f "$root/${name%Config.in}$applet/$applet.c" ] ||
			wrong "$name: $symbol has no source"
	done <symbols
done

it "has a header of the same name for each file of libcommon, and 300 lines at most"
for name in $(within libcommon '*.c'); do
	header=include/${name#libcommon/} header=${header%.c}.h
	[ -f "$root/$header" ] || wrong "there is no $header"
	lines=$(wc -l <"$root/$name")
	[ "$lines" -le 300 ] || wrong "$name has $lines lines"
done

it "names each file and its purpose in the first line"
for name in $(sources) $(headers); do
	case " $(main_files | tr '\n' ' ')" in
	*" $name "*)
		applet=$(basename "$name" .c | tr _ -)
		head -n 1 "$root/$name" | grep -q "^/\* $applet - ." || wrong "$name: no such line"
		sed -n 2,4p "$root/$name" | grep -q "https://\|holdbox's own" ||
			wrong "$name: neither a standard's address nor \"holdbox's own\""
		;;
	*) head -n 1 "$root/$name" | grep -q "^/\* ${name##*/} - ." || wrong "$name: no such line" ;;
	esac
done

# FILE INCLUDED, a line for each #include "...", both as paths below the root; what the build
# generates is not there
includes() {
	# shellcheck disable=SC2046
	(cd "$root" && awk '/^#[ \t]*include "/ {
		split($0, parts, "\"")
		here = FILENAME
		sub(/[^\/]*$/, "", here)
		file = parts[2]
		if ((getline line <("include/" file)) >= 0) {
			close("include/" file)
			print FILENAME, "include/" file
		} else if ((getline line <(here file)) >= 0) {
			close(here file)
			while (sub(/[^\/]+\/\.\.\//, "", here))
				;
			print FILENAME, here file
		} else if (file !~ /^(autoconf|applet_list|config_text|commit|families)\.h$/) {
			print FILENAME, file
		}
	}' $(sources) $(headers))
}

floors="text=1 file=2 pattern=2 signal=3 applet=3 user=3 proc=3 launch=4 ptrace=4 target=5 match=6 keep=6"

it "has no room in libcommon or include but those of the floors"
for place in "$root"/libcommon/* "$root"/include/*; do
	case " $floors" in
	*" ${place##*/}="*) ;;
	*) wrong "${place#"$root"/} has no floor" ;;
	esac
done
same "$(echo "$floors" | tr ' ' '\n' | sort)" "$(sed -n '/^ADD AN APPLET/,$p' "$root/README" |
	grep -oE '[a-z]+=[0-9]' | sort)" "floors in README"

it "includes nothing from the same floor's other rooms, or from above"
includes | awk -v floors="$floors" '
	BEGIN {
		count = split(floors, list, /[ =]/)
		for (i = 1; i < count; i += 2)
			floor[list[i]] = list[i + 1]
	}
	$1 ~ /^(libcommon|include)\// {
		split($1, from, "/")
		split($2, to, "/")
		if (to[1] == "include" && from[2] == to[2])
			next
		if (to[1] != "include" || floor[to[2]] >= floor[from[2]])
			print $1 ": " $2
	}' >found
none "includes"

it "includes what belongs to an applet only there"
includes | awk '
	$2 !~ /^include\// {
		split($1, from, "/")
		split($2, to, "/")
		if (from[1] != "applets" || to[1] != "applets" || from[2] != to[2] || from[3] != to[3])
			print $1 ": " $2
	}' >found
none "includes"

it "has no circles of includes in libcommon"
includes | awk '
	$1 ~ /^(libcommon|include)\// {
		# a header and its source are one
		for (i = 1; i <= 2; i++) {
			sub(/^(libcommon|include)\//, "", $i)
			sub(/\.[ch]$/, "", $i)
		}
		if ($1 != $2 && !(($1, $2) in edge)) {
			edge[$1, $2]
			uses[$1] = uses[$1] " " $2
			from[$1]
		}
	}
	function walk(module, path,   list, count, i) {
		if (state[module] == 2)
			return
		if (state[module] == 1) {
			print path
			return
		}
		state[module] = 1
		count = split(uses[module], list, " ")
		for (i = 1; i <= count; i++)
			walk(list[i], path " " list[i])
		state[module] = 2
	}
	END {
		for (module in from)
			walk(module, module)
	}' >found
none "circles"

# What has one user and a reason: "Stands alone:" in its header, or in that of the room named after
it "has two users among the applets for each file of libcommon, or a test and a reason"
includes | awk '
	{
		for (i = 1; i <= 2; i++) {
			sub(/^(libcommon|include)\//, "", $i)
			sub(/\.[ch]$/, "", $i)
		}
		uses[$1] = uses[$1] " " $2
		if ($1 ~ /^applets\//) {
			split($1, part, "/")
			applet[$1] = part[3]
		}
	}
	function reach(module, name,   list, count, i) {
		if ((module, name) in seen)
			return
		seen[module, name]
		users[module]++
		count = split(uses[module], list, " ")
		for (i = 1; i <= count; i++)
			reach(list[i], name)
	}
	END {
		for (module in applet)
			reach(module, applet[module])
		for (module in users)
			print users[module], module
	}' >users
for name in $(within libcommon '*.c'); do
	module=${name#libcommon/} module=${module%.c}
	grep -q "^[0-9][0-9]* $module\$" users || grep -q "\"$module\.h\"" "$root"/scripts/*.c ||
		{ [ "$module" = applet/dispatch ] || wrong "$name has no user"; }
	grep -qx "1 $module" users || continue
	grep -q 'Stands alone: ' "$root/include/$module.h" ||
		wrong "$name has one user, and its header no reason"
	case $module in
	ptrace/*) [ -f "$root/testsuite/launch/nohup-pid.t" ] ;; # an engine, tested as a whole
	*) grep -ql "\"$module\.h\"" "$root"/testsuite/unit/*.c ;;
	esac || wrong "$name has one user, and no unit test"
done

# Strings of C, without the license that tini prints, one to a line
strings() {
	# shellcheck disable=SC2046
	(cd "$root" && grep -noE '"([^"\\]|\\.)*"' $(sources) | grep -v 'persons to whom')
}

# Phrases that a reader stumbles over, in what users read: README, pages, prompts, help and messages
it "uses plain words"
phrases='be it|be had|has got|have got|for ever|all the same|somebody|whom|comes? of|goes by'
phrases="$phrases|has to do with|stands? in|is no (number|digit|process|program|directory|duration)"
{
	strings
	# shellcheck disable=SC2046
	(cd "$root" && grep -n '' README $(within applets '*.mdoc') Config.in \
		$(within applets Config.in))
} | sed 's/there is no //g' | grep -E "(^|[^[:alnum:]])($phrases)([^[:alnum:]]|\$)" >found
none "words"

it "excuses only tests that exist"
for list in qemu-user sanitizers; do
	grep -v '^#' "$root/testsuite/images/$list" | while IFS= read -r line; do
		test=$(within testsuite "${line%%: *}")
		title=${line#*: } title=${title%%: *}
		[ "$title" = "*" ] || grep -qF "it \"$title" "$root/$test" || echo "$list: $line"
	done
done >found
none "excuses"

it "names no applet in libcommon"
# shellcheck disable=SC2046
code $(within libcommon '*.c') >stripped
for name in $(main_files); do
	applet=$(basename "$name" .c)
	symbol="CONFIG_(FEATURE_)?$(echo "$applet" | tr '[:lower:]' '[:upper:]')"
	grep -E "(^|[^A-Za-z0-9_])(${applet}_(main|applet)|$symbol(_[A-Z_]+)?)([^A-Za-z0-9_]|\$)" \
		stripped
done >found
none "applets"

it "has the rows of ps's fields in the order of their names"
fields=$root/applets/look/ps/field.c
sed -n '/^static const char texts/,/;$/p' "$fields" | tr -d '\n\t"' |
	sed 's/.*\[\] = *//; s/;$//; s/\\0/\
/g' | awk 'NF && NR % 2' >names
[ "$(wc -l <names)" -gt 150 ] || wrong "only $(wc -l <names) names were found"
same "$(cat names)" "$(sed -n 's|^	{ AS_.* }, /\* \(.*\) \*/$|\1|p' "$fields")" "rows"

it "mentions no place that exists on one machine only"
# shellcheck disable=SC2046
(cd "$root" && grep -nE '(^|[^[:alnum:]_./-])/(wor[k]|tmp/w[t]|hom[e]/[a-z]+)(/|$)' \
	$(text_files) $(within . 'README*') LICENSE) >found
none "places"

it "is clean for shellcheck"
if command -v shellcheck >/dev/null; then
	# prints and complains without an argument mean nothing (SC2119)
	# files that a test reads (tree.sh) are checked together with the test
	# shellcheck disable=SC2046
	(cd "$root" && shellcheck -s sh -x -P SCRIPTDIR -e SC2119,SC2120 -f gcc \
		$(scripts | grep -v '^testsuite/.*/.*\.sh$')) >found 2>&1
	none "shellcheck"
else
	skip "shellcheck is not installed"
fi

it "is clean for cppcheck"
if command -v cppcheck >/dev/null; then
	# variableScope does not see that a pointer into the variable outlives the inner block;
	# badBitmaskCheck objects to the kind that happens to be 0 in a table
	# shellcheck disable=SC2046
	(cd "$root" && cppcheck --enable=warning,style,performance,portability --std=c11 --quiet \
		--suppress=variableScope --suppress=badBitmaskCheck --template='{file}:{line}: {message} [{id}]' \
		-D_GNU_SOURCE -Iinclude -I"$include" applets libcommon \
		$(within testsuite '*.c' | grep -v '/unit/\|/fuzz/')) >found 2>&1
	none "cppcheck"
else
	skip "cppcheck is not installed"
fi

# compiles COMPILER: it accepts every file without a warning
compiles() {
	command -v "$1" >/dev/null || {
		skip "$1 is not installed"
		return
	}
	[ -f "$include/autoconf.h" ] || {
		skip "there are no generated headers"
		return
	}
	files=$(all_c | grep -v '^testsuite/unit/')
	[ ! -f /usr/include/cmocka.h ] || files=$(all_c)
	# shellcheck disable=SC2086
	(cd "$root" && "$1" -fsyntax-only -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror \
		-Itestsuite/unit/support -Itestsuite/fuzz/support -I"$include" -Iinclude -Iapplets \
		$files) \
		>found 2>&1
	none "$1"
}

it "compiles without a warning by gcc"
compiles gcc

it "compiles without a warning by clang"
compiles clang

finish
