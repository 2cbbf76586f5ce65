# configure.awk - turns .config into what the build reads.
#
# usage: awk -v out=DIRECTORY -f configure.awk Config.in... .config
#
# Reads the symbols that the Config.in files declare, then the configuration, and writes
#   DIRECTORY/config.mk             CONFIG_X := y, and APPLETS := the applets, sorted
#   DIRECTORY/include/autoconf.h    #define CONFIG_X 1, or 0 for every symbol that is off
#   DIRECTORY/include/applet_list.h #define APPLET_LIST(X) X(env) X(false) ...
#   DIRECTORY/include/families.h    the applets' names, under the titles of their menus
#   DIRECTORY/include/config_text.h what --config prints, and the prefix of --list-full
# A malformed line is an error; a symbol that no Config.in declares is left out, and reported.

function complain(text) {
	print FILENAME ":" FNR ": " text | "cat >&2"
	close("cat >&2")
}

# An applet's symbol is its name in capitals; these are not applets.
function is_applet(symbol) {
	return symbol !~ /^(FEATURE|BUILD)_/ && symbol != "PREFIX"
}

# "  Launch  choom chroot ...", on several lines if need be
function family_lines(file,    i, line, lines, name) {
	for (i = 0; i < count; i++) {
		if (family[symbols[i]] != file || value[symbols[i]] != "y" ||
		    !is_applet(symbols[i]))
			continue
		name = tolower(symbols[i])
		gsub(/_/, "-", name)
		if (length(line name) > 70) {
			lines = lines line "\\n"
			line = ""
		}
		if (line == "")
			line = sprintf("  %-7s", lines == "" ? title[file] : "")
		line = line " " name
	}
	return line == "" ? "" : lines line "\\n"
}

FILENAME ~ /Config\.in$/ {
	if ($1 == "source")
		sources[++source_count] = substr($2, 2, length($2) - 2)
	if ($1 == "menu")
		title[FILENAME] = substr($2, 2, length($2) - 2)
	if ($1 == "config") {
		family[$2] = FILENAME
		symbols[count++] = $2
	}
	next
}

FNR == 1 {
	for (i = 0; i < count; i++)
		known[symbols[i]] = 1
}

/^#/ || /^[ \t]*$/ { next }

!/^CONFIG_[A-Z0-9_]+=(y|n|"[^"\\]*"|-?[0-9]+)$/ {
	complain("not a configuration line: " $0)
	bad = 1
	exit 1
}

{
	symbol = substr($0, 8, index($0, "=") - 8)
	if (!(symbol in known))
		complain("CONFIG_" symbol ": no such symbol, left out")
	else
		value[symbol] = substr($0, index($0, "=") + 1)
}

END {
	if (bad)
		exit 1
	mk = out "/config.mk"
	header = out "/include/autoconf.h"
	list = out "/include/applet_list.h"
	text = out "/include/config_text.h"
	families = out "/include/families.h"
	print "#ifndef AUTOCONF_H\n#define AUTOCONF_H" > header
	print "#define CONFIG_TEXT \\" > text
	for (i = 0; i < count; i++) {
		symbol = symbols[i]
		v = (symbol in value) && value[symbol] != "n" ? value[symbol] : ""
		print "#define CONFIG_" symbol " " (v == "y" ? 1 : v == "" ? 0 : v) > header
		shown = v == "" ? "# CONFIG_" symbol " is not set" : "CONFIG_" symbol "=" v
		gsub(/"/, "\\\"", shown)
		print "\t\"" shown "\\n\" \\" > text
		plain = v
		gsub(/"/, "", plain)
		print "CONFIG_" symbol " := " plain > mk
		if (v == "y" && is_applet(symbol))
			chosen[++chosen_count] = tolower(symbol)
	}
	for (i = 2; i <= chosen_count; i++) # insertion sort
		for (j = i; j > 1 && chosen[j] < chosen[j - 1]; j--) {
			swap = chosen[j]
			chosen[j] = chosen[j - 1]
			chosen[j - 1] = swap
		}
	names = expansions = ""
	for (i = 1; i <= chosen_count; i++) {
		names = names " " chosen[i]
		expansions = expansions " X(" chosen[i] ")"
	}
	print "APPLETS :=" names > mk
	print "#define STANDALONE 0\n#define ALL_EXEC 0\n#define APPLET_LIST(X)" expansions > list
	print "#define FAMILIES \\" > families
	for (i = 1; i <= source_count; i++)
		print "\t\"" family_lines(sources[i]) "\" \\" > families
	print "\t\"\"" > families
	print "#endif" > header
	prefix = ("PREFIX" in value) ? value["PREFIX"] : "\"/usr\""
	gsub(/"/, "", prefix)
	sub(/^\/+/, "", prefix)
	sub(/\/+$/, "", prefix)
	print "\t\"\"\n#define LINK_PREFIX \"" (prefix == "" ? "" : prefix "/") "bin/\"" > text
}
