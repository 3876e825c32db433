#!/usr/bin/env bash
# CPython 3.11 to 3.13, unittest.mock: assert_called_once() passes although two threads have called the mock.
#
# A test of threads hands out a Mock to see that something is done once. The mock keeps a list of the calls, which has both, and
# a number, to which it adds in two steps: the second thread can read the number before the first has written it. There
# is a lock in mock (for the making of attributes), not around this. assert_called_once looks at the number alone. The
# moment is shown without a race: the count is a number whose addition waits for the other thread.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/look.py" <<'LOOK'
import sys
import threading
from unittest.mock import Mock, call

both = threading.Barrier(2, timeout=60)


class Count(int):
    def __add__(self, other):
        both.wait()  # by now each thread has read the count
        return int(self) + other


send = Mock()
send.call_count = Count(0)
threads = [threading.Thread(target=send, args=("letter",)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sys.version.split()[0], "call_args_list:", send.call_args_list, "- call_count:", send.call_count)
assert send.call_args_list == [call("letter")] * 2
assert send.call_count == 1, "this has changed: both calls are counted"
send.assert_called_once()
LOOK
found=0
for version in 3.11 3.12 3.13; do
  "python$version" --version >/dev/null 2>&1 || continue
  "python$version" "$folder/look.py"
  found=1
done
[ "$found" = 1 ] || { echo "install Python 3.11, 3.12 or 3.13"; exit 2; }
