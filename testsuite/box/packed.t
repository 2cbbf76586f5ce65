# Tables of options and help texts, packed and not.
. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"
needs_program cc
small_tree
sed -i '/BUILD_PACKED_TABLES/d' "$build/.config"

# texts DIRECTORY: what the box there, and its programs, say of themselves
texts() {
	for name in true sample-applet; do
		"$1/holdbox" help $name
		"$1/standalone/$name" --help
		"$1/standalone/$name" --version
		"$1/holdbox" $name --hel
		"$1/holdbox" $name --helb
		"$1/holdbox" $name -x
	done
	"$1/holdbox" --help
	"$1/holdbox" --list
}

# a text that is long enough to be packed, options that may be abbreviated, and one that is off
sed -i '/^static int sample_applet_main/i\
static const struct applet_option options[] = {\
	OPT('"'a', \"all\", NULL, \"all of them, and then all of the others, and then all of them\\\\nagain, because it is long\""'),\
	OPT('"'b', \"big\", \"SIZE\", \"how big it may be, where it may be big, and where it may not be\""'),\
	OPT(OPTION_LONG, "help-me", "[=HOW]", "help"),\
	OPT(OPTION_LONG + 1, "huge", NULL, "the same as --big"),\
	OPT(OPTION_ABSENT, "gone", NULL, "never seen"),\
	{ .key = 0 },\
};\
' "$tree/applets/basic/sample_applet.c"
sed -i 's/^	\.failure = 1,/	.options = options,\n&/' "$tree/applets/basic/sample_applet.c"

it "says the same, packed and not"
echo '# CONFIG_BUILD_PACKED_TABLES is not set' >>"$build/.config"
make_in "$tree" all standalone
exits 0
cp -Rp "$build" "$scratch/plain"
absent "$build/tables"
sed -i 's/^# \(CONFIG_BUILD_PACKED_TABLES\) is not set/\1=y/' "$build/.config"
make_in "$tree" all standalone
exits 0
[ -f "$build/tables/tables.c" ] || wrong "nothing was packed"
texts "$scratch/plain" >plain 2>&1
texts "$build" >packed 2>&1
grep -q 'because it is long' packed || wrong "there is no help: $(cat packed)"
cmp plain packed || wrong "$(diff plain packed)"

# errno is set by the call, and most of these never are: one of them has no text, and 134 no number
it "has the same words for what errno says, packed and not"
if is_static; then
	for number in 1 2 5 24 35 40 41 58 61 84 122 123 131 133 134 500; do
		inject "write:error=$number:when=1" "$scratch/plain/holdbox" true --help
		[ -z "$skipped" ] || break
		mv err plain
		inject "write:error=$number:when=1" "$build/holdbox" true --help
		cmp plain err || wrong "$number: $(diff plain err)"
		same "true: write error: " "$(cut -c 1-19 <err)" "the message"
	done
fi

it "builds without a compiler for the machine that builds"
make_in "$tree" all HOSTCC=/no/such/cc
exits 0
run "$build/holdbox" sample-applet --help
grep -q 'because it is long' out || wrong "there is no help: $(cat out)"

it "names an applet that has no descriptor"
sed -i 's/^APPLET(sample_applet)/APPLET(other_applet)/; s/sample_applet_main/other_applet_main/' \
	"$tree/applets/basic/sample_applet.c"
make_in "$tree" all
[ "$status" != 0 ] || wrong "the build has passed"
grep -q "undefined reference to 'sample_applet_applet'" err || wrong "message: $(cat err)"

finish
