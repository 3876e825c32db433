#!/usr/bin/env bash
# CPython 3.11 to 3.13, threading.Condition: a wait that has timed out can still take a notify, and then nobody is woken.
#
# notify() is documented to wake up a thread that waits, "if any". A waiter whose time is over is one no longer, one would
# say; but it leaves the list of waiters only when it has the lock again. If another thread has the lock meanwhile and
# notifies, the notify goes to the waiter that is gone, wait returns False for it, and the thread that has been waiting all the
# while waits on. So an item that is put for one of two consumers can lie there with one of them asleep. The moment is
# shown without a race: the first waiter is stopped between its time-out and the lock.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/look.py" <<'LOOK'
import sys
import threading

condition = threading.Condition()
takes_lock = condition._acquire_restore
waits = threading.Event()
first = threading.current_thread()


def patient():
    with condition:
        waits.set()
        condition.wait()


def notifier():
    with condition:
        condition.notify()


def between(state):
    """Stand between the time-out of the first waiter and the lock."""
    if threading.current_thread() is first:
        second.start()
        waits.wait()
        other = threading.Thread(target=notifier)  # gets the lock only when the second waiter waits
        other.start()
        other.join()
    takes_lock(state)


second = threading.Thread(target=patient, daemon=True)
condition._acquire_restore = between
with condition:
    told = condition.wait(timeout=0)
left = len(condition._waiters)
print(sys.version.split()[0], "the first wait returned", told, "- still waiting after the notify:", left)
assert not told and left == 1, "this has changed: the notify has woken whoever waits"
with condition:
    condition.notify()
second.join()
LOOK
found=0
for version in 3.11 3.12 3.13; do
  command -v "python$version" >/dev/null && "python$version" --version >/dev/null 2>&1 || continue
  "python$version" "$folder/look.py"
  found=1
done
[ "$found" = 1 ] || { echo "install Python 3.11, 3.12 or 3.13"; exit 2; }
