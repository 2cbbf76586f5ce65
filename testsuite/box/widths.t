. "${0%/*}/../lib.sh"
needs_program musl-gcc
root=$(cd "${0%/*}/../.." && pwd)

it "has the widths of characters that musl has"
PATH=$system_path
cat >all.c <<'EOF'
#include <stdio.h>
#include <wchar.h>
#include "text/width.h"
int main(void)
{
	for (unsigned code = 0xa0; code < 0x110000; code++) {
		int width = wcwidth((wchar_t)code);
		if (width >= 0 && code / 0x800 != 0xd800 / 0x800 && width != character_width(code))
			printf("U+%X: %d, not %d\n", code, character_width(code), width);
	}
	return 0;
}
EOF
run musl-gcc -static -O1 -D_GNU_SOURCE -I "$root/include" all.c "$root/libcommon/text/width.c" -o all
exits 0
run ./all
exits 0
prints ""

it "has the tables that scripts/mkwidths.c makes"
run musl-gcc -static -D_GNU_SOURCE "$root/scripts/mkwidths.c" -o mkwidths
exits 0
run ./mkwidths
exits 0
sed -n '/^static const.*\[\]/,/^};/p' "$root/libcommon/text/width.c" >tables
cmp tables out || wrong "scripts/mkwidths.c makes other tables"

finish
