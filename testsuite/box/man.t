. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"

applets=$("$HOLDBOX" --list)

# Names of options in the text of --help: those at the start of a line, with their short forms.
options_of_help() {
	sed -n 's/^  \(    \)\{0,1\}\(-[^ ].*\)/\2/p' "$1" | sed 's/   *.*//; s/, /\n/g' |
		sed 's/[ =[].*//' | sort -u
}

# The same from the list in a manual page's source.
options_of_page() {
	sed -n '/^The options are/,/^\.El/s/^\.It//p' "$1" | sed 's/ , Fl/\n Fl/g' |
		sed 's/^ Fl \([^ ]*\).*/-\1/; s/\\&//' | sort -u
}

[ -n "$applets" ] || skip_all "no applets are configured"

it "has a page for each applet that is configured, and for the box"
make_in "$root" man
exits 0
same "$(printf '%s\n' holdbox "$applets" | sort)" \
	"$(cd "$build/man" && printf '%s\n' *.1 | sed 's/\.1$//' | sort)" "pages"

it "has a fragment with a date beside each applet"
for applet in $(applet_places); do
	fragment=$root/$applet.mdoc
	[ -f "$fragment" ] || wrong "there is no ${fragment#"$root/"}"
	case $(head -n 1 "$fragment" 2>/dev/null) in
	.Dd\ [A-Z]*\ [0-9]*,\ 20[0-9][0-9]) ;;
	*) wrong "${fragment#"$root/"} does not begin with .Dd and a date" ;;
	esac
done

it "has sections for exit status, examples and references in each"
for name in $applets; do
	for section in NAME SYNOPSIS DESCRIPTION "EXIT STATUS" EXAMPLES "SEE ALSO" STANDARDS; do
		grep -qx "\.Sh $section" "$build/man/$name.1" || wrong "$name.1 has no $section"
	done
done

it "has pages without errors, according to mandoc"
if command -v mandoc >/dev/null; then
	run mandoc -T lint -W warning "$build"/man/*.1
	exits 0; prints ""
else
	skip "mandoc is not installed"
fi

it "shows each line of an example as it must be typed"
if command -v mandoc >/dev/null; then
	for page in "$build"/man/*.1; do
		mandoc -T utf8 -O width=300 "$page" | sed "s/.$(printf '\b')//g" >text
		sed -n 's/^\.Dl //p' "$page" |
			sed 's/\\(dq/"/g; s/\\-/-/g; s/\\&//g; s/\\~/ /g; s/\\e/\\/g' >typed
		while IFS= read -r line; do
			grep -qF -e "$line" text || wrong "${page##*/} does not show: $line"
		done <typed
	done
else
	skip "mandoc is not installed"
fi

it "has the same options in --help and in the page"
everything=y
! "$HOLDBOX" --config | grep -q 'FEATURE_.* is not set' || everything=n
for name in $applets; do
	run "$name" --help
	options_of_help out >help
	options_of_page "$build/man/$name.1" >page
	grep -qx -e --version help || wrong "$name --help does not mention --version"
	# the page also has the options of features that are not built in
	[ $everything = y ] || grep -xF -f help page >both || mv both page
	same "$(cat page)" "$(cat help)" "options of $name --help"
done

it "has a line for each field of ps, and the predefined formats as they are"
if echo "$applets" | grep -qx ps; then
	sed -n 's/^\.It Cm//p' "$root/applets/look/ps.mdoc" >lines
	sed -n '/^\.Cm lim , /,/^are accepted/p' "$root/applets/look/ps.mdoc" >>lines
	ps L | while read -r field heading; do
		grep -qE "(^| )$field( |\$)" lines || echo "$field ($heading)"
	done >missing
	same "" "$(cat missing)" "fields that ps.1 does not describe"
	ps --info | while read -r format fields; do
		grep -A 1 "^\.It Cm $format\$" "$root/applets/look/ps.mdoc" |
			grep -qxF "$(echo "$fields" | sed 's/,/, /g')" || echo "$format"
	done >missing
	same "" "$(cat missing)" "formats that ps.1 shows otherwise"
fi

it "lists the applets that are configured in holdbox.1"
for name in $applets; do
	grep -qx "\.It Xr $name 1" "$build/man/holdbox.1" || wrong "holdbox.1 does not list $name"
done
same "$(echo "$applets" | wc -l)" "$(grep -c '^\.It Xr' "$build/man/holdbox.1")" "number of applets"

it "describes the box's own options"
run "$HOLDBOX" --help
grep -o -e '--[a-z-]*' out | sort -u >options
[ -s options ] || wrong "no options in holdbox --help"
while read -r option; do
	grep -q "^\.It Fl ${option#-}\( \|\$\)" "$build/man/holdbox.1" ||
		wrong "holdbox.1 does not mention $option"
done <options

it "makes the page of a new applet from its descriptor, and ignores a fragment without one"
small_tree
cat >"$tree/applets/basic/sample_applet.c" <<'EOF'
#include <stddef.h>
#include "applet/options.h"
static const struct applet_option options[] = {
	OPT('a', "all", NULL, "not 'some'"),
	OPT('l', NULL, "LIST", "read .LIST,\nor \\ it"),
	OPT(CONFIG_FEATURE_SAMPLE_LOUD ? OPTION_LONG : OPTION_ABSENT, "loud", "[=HOW]", "as -a"),
	OPT('s', "silent", NULL, "no word"),
	OPT('s', "quiet", NULL, "no word"),
	{ .key = 0 },
};
static int sample_main(int argc, char **argv)
{
	(void)argc;
	return argv == 0;
}
APPLET(sample_applet) = {
	.name = "sample-applet",
	.main = sample_main,
	.synopsis = "[-N] [NAME=VALUE]... {FILE|-}",
	.summary = "Do FILE a favour.",
	.options = options,
	.failure = 1,
	.flags = APPLET_SHORT_HELP,
};
EOF
cat >"$tree/applets/basic/sample_applet.mdoc" <<'EOF'
.Dd May 1, 2020
.Pp
It may be
.Sy anything .
.Ss Favours
Some.
.Sh EXIT STATUS
None.
EOF
cp "$tree/applets/basic/sample_applet.mdoc" "$tree/applets/basic/later.mdoc"
make_in "$tree" man
exits 0
file "$build/man/sample-applet.1" '.Dd May 1, 2020
.Dt SAMPLE-APPLET 1
.Os holdbox
.Sh NAME
.Nm sample-applet
.Nd do FILE a favour
.Sh SYNOPSIS
.Nm sample-applet Oo Fl N Oc Oo Ar NAME Ns No \&= Ns Ar VALUE Oc Ns No \&... No \&{ Ns Ar FILE Ns No \&| Ns Fl Ns No \&}
.Sh DESCRIPTION
\&Do
.Ar FILE
a favour.
.Pp
It may be
.Sy anything .
.Pp
The options are as follows:
.Bl -tag -width Ds
.It Fl a , Fl -all
not \(aqsome\(aq
.It Fl l Ar LIST
read \&.LIST, or \e it
.It Fl -loud Ns Oo No \&= Ns Ar HOW Oc
as
.Fl a
.It Fl s , Fl -silent , Fl -quiet
no word
.It Fl h , Fl -help
display this help and exit
.It Fl V , Fl -version
output version information and exit
.El
.Ss Favours
Some.
.Sh EXIT STATUS
None.'
absent "$build/man/later.1"

finish
