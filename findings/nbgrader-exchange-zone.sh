#!/usr/bin/env bash
# nbgrader 0.9.6: with Exchange.timezone = "America/Los_Angeles", what a student hands in counts as handed in hours too early.
#
# The setting is documented as the time zone in which the exchange notes times. It is written as an abbreviation (%Z: PST,
# PDT), and read by looking the abbreviation up as the name of a zone. There is none of this name, and a time without a
# zone counts as UTC. So the class of the very library that wrote the text reads another time; for Asia/Kolkata one that is
# hours too late, so that whoever was in time is not. New York in winter is read rightly: there is a zone called EST.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime, timedelta, timezone
from pathlib import Path

import nbgrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeSubmit
from traitlets.config import Config

print("nbgrader", nbgrader.__version__)
for zone, least in (("America/Los_Angeles", timedelta(hours=-8)), ("Asia/Kolkata", timedelta(hours=5))):
    config = Config()
    config.Exchange.timezone = zone
    submit = ExchangeSubmit(config=config, coursedir=CourseDirectory(config=config))
    submit.set_timestamp()  # as "nbgrader submit" does
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    Path("timestamp.txt").write_text(submit.timestamp)
    read = submit.coursedir.get_existing_timestamp(".")  # as "nbgrader autograde" does
    print(f"{zone}: wrote {submit.timestamp}, read {read} UTC; it was {now} UTC")
    assert least <= read - now + timedelta(minutes=1) and abs(read - now) > timedelta(hours=4), "this has changed"
PYTHON
