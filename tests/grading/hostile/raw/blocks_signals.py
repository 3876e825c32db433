# Blocks every signal that a program can block.
# inside: used more than 1 s of CPU
# without: not tried, too dangerous
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
while True:
    pass
