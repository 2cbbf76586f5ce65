. "${0%/*}/../lib.sh"
needs FALSE

it "fails silently, whatever its arguments"
run false
exits 1; prints; complains
run false --help --version -x operand
exits 1; prints; complains
run false -- --help
exits 1; prints; complains

it "prints help and version if that is the only argument, but still fails"
run false --version
exits 1
same "false (holdbox)" "$(cut -d' ' -f1-2 out)" version
run false --help
exits 1; complains
same "Usage: false [ignored command line arguments]" "$(head -n 1 out)" usage

it "reports an unwritable standard output"
run sh -c 'exec false --help >/dev/full'
exits 1
complains "false: write error: No space left on device"
run sh -c 'exec false --version >&-'
exits 1
complains "false: write error: Bad file descriptor"

finish
