# shellcheck shell=sh
. "${0%/*}/../lib.sh"
needs TRUE

it "succeeds silently, whatever its arguments"
run true
exits 0; prints; complains
run true --help --version -x operand
exits 0; prints; complains

it "prints help and version if that is the only argument"
run true --version
exits 0
same "true (holdbox)" "$(cut -d' ' -f1-2 out)" version
run true --help
exits 0
same "Usage: true [ignored command line arguments]" "$(head -n 1 out)" usage

it "reports an unwritable standard output and fails"
run sh -c 'exec true --help >/dev/full'
exits 1
complains "true: write error: No space left on device"
run sh -c 'exec true --help >&-'
exits 1
complains "true: write error: Bad file descriptor"

finish
