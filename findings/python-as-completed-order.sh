#!/usr/bin/env bash
# CPython 3.11 to 3.13: as_completed yields futures that are done in no order, neither of submission nor of completion.
#
# "An iterator that yields futures as they complete" sounds like the order in which they did, and for those that are still to
# complete it is. Those that are done by then are kept in a set, and come as their addresses fall: of a pool of one thread,
# where each future is done before the next one begins, the results come mixed up. A test that expects an order passes as
# long as its futures are few or slow.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/look.py" <<'LOOK'
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed, wait

with ThreadPoolExecutor(max_workers=1) as pool:
    mixed = 0
    for _ in range(20):
        futures = [pool.submit(pow, number, 2) for number in range(100)]
        wait(futures)
        mixed += list(as_completed(futures)) != futures
print(sys.version.split()[0], f"in another order: {mixed} of 20 times; the last time",
      *(future.result() for future in list(as_completed(futures))[:6]), "...")
assert mixed, "this has changed: futures that are done come in order"
LOOK
found=0
for version in 3.11 3.12 3.13; do
  "python$version" --version >/dev/null 2>&1 || continue
  "python$version" "$folder/look.py"
  found=1
done
[ "$found" = 1 ] || { echo "install Python 3.11, 3.12 or 3.13"; exit 2; }
