# Starts a real thread, outside the controlled world.
# inside: RuntimeError
# without: gains
import threading

thread = threading.Thread(target=int)
thread.start()
thread.join()
gained = True
