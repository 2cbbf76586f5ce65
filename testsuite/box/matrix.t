# shellcheck shell=sh
# Builds and tests configurations of the box: $MATRIX names them (make matrix: every one). All other
# tests are for the default one.
root=${0%/*}/../..
# shellcheck disable=SC2086
exec "$root/scripts/matrix" "$(cd "${HOLDBOX%/*}" && pwd)/matrix" ${MATRIX-none all random}
