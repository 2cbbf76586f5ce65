# The presets in configs/: make NAME_defconfig, and configurations of one's own.
. "${0%/*}/../lib.sh"
needs_program kconfig-conf make
root=$(cd "${0%/*}/../.." && pwd)

make_goal() {
	run env PATH="$system_path" make -s -C "$root" O="$PWD/build" "$@"
}

it "configures what each preset names, and nothing else"
for preset in "$root"/configs/*_defconfig; do
	make_goal "${preset##*/}"
	exits 0
	grep -v '^# [^C]' "$preset" | sort >named
	if grep -q =y named; then
		grep '=y$' build/.config | sort >configured
	else
		grep '^# CONFIG_.* is not set$' build/.config | sort >configured
	fi
	same "" "$(diff named configured)" "${preset##*/}"
done

it "makes the same configuration as kconfig, which would change nothing in it"
for preset in "$root"/configs/*_defconfig; do
	make_goal "${preset##*/}"
	grep ^CONFIG_ build/.config | sort >wanted
	make_goal olddefconfig
	exits 0
	same "" "$(grep ^CONFIG_ build/.config | sort | diff wanted -)" "${preset##*/}"
done

it "needs no kconfig program for a preset"
run env PATH="$system_path" make -s -C "$root" O="$PWD/build" KCONFIG_CONF=nosuch tiny_defconfig
exits 0
grep -q '^CONFIG_NOHUP=y$' build/.config || wrong "no nohup"

it "reads back what savedefconfig wrote"
for preset in tiny full; do
	make_goal ${preset}_defconfig
	grep ^CONFIG_ build/.config | sort >wanted
	make_goal savedefconfig
	exits 0
	mv build/defconfig saved
	make_goal allnoconfig
	make_goal defconfig DEFCONFIG="$PWD/saved"
	exits 0
	same "" "$(grep ^CONFIG_ build/.config | sort | diff wanted -)" $preset
done

it "says which file is missing"
make_goal defconfig DEFCONFIG="$PWD/nosuch"
[ "$status" != 0 ] || wrong "status 0"
grep -q nosuch out err || wrong "$(cat out err)"

it "has a row in README for each preset"
for preset in "$root"/configs/*_defconfig; do
	grep -q "^    ${preset##*/} " "$root/README" || wrong "${preset##*/}"
done

finish
