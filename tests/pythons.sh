#!/usr/bin/env bash
# Run the suite on the Pythons that Debian's newest suite carries, in a system of their own: make pythons
#
#   tests/pythons.sh [TESTS]         # what of the suite, by default all of it
#   FOLDER=/somewhere VERSIONS="3.14 3.15" tests/pythons.sh tests/schedules
#
# Needs root, debootstrap and 3 GB in FOLDER. What came of it last is in docs/pythons.md.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${FOLDER:-/var/tmp/threadlab-pythons}
read -ra versions <<<"${VERSIONS:-3.14 3.15}"
system=$folder/sid

packages=(bubblewrap ca-certificates chromium git make strace)
for version in "${versions[@]}"; do
  packages+=("python$version" "python$version-venv" "libpython$version-testsuite")
done

if [[ ! -e $system/ready ]]; then
  echo "Making a Debian with Python ${versions[*]} in $system ..."
  mkdir -p "$folder"
  debootstrap --variant=minbase sid "$system" >"$folder/debootstrap.log"
  inside() { chroot "$system" env DEBIAN_FRONTEND=noninteractive "$@"; }
  inside apt-get update -qq -o Acquire::Check-Valid-Until=false  # a mirror may lag behind, and a clock may be ahead
  inside apt-get install -y -qq --no-install-recommends "${packages[@]}" >>"$folder/debootstrap.log"
  touch "$system/ready"
fi
cp /etc/resolv.conf "$system/etc/resolv.conf"
mountpoint -q "$system/proc" || mount -t proc proc "$system/proc"
trap 'umount "$system/proc"' EXIT
cp "${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}" "$system/etc/ssl/certs/host.crt"

status=0
for version in "${versions[@]}"; do
  tree=$system/srv/threadlab-$version
  if [[ ! -d $tree ]]; then git clone --quiet . "$tree"; fi
  git -C "$tree" fetch --quiet "$PWD" HEAD && git -C "$tree" checkout --quiet --force FETCH_HEAD
  run=(chroot "$system" env -i HOME=/root PATH=/usr/bin:/bin:/usr/sbin:/sbin PIP_CERT=/etc/ssl/certs/host.crt
    make -C "/srv/threadlab-$version" "PYTHON=python$version")
  "${run[@]}" setup
  echo "Python $version:"
  "${run[@]}" test "TESTS=${*:-tests}" | tail -n 15 || status=1
done
exit $status
