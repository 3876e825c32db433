#!/usr/bin/env bash
# CPython 3.11 to 3.13 (with the global lock): threads that only count in a loop, "total += 1" with no lock, lose nothing,
# however often one tries; with "total += int(1)" most is lost.
#
# It is the textbook's lost update, and each book says that it goes wrong. But the interpreter lets another thread go on only
# at the beginning of a function, at the end of a turn of a loop, and after a call. Between the read and the write of
# "total += 1" there is none of these. So a stress test of an unlocked counter passes, with threads as many and switches as
# frequent as one likes, and says nothing of the lock: a call in the same line, as to a property or to what makes the number,
# and it is another program.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/look.py" <<'LOOK'
import sys
import threading

ROUNDS, THREADS = 100_000, 4
sys.setswitchinterval(1e-6)


def adds():
    global total
    for _ in range(ROUNDS):
        total += 1


def adds_what_a_call_gives():
    global total
    for _ in range(ROUNDS):
        total += int(1)


lost = {}
for work in (adds, adds_what_a_call_gives):
    for _ in range(10):
        total = 0
        threads = [threading.Thread(target=work) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        lost.setdefault(work, []).append(ROUNDS * THREADS - total)
print(sys.version.split()[0], "updates lost in 10 runs, of", ROUNDS * THREADS, "each:")
for work, numbers in lost.items():
    print(f"  {work.__name__}:", *numbers)
assert not any(lost[adds]), "this has changed: an update is lost between the read and the write"
assert any(lost[adds_what_a_call_gives]), "this has changed: nothing is lost around a call"
LOOK
found=0
for version in 3.11 3.12 3.13; do
  "python$version" --version >/dev/null 2>&1 || continue
  "python$version" "$folder/look.py"
  found=1
done
[ "$found" = 1 ] || { echo "install Python 3.11, 3.12 or 3.13"; exit 2; }
