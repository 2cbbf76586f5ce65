. "${0%/*}/../lib.sh"
needs_program size readelf
root=$(cd "${0%/*}/../.." && pwd)
table=$root/testsuite/box/budgets

if ! [ -f "$build_directory/obj/holdbox.map" ] || [ "$(uname -m)" != x86_64 ] ||
	grep -aqE '/ld-(linux|musl)|glibc|libgcov' "$HOLDBOX"; then
	skip_all "the table is that of a static program for x86-64"
fi
if has BUILD_STATIC_PIE || has BUILD_SEPARATE_CODE || ! has BUILD_PACKED_TABLES; then
	skip_all "the table is that of the default build switches"
fi
[ -z "${HOLDBOX_BRIEF-}" ] || skip_all "one of many configurations"
PATH=$system_path "$root/scripts/budgets" "$build_directory" >"$scratch/now" || exit 1
[ "$(head -n 1 "$table")" = "$(head -n 1 "$scratch/now")" ] ||
	skip_all "the table is that of $(head -n 1 "$table")"

# applets LISTING: the names in it
applets() {
	sed 1d "$1" | cut -d' ' -f1 | grep -vx -e holdbox -e nohup-alone | sort
}

it "has the bytes of testsuite/box/budgets, within 1 per cent; 'make budgets' renews them"
# a total is only that of the same applets; what is in one list alone has no budget yet
applets "$table" >wanted
applets "$scratch/now" >there
if cmp -s wanted there; then all=y; else all=n; fi
# the smallest ones may grow by 64 bytes
awk -v all=$all 'NR == FNR { budget[$1] = $2; next }
	FNR > 1 && $1 in budget && (all == "y" || $1 != "holdbox") {
		most = budget[$1] / 100 > 64 ? budget[$1] / 100 : 64
		off = $2 - budget[$1]
		if (off > most || -off > most)
			print $1 ": " $2 " bytes, of a budget of " budget[$1]
	}' "$table" "$scratch/now" >found
same "" "$(cat found)" "parts that have another size"

finish
