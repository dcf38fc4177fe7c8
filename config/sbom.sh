#!/bin/bash
# config/sbom.sh - what Lapak is made of, as SPDX 2.3 tag-value on stdout
#
# usage: sbom.sh VERSION PROGRAM   (from the root of the source)
# The libraries the program is linked with come with the versions of the Debian packages that hold
# them; files are listed with SHA-1 and SHA-256. The date is SOURCE_DATE_EPOCH, else the commit's.
set -euo pipefail
export LC_ALL=C
version=$1 program=$2
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
files=$(find bot migrations templates config -name node_modules -prune -o -path config/secrets -prune \
	-o -type f -print | sort)
digest=$(printf '%s\n' "$files" | xargs sha256sum | sha256sum | cut -c1-32)

cat <<END
SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: lapak-$version
DocumentNamespace: https://spdx.org/spdxdocs/lapak-$version-$digest
Creator: Tool: lapak-sbom
Created: $(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)

PackageName: lapak
SPDXID: SPDXRef-lapak
PackageVersion: $version
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: true
PackageVerificationCode: $(printf '%s\n' "$files" | xargs sha1sum | cut -c1-40 | sort | tr -d '\n' | sha1sum | cut -c1-40)
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: NOASSERTION
PackageCopyrightText: NOASSERTION
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-lapak
END

printf '%s\n' "$files" | while read -r f; do
	cat <<END

FileName: ./$f
SPDXID: SPDXRef-File-$(printf %s "$f" | sha1sum | cut -c1-16)
FileChecksum: SHA1: $(sha1sum "$f" | cut -c1-40)
FileChecksum: SHA256: $(sha256sum "$f" | cut -c1-64)
LicenseConcluded: NOASSERTION
LicenseInfoInFile: NOASSERTION
FileCopyrightText: NOASSERTION
END
done

package() { # NAME VERSION PURL RELATION
	cat <<END

PackageName: $1
SPDXID: SPDXRef-${1//[^A-Za-z0-9.-]/-}
PackageVersion: $2
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: NOASSERTION
PackageCopyrightText: NOASSERTION
ExternalRef: PACKAGE-MANAGER purl $3
Relationship: SPDXRef-lapak $4 SPDXRef-${1//[^A-Za-z0-9.-]/-}
END
}

# What the program itself asks for, not what its libraries ask for.
for library in $(readelf -d "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort); do
	path=$(ldconfig -p | awk -v l="$library" '$1 == l { print $NF }' | head -n 1)
	[ -n "$path" ] || continue
	owner=$(dpkg -S "$path" "$(realpath "$path")" 2>/dev/null | head -n 1 | cut -d: -f1 || true)
	[ -n "$owner" ] || continue
	dpkg-query -W -f '${Package} ${Version}\n' "$owner"
done | sort -u | while read -r name v; do
	package "$name" "$v" "pkg:deb/debian/$name@$v?distro=bookworm" DYNAMIC_LINK
done

# What the pages bring along, by the lock files.
for lock in templates/console/package-lock.json; do
	[ -e "$lock" ] || continue
	awk -F'"' '/^    "node_modules\// { sub("node_modules/", "", $2); name = $2 }
		/^      "version"/ && name != "" { print name, $4; name = "" }' "$lock"
done | sort -u | while read -r name v; do
	package "$name" "$v" "pkg:npm/${name/@/%40}@$v" CONTAINS
done
