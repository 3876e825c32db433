#!/usr/bin/env bash
# CPython 3.11 to 3.13: Counter.update of a mapping loses counts between threads, though each key's dict operations are single
# steps and Counter.update of a list of texts is a single call into C.
#
# update(["a"]) counts in C. update({"a": 1}), which looks like the cheaper form of the same, is a loop in Python: it reads the
# old count, adds, and writes. A thread that comes in between loses what it added. The moment is shown without a race: the
# numbers that are added wait for each other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/look.py" <<'LOOK'
import sys
import threading
from collections import Counter

both = threading.Barrier(2)


class One(int):
    def __add__(self, other):
        both.wait()  # by now each thread has read the old count
        return 1 + other


counted = Counter(a=0)
threads = [threading.Thread(target=counted.update, args=({"a": One(1)},)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sys.version.split()[0], "two threads have added one each:", dict(counted))
assert counted["a"] == 1, "this has changed: no count is lost"
LOOK
found=0
for version in 3.11 3.12 3.13; do
  "python$version" --version >/dev/null 2>&1 || continue
  "python$version" "$folder/look.py"
  found=1
done
[ "$found" = 1 ] || { echo "install Python 3.11, 3.12 or 3.13"; exit 2; }
