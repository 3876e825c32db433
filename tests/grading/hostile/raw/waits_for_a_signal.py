# Waits for a signal.
# inside: nothing
# without: not tried, too dangerous
import ctypes

ctypes.CDLL(None).pause()
