#!/usr/bin/env bash
# frontrun 0.7.0: threads that a worker starts are not searched, and the property "holds" after one execution.
#
# explore runs its workers in every order of their accesses, and finds the update that two of them lose. If one worker is the
# whole test and starts the two threads itself, as a pool or a class with a thread of its own does, the same accesses are
# made in one order only. The answer is not None, which it has for a search that is not complete, but True.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python=
for version in 3.14 3.13 3.12; do
  ! "python$version" --version >/dev/null 2>&1 || { python=python$version; break; }
done
[ -n "$python" ] || { echo "install Python 3.12 or later"; exit 2; }
"$python" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet frontrun==0.7.0
cat >"$folder/look.py" <<'LOOK'
import threading

import frontrun


class State:
    total = 0


def add(state):
    old = state.total
    state.total = old + 1


def start_two(state):
    threads = [threading.Thread(target=add, args=(state,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


found = {}
for name, workers in (("two workers", [add, add]), ("a worker that starts two threads", [start_two])):
    result = frontrun.explore(State, workers, lambda state: state.total == 2, preemption_bound=None, reproduce_on_failure=0)
    found[name] = result.property_holds
    print(f"{name}: holds {result.property_holds}, executions {result.num_explored}")
assert list(found.values()) == [False, True], "this has changed"
LOOK
cd "$folder"
"$folder/venv/bin/python" --version
"$folder/venv/bin/frontrun" "$folder/venv/bin/python" "$folder/look.py"
