#!/bin/bash
# Make an authority of your own, and a certificate for each machine that may take part in grading:
#   certificates.sh FOLDER machine-1 machine-2 ...
# Copy to each machine: authority.pem, and its own two files as machine.pem and machine-key.pem. Whoever holds a
# certificate may run programs on all of them, so authority-key.pem stays with you, or goes when all are made.
set -euo pipefail
umask 077

folder="$1"
mkdir -p "$folder"
cd "$folder"
if [ ! -e authority.pem ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -days 120 -subj "/CN=grading" -keyout authority-key.pem -out authority.pem
fi
for machine in "${@:2}"; do
  [ ! -e "$machine.pem" ] || continue
  openssl req -newkey rsa:3072 -nodes -subj "/CN=$machine" -keyout "$machine-key.pem" -out "$machine.csr"
  openssl x509 -req -days 120 -in "$machine.csr" -CA authority.pem -CAkey authority-key.pem -CAcreateserial -out "$machine.pem"
  rm "$machine.csr"
done
