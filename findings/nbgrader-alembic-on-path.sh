#!/usr/bin/env bash
# nbgrader 0.9.6, called by its path without its environment's bin on PATH, stops when it makes its database; the next
# call says nothing and works with that database, which has no version.
#
# The commands of a virtual environment are made to be called by their paths, with no environment activated, as from cron
# or from a service. nbgrader, too, works so, but for one thing: it stamps a new database by the command "alembic", which
# it looks for on PATH. By then the tables are there. So the first call ends with FileNotFoundError, the second finds a
# database and asks no more, and a later "nbgrader db upgrade" meets a database of which it does not know the version.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
export PATH=/usr/bin:/bin HOME="$folder"
cd "$folder"
nbgrader=$folder/venv/bin/nbgrader
"$nbgrader" --version
! command -v alembic || { echo "this machine has an alembic of its own"; exit 2; }
for student in student-01 student-02; do
  status=0
  "$nbgrader" db student add "$student" >said 2>&1 || status=$?
  echo "$student: exit status $status, $(tail -n 1 said)"
  echo "$status" >>statuses
done
"$folder/venv/bin/python" - <<'PYTHON'
import sqlite3

tables = {name for (name,) in sqlite3.connect("gradebook.db").execute("SELECT name FROM sqlite_master")}
print("tables:", len(tables), "- with a version:", "alembic_version" in tables)
statuses = open("statuses").read().split()
assert statuses[0] != "0" and statuses[1] == "0" and "alembic_version" not in tables, "this has changed"
PYTHON
