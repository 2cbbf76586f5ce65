. "${0%/*}/../lib.sh"

# What the map of the link says is in the box: only the objects of musl's libc have these names.
map=$build_directory/obj/holdbox.map
[ -f "$map" ] || skip_all "$map is missing"
if grep -aqE '/ld-(linux|musl)|glibc|libgcov' "$HOLDBOX"; then
	skip_all "what is linked into a static program with musl is known"
fi

# members: the objects of libc of which something is left after --gc-sections
members() {
	sed '1,/^Linker script and memory map/d; /^Cross Reference Table/,$d' "$map" |
		sed -n 's/^.* 0x0*[1-9a-f][0-9a-f]* *0x0*[1-9a-f][0-9a-f]* .*libc\.a(\(.*\)\.l\{0,1\}o)$/\1/p' |
		sort -u
}

# wanted_by OBJECT: for whose sake it was linked
wanted_by() {
	grep -F -A1 "libc.a($1." "$map" | sed -n '2s/^ *//p'
}

it "knows what is linked"
members >"$scratch/members"
for member in strlen strcmp __libc_start_main; do
	grep -qx "$member" "$scratch/members" || wrong "$member is not among $(wc -l <"$scratch/members") objects"
done

it "contains nothing of libc that is larger than its use"
while read -r member reason; do
	! grep -qx "$member" "$scratch/members" ||
		wrong "$member, wanted by $(wanted_by "$member"): $reason"
done <<'EOF'
vfprintf printf takes 16 KB, text/format.h 1
vsnprintf printf takes 16 KB, text/format.h 1
snprintf printf takes 16 KB, text/format.h 1
vfscanf scanf takes 16 KB: text/number.h, text/lines.h
fopen text/output.h writes, and text_read reads
intscan strtol takes 2 KB with stdio's part: text/number.h, text/lines.h
floatscan strtod takes 12 KB: text/duration.h
lite_malloc text/text.h has memory that grows, and malloc is a part of everything that needs it
malloc text/text.h has memory that grows
strdup it needs malloc
qsort text/sort.h takes a fifth of it
memmem ps has its own find.h, which takes a tenth of it
strstr ps has its own find.h, which takes a tenth of it
regcomp pattern/pattern.h takes a fifth of it, and no time that grows with its square
getopt_long applet/options.h
sysconf getauxval(AT_PAGESZ), and proc/cpus.h
setrlimit it has all threads do it, of which there are none: prlimit(2)
getrlimit prlimit(2)
synccall there are no threads: make the system call itself
setuid it has all threads do it: user/credentials.h
setgid it has all threads do it: user/credentials.h
ttyname_r proc/tty_name.h
getpw_a user/account.h
getgr_a user/account.h
__tz ps has its own zone.h: libc's takes 7 KB with malloc
wcwidth text/width.h takes a quarter of it
strftime ps has its own date.h
getcwd it needs malloc: text/path.h
opendir proc/procfs.h
iconv text/utf8.h
setlocale text/utf8.h knows the locale's name
fork vfork or clone: a fork copies the parent's page tables
system launch/launch.h
getenv text/variable.h
strncmp text/byte.h
strncat text/format.h
stpcpy strcpy is made of it: text/format.h
strspn text/byte.h
strcspn text/byte.h, and it needs memset
strcasecmp text/byte.h
openat file/descriptor.h
readlink file/descriptor.h
EOF
for member in strerror strsignal; do
	if has BUILD_PACKED_TABLES && grep -qx $member "$scratch/members"; then
		wrong "$member, wanted by $(wanted_by $member): text/reason.h has the same words, packed"
	fi
done

finish
