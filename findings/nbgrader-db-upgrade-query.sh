#!/usr/bin/env bash
# nbgrader 0.9.6: "nbgrader db upgrade" takes the query of a SQLite address for a part of the file's name.
#
# CourseDirectory.db_url is an address of SQLAlchemy's, and SQLAlchemy documents sqlite:///file.db?timeout=60 as a way to
# wait longer for a locked database. All of nbgrader works with it but "db upgrade": to make a backup it splits the address
# at ":///" and takes all that follows for the path. There is no such file, so it stops with FileNotFoundError, and the
# gradebook is neither backed up nor upgraded.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
export PATH="$folder/venv/bin:$PATH" HOME="$folder"
mkdir "$folder/course"
cd "$folder/course"
cat >nbgrader_config.py <<'CONFIG'
c = get_config()
c.CourseDirectory.course_id = "course"
c.CourseDirectory.db_url = "sqlite:///gradebook.db?timeout=60"
CONFIG
nbgrader db student add student-01 >/dev/null 2>&1
nbgrader db upgrade >said 2>&1 || true  # its exit status is not what this is about
nbgrader --version
tail -n 1 said
ls gradebook*
grep -q "FileNotFoundError.*gradebook.db?timeout=60" said && [ "$(echo gradebook*)" = gradebook.db ] || {
  echo "this has changed: nbgrader db upgrade found the file"
  exit 1
}
