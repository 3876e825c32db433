#!/usr/bin/env bash
# nbgrader 0.9.6: "2026-10-01 12:00:00 +0200", in a timestamp.txt or as a due date, is read as 200 seconds east of UTC, and
# with "+02:00" as UTC.
#
# parse_utc, through which every time goes, takes the third word of a text for a number, and a number for seconds, as
# dateutil's tzinfos wants it; else for the name of a zone, and an unknown name for none. Its sister to_numeric_tz says that
# it makes zones "which can be read by parse_utc", and makes just the first form, which is that of git and of "date +%z",
# too. Only where a T stands between date and time, and so no third word, is either read rightly.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
"$folder/venv/bin/python" - <<'PYTHON'
import nbgrader
from nbgrader.utils import parse_utc, to_numeric_tz

zone = to_numeric_tz("Africa/Maputo")  # two hours east all year
assert zone == "+0200", zone
true = parse_utc("2026-10-01 10:00:00 UTC")
print("nbgrader", nbgrader.__version__)
wrong = []
for text in (f"2026-10-01 12:00:00 {zone}", "2026-10-01 12:00:00 +02:00", f"2026-10-01T12:00:00 {zone}"):
    wrong.append(int((parse_utc(text) - true).total_seconds()))
    print(text, "is read as", parse_utc(text), f"UTC, wrong by {wrong[-1]} seconds")
assert wrong == [7000, 7200, 0], "this has changed"
PYTHON
