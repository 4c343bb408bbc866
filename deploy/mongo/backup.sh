#!/bin/sh
# Dumps all databases of the replica set as of one instant (--oplog) and keeps the newest KEEP dumps. A dump has its name
# only when it is whole; older ones go only after that. Whether it can be restored, only a restore tells: see ../README.md.
#   BACKUP_DIR     where the dumps lie, of which only dump-* is ever touched
#   MONGODUMP_CONFIG  file with the line `uri: …`: there the password is not among the processes that all can list
#   KEEP           how many dumps are kept
set -eu
umask 077

dir=${BACKUP_DIR:?names the folder of the dumps}
config=${MONGODUMP_CONFIG:?names the file with the address of the replica set}
keep=${KEEP:-14}
case $keep in '' | *[!0-9]* | 0) echo "KEEP=$keep must be a number of dumps, 1 at least" >&2 && exit 2 ;; esac

name=dump-$(date -u +%Y-%m-%dT%H%M%SZ)
draft=$dir/.$name.part
trap 'rm -rf "$draft"' EXIT
mkdir "$draft"
mongodump --config="$config" --oplog --gzip --archive="$draft/all.archive.gz" --quiet
gzip -t "$draft/all.archive.gz"
(cd "$draft" && sha256sum all.archive.gz >SHA256SUMS)
sync "$draft/all.archive.gz" "$draft/SHA256SUMS"
mv "$draft" "$dir/$name"
echo "Dumped into $dir/$name, $(wc -c <"$dir/$name/all.archive.gz") bytes."

# Names sort by time: all but the newest go, now that there is a newer one.
find "$dir" -mindepth 1 -maxdepth 1 -type d -name 'dump-*Z' | sort -r | tail -n "+$((keep + 1))" |
  while IFS= read -r old; do
    rm -r "$old"
    echo "Removed $old."
  done
