. "${0%/*}/../lib.sh"
. "${0%/*}/tree.sh"

it "has the table and the number that make readme writes"
cp "$root/README" README
make_in "$root" readme README="$PWD/README"
exits 0
if ! cmp -s "$root/README" README; then
	wrong "README is out of date: run make readme"
	wrong "$(diff "$root/README" README)"
fi

it "has a line for each applet, under its family"
sed -n '/^\[applets: /,/^\[end/p' "$root/README" >table
for applet in $(applet_places); do
	name=$(basename "$applet" | tr _ -)
	family=$(sed -n 's/^menu "\(.*\)"/\1/p' "$root/${applet%/*}/Config.in")
	same "$family" "$(awk -v name="$name" '/^[A-Z]/ { family = $0 }
		/^ / && $1 == name { print family }' table)" "family of $name"
done

it "changes nothing but the table and the number, and nothing the second time"
small_tree
echo "measured with all 99 applets, of 7 applets" >>"$tree/README"
make_in "$tree" readme
exits 0
file "$tree/README" '[applets: written by "make readme"]

Few
    sample-applet  Exit with a status code indicating success
    true          Exit with a status code indicating success

[end of applets]
last
measured with all 2 applets, of 7 applets'
cp -p "$tree/README" before
touch -d '2 days ago' "$tree/README"
before=$(stat -c %Y "$tree/README")
make_in "$tree" readme
same "$before" "$(stat -c %Y "$tree/README")" "time of README"

it "refuses a README without a mark"
printf '[applets: written by "make readme"]\nkept\n' >README
make_in "$tree" readme README="$PWD/README"
[ "$status" != 0 ] || wrong "make readme succeeded"
grep -qF '[end of applets]' err || wrong "the mark is not mentioned: $(cat err)"
file README '[applets: written by "make readme"]
kept'

finish
