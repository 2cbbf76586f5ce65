# shellcheck shell=sh
# Configurations of the box, built and tested: $MATRIX names them (make matrix: every one). The
# rest of the testsuite tests the default one.
root=${0%/*}/../..
# shellcheck disable=SC2086
exec "$root/scripts/matrix" "$(cd "${HOLDBOX%/*}" && pwd)/matrix" ${MATRIX-none all random}
