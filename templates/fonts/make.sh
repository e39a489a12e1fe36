#!/bin/sh
# Makes the faces of this folder again, byte for byte, from the npm packages named in SOURCES.tsv.
#
#   make fonts            check the result against the sums in SOURCES.tsv, then put it in place
#   sh make.sh --record   after a change to SOURCES.tsv or a set: write the new sums into it
#
# Needs npm (for npm pack), hb-subset (Debian: libharfbuzz-bin), openssl, sha256sum and Go. The packages, 190 MB,
# are kept in ${KEBEN_FONTS:-~/.cache/keben/fonts}.
set -eu
cd "$(dirname "$0")"
here=$(pwd)
cache=${KEBEN_FONTS:-$HOME/.cache/keben/fonts}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tab=$(printf '\t')
record=
[ "${1:-}" = --record ] && record=yes

for tool in npm hb-subset openssl sha256sum go; do
	command -v $tool >/dev/null || { echo "make fonts: $tool is not installed" >&2; exit 1; }
done
mkdir -p "$cache" "$work/out"
go build -o "$work/prepare" prepare.go

# folder of package "@scope/name@1.2.3" is scope-name-1.2.3, as npm pack names its file
folder() { echo "${1#@}" | tr / - | sed 's/@/-/'; }

grep "^package$tab" SOURCES.tsv | while IFS="$tab" read -r _ spec theirs ours integrity; do
	name=$(folder "$spec")
	tgz=$cache/$name.tgz
	[ -f "$tgz" ] || (cd "$cache" && npm pack --silent "$spec" >/dev/null)
	got=sha512-$(openssl dgst -sha512 -binary "$tgz" | openssl base64 -A)
	[ "$got" = "$integrity" ] || { echo "make fonts: $tgz has integrity $got, not $integrity" >&2; exit 1; }
	mkdir "$work/$name"
	tar -xzf "$tgz" -C "$work/$name" --strip-components=1
	cp "$work/$name/$theirs" "$work/out/$ours"
done

grep "^face$tab" SOURCES.tsv | while IFS="$tab" read -r _ file spec path set family style sum; do
	in=$work/$(folder "$spec")/$path
	case $path in
	*.woff)
		"$work/prepare" unpack "$in" "$work/unpacked.ttf"
		in=$work/unpacked.ttf ;;
	esac
	notice="Renamed from the font file ${path##*/} of npm $spec; part of Keben."
	if [ "$set" != - ]; then
		hb-subset "$in" --unicodes-file="$set" --layout-features='*' --name-IDs='*' --output-file="$work/subset.ttf"
		in=$work/subset.ttf
		notice="Subset and renamed from the font file ${path##*/} of npm $spec; part of Keben."
	fi
	"$work/prepare" rename "$family" "$style" "$notice" "$in" "$work/out/$file"
	got=$(sha256sum "$work/out/$file" | cut -d' ' -f1)
	if [ $record ]; then
		sed -i "/^face$tab$file$tab/s/[^$tab]*\$/$got/" "$here/SOURCES.tsv"
	elif [ "$got" != "$sum" ]; then
		echo "make fonts: $file has sha256 $got, not $sum ($(hb-subset --version | head -1))" >&2
		exit 1
	fi
	echo "$file"
done
cp "$work"/out/* .
