#!/usr/bin/env bash
# CPython 3.11 to 3.13, ThreadPoolExecutor.map: whoever looks at one result and leaves cancels the calls that have not begun;
# whoever looks at none has all of them run.
#
# map is documented to call the function asynchronously, and collects what it is called with at once, so one takes the
# calls for made: "if any(pool.map(save, items))" saves all items. It gives a generator that cancels what is left when
# it is closed, as it is when nobody has it any more. One that has not begun has nothing to close. So to look or not to look
# at the first result decides whether the others are ever worked on, and no error says so: the same with "break", with
# next(), and where a call raises what the loop does not catch.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/look.py" <<'LOOK'
import sys
import threading
from concurrent.futures import ThreadPoolExecutor


def saved(leave):
    """Give the items that were saved, of four; the pool has one thread, and is busy with the second one meanwhile."""
    done, busy, go_on = [], threading.Event(), threading.Event()

    def save(item):
        if item:
            busy.set()
            go_on.wait()
        done.append(item)
        return True

    with ThreadPoolExecutor(max_workers=1) as pool:
        results = pool.map(save, range(4))
        busy.wait()
        leave(results)
        del results
        go_on.set()
    return done


print(sys.version.split()[0])
looks = {"looks at no result": lambda results: None, "looks at one, with any()": any}
for name, leave in looks.items():
    looks[name] = saved(leave)
    print(f"  {name}: saved", looks[name])
none, one = looks.values()
assert none == [0, 1, 2, 3] and len(one) < 4, "this has changed"
LOOK
found=0
for version in 3.11 3.12 3.13; do
  "python$version" --version >/dev/null 2>&1 || continue
  "python$version" "$folder/look.py"
  found=1
done
[ "$found" = 1 ] || { echo "install Python 3.11, 3.12 or 3.13"; exit 2; }
