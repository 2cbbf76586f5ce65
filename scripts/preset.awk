# preset.awk - makes a whole .config of a preset, without a kconfig program
#
# usage: awk -f preset.awk configs/NAME_defconfig Config.in...
#
# A preset lists what is on (CONFIG_X=y), and the rest is off; or, if it lists nothing like that,
# what is off (# CONFIG_X is not set), and the rest is on. Texts have their defaults. The testsuite
# checks that each line agrees with its dependencies in Config.in.

FILENAME ~ /_defconfig$/ {
	if ($0 ~ /^CONFIG_[A-Z0-9_]+=y$/) {
		on[substr($0, 8, length($0) - 9)] = 1
		some = 1
	} else if ($0 ~ /^# CONFIG_[A-Z0-9_]+ is not set$/)
		off[substr($2, 8)] = 1
	else if ($0 !~ /^# / && $0 != "") {
		print FILENAME ":" FNR ": not a line of a preset: " $0 | "cat >&2"
		exit bad = 1
	}
	next
}

$1 == "config" { symbol = $2 }

$1 == "bool" {
	if (some ? symbol in on : !(symbol in off))
		print "CONFIG_" symbol "=y"
	else
		print "# CONFIG_" symbol " is not set"
	delete on[symbol]
	delete off[symbol]
}

$1 == "default" && $2 ~ /^"/ { print "CONFIG_" symbol "=" $2 }

END {
	if (bad)
		exit 1
	for (symbol in on)
		unknown = symbol
	for (symbol in off)
		unknown = symbol
	if (unknown) {
		print "no such symbol: CONFIG_" unknown | "cat >&2"
		exit 1
	}
}
