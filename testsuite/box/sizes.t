. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"

it "measures each applet and feature, and writes the sizes into the prompts"
small_tree
echo 'enum { LOUD = CONFIG_FEATURE_SAMPLE_LOUD };' >"$tree/applets/basic/sample_applet.h"
cat >"$tree/applets/basic/sample_applet.c" <<'EOF'
#include "applet/applet.h"
#include "sample_applet.h"
#include "text/output.h"
static const char noise[3000] = { 'n', 'o' };
static const char rest[2000] = { 'm' };
static int sample_main(int argc, char **argv)
{
	struct output output;
	char buffer[64];

	(void)argv;
	output_start(&output, 1, buffer, sizeof(buffer));
	if (LOUD)
		output_bytes(&output, noise + argc, sizeof(noise) - argc);
	output_bytes(&output, rest + argc, sizeof(rest) - argc);
	return output_finish(&output);
}
APPLET(sample_applet) = {
	.name = "sample-applet",
	.main = sample_main,
	.synopsis = "",
	.summary = "Do.",
	.failure = 1,
};
EOF
sed -i 's/^\(CONFIG_.*SAMPLE_LOUD\)=y/# \1 is not set/' "$build/.config"
cp -p "$build/.config" before
make_in "$tree" sizes SANITIZE=n
exits 0
kilobytes() {
	sed -n "s/^ *bool \"$1 (\([0-9]*\)\.[0-9] kB)\"\$/\1/p" "$tree/$2"
}
# what it shares with the box does not count; a compiler may add to the rest, but not a kilobyte
same 5 "$(kilobytes sample-applet applets/basic/Config.in)" "kilobytes of an applet"
same 3 "$(kilobytes "sample-applet's noise" applets/basic/Config.in)" "kilobytes of a feature"
! grep -q '(0\.0 kB)' "$tree/applets/basic/Config.in" || wrong "true has no size"
grep -q 'Help texts in the binary ([0-9.]* kB)"$' "$tree/Config.in" || wrong "no size of the help"
same "" "$(grep 'executable.*kB' "$tree/Config.in")" "size of what is no feature"

it "does not change the configuration"
cmp -s "$scratch/1/before" "$build/.config" || wrong ".config has changed"
absent "$build/holdbox"

it "measures the same sizes the second time"
cp "$tree/applets/basic/Config.in" basic
cp "$tree/Config.in" top
make_in "$tree" sizes SANITIZE=n
exits 0
file "$tree/applets/basic/Config.in" "$(cat basic)"
file "$tree/Config.in" "$(cat top)"

finish
