#!/usr/bin/env bash
# compare50 1.2.15 cannot be installed beside nbgrader 0.9.6: it wants attrs below 21, and jsonschema, which nbgrader needs
# (through nbformat), attrs from 22.2 on. pip says "conflicting dependencies".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
if "$folder/venv/bin/pip" install --dry-run --quiet compare50==1.2.15 nbformat==5.10.4 'jsonschema>=4.18' 'referencing>=0.35' \
  2>"$folder/said"; then
  echo "this has changed: they can be installed together"
  exit 1
fi
grep -m1 "conflicting dependencies" "$folder/said" | cut -c1-120
