# Takes a module that the engine has its own of from inside of its package, and what the real one imports for itself.
# verdict: undecided
import concurrent.futures.thread as pools
pools.os.getpid()
