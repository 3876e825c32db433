# Asks for a signal to itself later.
# inside: OSError
# without: gains
import signal

signal.setitimer(signal.ITIMER_REAL, 1000)
gained = True
