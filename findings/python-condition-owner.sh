#!/usr/bin/env bash
# CPython 3.11 to 3.13: notify() on a Condition of a plain Lock, by a thread that does not have the lock, raises nothing as long
# as any other thread has it.
#
# The documentation says: if the calling thread has not acquired the lock, RuntimeError is raised. That is so for the RLock
# that a Condition makes for itself. Of a Lock that it was given, as several conditions of one lock are made, it can only
# ask whether it is locked. So a forgotten "with" shows on an idle machine and in a test of one thread, and is silent
# where it does harm: when threads contend.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/look.py" <<'LOOK'
import sys
import threading


def notifies(condition):
    """Say what a notify without the lock comes to."""
    try:
        condition.notify()
    except RuntimeError as error:
        return f"RuntimeError: {error}"
    return "no error"


def while_another_has_it(condition):
    has_it, let_go = threading.Event(), threading.Event()

    def holder():
        with condition:
            has_it.set()
            let_go.wait()

    thread = threading.Thread(target=holder)
    thread.start()
    has_it.wait()
    said = notifies(condition)
    let_go.set()
    thread.join()
    return said


print(sys.version.split()[0])
said = []
for lock in (threading.RLock(), threading.Lock()):
    condition = threading.Condition(lock)
    said.append((notifies(condition), while_another_has_it(condition)))
    print(f"  {type(lock).__name__}: nobody has it: {said[-1][0]}; another thread has it: {said[-1][1]}")
assert [found == "no error" for pair in said for found in pair] == [False, False, False, True], "this has changed"
LOOK
found=0
for version in 3.11 3.12 3.13; do
  "python$version" --version >/dev/null 2>&1 || continue
  "python$version" "$folder/look.py"
  found=1
done
[ "$found" = 1 ] || { echo "install Python 3.11, 3.12 or 3.13"; exit 2; }
