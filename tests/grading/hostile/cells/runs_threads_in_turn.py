# Makes every thread run to its end when it is started.
# verdict: fails
import threading

threading.Thread.start = threading.Thread.run
threading.Thread.join = lambda self: None
