# Sleeps.
# inside: was not finished after 1 s
# without: not tried, nothing to gain
# limits: wall_seconds=1
import time

time.sleep(10**6)
