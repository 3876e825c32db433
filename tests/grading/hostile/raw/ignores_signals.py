# Ignores every signal that a program can ignore.
# inside: used more than 1 s of CPU
# without: not tried, too dangerous
import signal

for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
while True:
    pass
