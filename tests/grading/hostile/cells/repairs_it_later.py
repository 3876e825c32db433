# Leaves a thread that sets the counter right.
# verdict: fails
from threading import Thread


def repair():
    global counter
    while True:
        counter = 2


Thread(target=repair, daemon=True).start()
