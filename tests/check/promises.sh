#!/bin/bash
# tests/check/promises.sh - every file that README.md's promises and tests/SECURITY.md name is there
set -euo pipefail

missing=0
named=0
while read -r file; do
	named=$((named + 1))
	[ -e "$file" ] || {
		echo "promises: $file is named but not there"
		missing=1
	}
done < <({
	sed -n '/^## What is promised/,/^## /p' README.md
	cat tests/SECURITY.md
} | grep -oE '`(tests|bot|config|templates)/[A-Za-z0-9_./-]+' | tr -d '`' | sort -u)
[ "$named" -gt 40 ] || {
	echo 'promises: the tables were not found'
	exit 1
}
[ $missing -eq 0 ] || exit 1
echo "promises: ok ($named files)"
