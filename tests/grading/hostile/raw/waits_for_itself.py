# Waits for a lock that it holds itself.
# inside: was not finished after 1 s
# without: not tried, nothing to gain
# limits: wall_seconds=1
import _thread

lock = _thread.allocate_lock()
lock.acquire()
lock.acquire()
