#!/bin/sh
# Makes the passwords and keys of a cluster in secrets/ beside this file, once, each readable by who uses it:
#   sudo sh make-secrets.sh https://hailong.example.vn
# Users and groups are those of the containers: 999 MongoDB, 10001 the platform, 101 nginx.
set -eu
umask 077
if [ $# -ne 1 ]; then
  echo 'Usage: sudo sh make-secrets.sh <the address that citizens reach>' >&2
  exit 2
fi
cd "$(dirname "$0")"
if [ -e secrets ]; then
  echo "$(pwd)/secrets is there already, and nothing was changed." >&2
  exit 1
fi

members=db1:27017,db2:27017,db3:27017
options='replicaSet=rs0&authSource=admin'
random() { openssl rand -hex 32; }
# make <name> <user> <group> <mode>: a file of what comes in
make() {
  cat >"$draft/$1"
  chown "$2:$3" "$draft/$1"
  chmod "$4" "$draft/$1"
}

draft=secrets.part
rm -rf "$draft"
mkdir "$draft"
make hailong.env 0 10001 0440 <<SETTINGS
# Settings of the platform, as .env.example explains them.
PUBLIC_URL=$1
MONGODB_URI=mongodb://hailong:$(random)@$members/hailong?$options
SECRET_KEY=$(random)
SETTINGS
make mongodump.yaml 0 999 0440 <<SETTINGS
uri: mongodb://backup:$(random)@$members/?$options&readPreference=secondaryPreferred
SETTINGS
random | make mongo-admin-password 0 999 0440
openssl rand -base64 756 | tr -d '\n' | make mongo.key 999 999 0400
install -d -m 750 -o 0 -g 101 "$draft/tls"
# The folder is for those groups to pass through; what lies in it is not for all.
chmod 711 "$draft"
mv "$draft" secrets
echo "Made $(pwd)/secrets. Keep a copy of it apart from the backups: without SECRET_KEY and the passwords they are of no use here."
