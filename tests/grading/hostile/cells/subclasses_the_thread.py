# Makes the real Thread look like its own.
# verdict: fails
from threading import Thread

Thread.__init_subclass__ = None
Thread.start = lambda self: self.run()
