# Swallows every exception, and goes on.
# inside: used more than 1 s of CPU
# without: not tried, too dangerous
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
