#!/usr/bin/env bash
# interleave-test 0.1.0: a thread that logs a line, or asks who it is, is reported as a race that was found.
#
# Inside of a model threading.Thread is a controlled thread, so that ordinary code can be tested. These threads are not
# among those that threading knows, and current_thread(), which each record of logging asks for the thread's name, makes a
# stand-in for one that cannot be made there. The AssertionError of that counts as the model's own: RaceFound, with a
# schedule to replay, for a program that has one thread at a time. Its list of limitations does not name it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python=
for version in 3.14 3.13 3.12; do
  ! "python$version" --version >/dev/null 2>&1 || { python=python$version; break; }
done
[ -n "$python" ] || { echo "install Python 3.12 or later"; exit 2; }
"$python" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet interleave-test==0.1.0
cat >"$folder/look.py" <<'LOOK'
import logging
import threading

import interleave_test

shop = logging.getLogger("shop")
shop.addHandler(logging.NullHandler())
shop.setLevel(logging.INFO)


def model(work):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


found = {}
for name, work in (("nothing", lambda: None), ("a log line", lambda: shop.info("sold"))):
    try:
        interleave_test.explore(lambda: model(work), iterations=5)
    except interleave_test.RaceFound as race:
        found[name] = str(race)
    print(f"{name}:", found.get(name, "no failure found").splitlines()[0])
assert list(found) == ["a log line"] and "current_thread" in found["a log line"], "this has changed"
LOOK
"$folder/venv/bin/python" --version
"$folder/venv/bin/python" "$folder/look.py"
