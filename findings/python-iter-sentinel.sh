#!/usr/bin/env bash
# CPython 3.11 to 3.13: an iter(function, sentinel) that threads share drops what the function has given.
#
# "for job in iter(jobs.get, None)" is the usual loop of a worker, and Queue.get is safe. If the workers are given one such
# iterator to share, a worker can be within get when another one gets the sentinel. The iterator is at its end then, and
# says so to the first one as well, when get comes back with a job: the job is in no list, and there is no error. A
# generator would have said "already executing". The moment is shown without a race: the function waits for it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/look.py" <<'LOOK'
import queue
import sys
import threading

jobs = queue.Queue()
jobs.put("job")
jobs.put(None)
taken, other_has_ended = threading.Event(), threading.Event()


def get():
    job = jobs.get()
    if job is not None:
        taken.set()
        other_has_ended.wait()
    return job


shared = iter(get, None)
done = []
worker = threading.Thread(target=lambda: done.extend(shared))
worker.start()
taken.wait()
done.extend(shared)  # gets the sentinel
other_has_ended.set()
worker.join()
print(sys.version.split()[0], "jobs that a worker was given:", done, "- left in the queue:", jobs.qsize())
assert not done and jobs.empty(), "this has changed: the job comes"
LOOK
found=0
for version in 3.11 3.12 3.13; do
  "python$version" --version >/dev/null 2>&1 || continue
  "python$version" "$folder/look.py"
  found=1
done
[ "$found" = 1 ] || { echo "install Python 3.11, 3.12 or 3.13"; exit 2; }
