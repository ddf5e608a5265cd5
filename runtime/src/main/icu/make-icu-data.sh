#!/usr/bin/env bash
#
# Makes the ICU data file that V8 needs for Intl, Temporal, String.prototype.normalize and \p{...}.
#
# The i18n build of V8 in Javet has the code of ICU, but not its data, and no package has the data
# in the form V8 reads (icudt77l.dat, little-endian). icu4j of the same version has the same items,
# big-endian and as single files. This script takes them out of the icu4j jar, swaps them, packs
# them into one file and writes, as resources of the runtime module:
#
#   dev/workerlet/runtime/platform/icudt77l.dat.gz      the data
#   dev/workerlet/runtime/platform/icudt77l.properties  version, size and sha256 of the unpacked data
#
# The result is committed: run this only when the ICU version of V8 changes (see README.md).
# The same input gives the same bytes.
#
# Usage: runtime/src/main/icu/make-icu-data.sh
# Needs: bash, a JDK (jar), Maven (mvn), icupkg and genrb (package icu-devtools on Debian and
# Ubuntu), GNU grep, find and coreutils.

set -euo pipefail
export LC_ALL=C
umask 022

readonly ICU_VERSION=77.1
readonly DATA_NAME="icudt${ICU_VERSION%%.*}l"
readonly DEPENDENCY_PLUGIN=org.apache.maven.plugins:maven-dependency-plugin:3.8.1

# Items left out. ICU for C++ has the first ones compiled in and never looks for them in the data.
# The others belong to services V8 does not use: transliterators, IDNA and StringPrep, the spoof
# checker, character names, and a case folding that no JavaScript API offers.
readonly COMPILED_IN='^(uprops|ucase|ubidi|pnames)\.icu$|^nfc\.nrm$'
readonly UNUSED='^translit/|\.spp$|\.cfu$|^(uts46|nfkc_scf)\.nrm$|^unames\.icu$'

# V8's ICU is built for word breaking by a machine-learned model, and without that model (item
# brkitr/jaml.res, which icu4j does not have) it refuses its Chinese and Japanese dictionary too.
# Only breaking at phrases reads the model, which no JavaScript API asks for. So an empty one will do.
readonly MODEL_FEATURES=(UW1 UW2 UW3 UW4 UW5 UW6 BW1 BW2 BW3 TW1 TW2 TW3 TW4)

# icupkg up to ICU 75 refuses the current format of Normalizer2 data, although it swaps the same
# way as the format before. So the items say the old format while icupkg works on them.
readonly NRM_FORMAT=5
readonly NRM_FORMAT_FOR_ICUPKG=4
readonly NRM_FORMAT_OFFSET=16

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null 2>&1 || fail "$1 not found; $2"
}

# byte_at FILE OFFSET: prints the byte as a decimal number.
byte_at() {
  od -An -v -tu1 -j "$2" -N 1 "$1" | tr -d ' \n'
}

# set_byte FILE OFFSET VALUE
set_byte() {
  printf '%b' "\\0$(printf '%03o' "$3")" \
    | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

# icupkg may be outside the search path of ordinary users.
PATH="$PATH:/usr/sbin:/sbin"

need icupkg "install it with: apt-get install icu-devtools (Debian, Ubuntu), or from the ICU4C tools"
need genrb "install it with: apt-get install icu-devtools (Debian, Ubuntu), or from the ICU4C tools"
need mvn "install Apache Maven"
need jar "install a JDK"
need sha256sum "install GNU coreutils"
printf 'Nrm2\004' | grep -qaP 'Nrm2\x04' || fail "grep without -P; install GNU grep"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
resources=$here/../resources/dev/workerlet/runtime/platform
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "Getting icu4j $ICU_VERSION"
if ! (cd "$work" && mvn -B -q "$DEPENDENCY_PLUGIN:copy" \
    -Dartifact="com.ibm.icu:icu4j:$ICU_VERSION" -DoutputDirectory="$work") > "$work/mvn.log" 2>&1; then
  cat "$work/mvn.log" >&2
  fail "Maven could not get com.ibm.icu:icu4j:$ICU_VERSION"
fi
icu4j=$work/icu4j-$ICU_VERSION.jar
[[ -f $icu4j ]] || fail "Maven did not copy icu4j-$ICU_VERSION.jar"

echo "Choosing items"
mkdir "$work/jar"
(cd "$work/jar" && jar xf "$icu4j" com/ibm/icu/impl/data/icudata)
items=$work/jar/com/ibm/icu/impl/data/icudata
[[ -d $items ]] || fail "no ICU data in icu4j-$ICU_VERSION.jar"
[[ ! -e $items/brkitr/jaml.res ]] || fail "icu4j-$ICU_VERSION.jar has brkitr/jaml.res; use that one"
{
  echo 'jaml:table(nofallback) {'
  for feature in "${MODEL_FEATURES[@]}"; do
    printf '  %sKeys:array { "-" }\n  %sValues:intvector { 0 }\n' "$feature" "$feature"
  done
  echo '}'
} > "$work/jaml.txt"
genrb -q -e UTF-8 -s "$work" -d "$items/brkitr" jaml.txt > "$work/genrb.log" 2>&1 \
  || fail "genrb failed: $(cat "$work/genrb.log")"
(cd "$items" && find . -type f -regextype posix-extended \
  -regex '.*\.(res|nrm|icu|brk|dict|spp|cfu)' -printf '%P\n') \
  | grep -Ev "$COMPILED_IN|$UNUSED" | sort > "$work/items.txt"
for item in root.res pool.res zoneinfo64.res supplementalData.res uemoji.icu nfkc.nrm nfkc_cf.nrm \
    coll/ucadata.icu brkitr/word.brk brkitr/thaidict.dict brkitr/cjdict.dict brkitr/jaml.res; do
  grep -qx "$item" "$work/items.txt" || fail "$item is missing in icu4j-$ICU_VERSION.jar"
done

echo "Packing $(wc -l < "$work/items.txt") items"
nrm_count=0
while IFS= read -r item; do
  format=$(byte_at "$items/$item" "$NRM_FORMAT_OFFSET")
  [[ $format == "$NRM_FORMAT" ]] \
    || fail "$item has format $format, not $NRM_FORMAT; check how icupkg treats it"
  set_byte "$items/$item" "$NRM_FORMAT_OFFSET" "$NRM_FORMAT_FOR_ICUPKG"
  nrm_count=$((nrm_count + 1))
done < <(grep '\.nrm$' "$work/items.txt")

data=$work/$DATA_NAME.dat
icupkg -tl -s "$items" -a "$work/items.txt" new "$data" || fail "icupkg failed"

mapfile -t marks < <(grep -obUaP "Nrm2\\x0$NRM_FORMAT_FOR_ICUPKG" "$data" | cut -d: -f1)
[[ ${#marks[@]} -eq $nrm_count ]] \
  || fail "${#marks[@]} Normalizer2 items in the result, $nrm_count expected"
for mark in "${marks[@]}"; do
  set_byte "$data" $((mark + 4)) "$NRM_FORMAT"
done

size=$(wc -c < "$data" | tr -d ' ')
sum=$(sha256sum "$data" | cut -d' ' -f1)
gzip -n -9 < "$data" > "$data.gz"
printf 'version=%s\nsize=%s\nsha256=%s\n' "$ICU_VERSION" "$size" "$sum" > "$work/$DATA_NAME.properties"

mkdir -p "$resources"
cp "$data.gz" "$work/$DATA_NAME.properties" "$resources/"
echo "Made $DATA_NAME.dat.gz: $size bytes, $(wc -c < "$data.gz" | tr -d ' ') compressed, sha256 $sum"
