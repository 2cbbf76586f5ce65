# make html: the manual pages for a browser, and the cheat sheet.
. "${0%/*}/../lib.sh"
needs_program mandoc
root=$(cd "${0%/*}/../.." && pwd)

# a page with a link to one of ours, one to another's
mkdir "$scratch/man"
for name in first second; do
	printf '.Dd November 30, 2026\n.Dt %s 1\n.Os\n.Sh NAME\n.Nm %s\n.Nd say \\(dqa < b\\(dq\n' \
		$name $name >"$scratch/man/$name.1"
done
printf '.Sh SEE ALSO\n.Xr second 1 ,\n.Xr signal 7\n' >>"$scratch/man/first.1"

it "links our pages to each other, and others to where they can be read"
run "$root/scripts/html" "$root/README" html "$scratch/man/first.1" "$scratch/man/second.1"
exits 0; complains
same 'href="second.1.html"
href="https://man7.org/linux/man-pages/man7/signal.7.html"' \
	"$(grep -o 'href="[^"#]*"' html/first.1.html)" links

it "makes a cheat sheet of README's lines and the list of pages"
run "$root/scripts/html" "$root/README" html "$scratch/man/first.1"
exits 0
grep -q '^<dt><a href="first.1.html">first</a></dt>$' html/index.html || wrong "no first"
grep -q '^<dd>say "a &lt; b"</dd>$' html/index.html || wrong "no summary of first"
line='nohup my_command > log 2>&1 &'
grep -qF "$line" "$root/README" || wrong "README has no longer: $line"
grep -qF 'nohup my_command &gt; log 2&gt;&amp;1 &amp;' html/index.html || wrong "no line of README"
for element in pre p dl h2; do
	same "$(grep -c "^<$element>" html/index.html)" "$(grep -c "</$element>$" html/index.html)" \
		"starts and ends of $element"
done

finish
