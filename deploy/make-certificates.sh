#!/bin/sh
# Makes an authority of the cluster's own and a certificate for each member, for compose.tls.yaml:
#   sudo sh make-certificates.sh
# The authority's key is not kept: for new certificates, before these end in five years, run it again and start the
# members and app servers anew.
set -eu
umask 077
cd "$(dirname "$0")/secrets"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
days=1825

openssl req -x509 -newkey rsa:3072 -nodes -days "$days" -subj '/CN=Hailong database authority' \
  -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
for member in db1 db2 db3; do
  openssl req -newkey rsa:3072 -nodes -subj "/O=Hailong/CN=$member" \
    -keyout "$work/$member.key" -out "$work/$member.csr" 2>/dev/null
  echo "subjectAltName=DNS:$member,DNS:localhost,IP:127.0.0.1" >"$work/names"
  openssl x509 -req -in "$work/$member.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial \
    -days "$days" -extfile "$work/names" -out "$work/$member.crt" 2>/dev/null
  cat "$work/$member.crt" "$work/$member.key" >"$work/$member.pem"
  install -m 0400 -o 999 -g 999 "$work/$member.pem" "$member.pem"
done
install -m 0444 "$work/ca.pem" database-ca.pem
echo "Made $(pwd)/database-ca.pem and the certificates of db1, db2 and db3."
