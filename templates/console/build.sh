#!/bin/bash
# templates/console/build.sh - lays out the console for the server: hashed folder, gzip beside each file
#
# usage: build.sh OUT   (from the root of the source; needs no network)
# Everything but index.html goes into one folder named after a hash of it all, so that a browser may
# keep it for ever and relative imports go on working; index.html says @BUILD@ for that folder. The
# libraries come from node_modules (make console-libs); the one bare import they have is made relative,
# since an import map would have to be inline and the content security policy forbids that.
set -euo pipefail
out=$1
here=templates/console
libs=$here/node_modules
new=$out.new
rm -rf "$new"
mkdir -p "$new/files"

(cd "$here" && find . -name node_modules -prune -o -type f \
	! -name 'package*.json' ! -name '.*' ! -name '*.sh' ! -name '*.md' -print0 |
	tar --null -T - -cf -) | tar -C "$new/files" -xf -

lib() { # from below node_modules, to below vendor/
	[ -e "$libs/$1" ] || return 0
	mkdir -p "$new/files/vendor"
	sed -e 's#from *"preact"#from"./preact.js"#g' -e "s#from *'preact'#from'./preact.js'#g" \
		-e '/^\/\/# sourceMappingURL/d' -e 's#//\# sourceMappingURL=.*$##' \
		"$libs/$1" >"$new/files/vendor/$2"
}
lib preact/dist/preact.module.js preact.js
lib preact/hooks/dist/hooks.module.js hooks.js
lib htm/dist/htm.module.js htm.js
lib uplot/dist/uPlot.iife.min.js uplot.js
[ ! -e "$new/files/vendor/uplot.js" ] || echo "export default uPlot;" >>"$new/files/vendor/uplot.js" # half of the module's size
lib uplot/dist/uPlot.min.css uplot.css
lib qrcode-generator/dist/qrcode.mjs qrcode.js

hash=$(cd "$new/files" && find . -type f -print0 | sort -z | xargs -0r sha256sum | sha256sum | cut -c1-12)
mv "$new/files" "$new/$hash"
if [ -e "$new/$hash/index.html" ]; then
	sed "s/@BUILD@/$hash/g" "$new/$hash/index.html" >"$new/index.html"
	rm "$new/$hash/index.html"
fi
find "$new" -type f ! -name '*.png' ! -name '*.woff2' -exec gzip -9nk {} +
rm -rf "$out"
mv "$new" "$out"
