# Takes a handle on the grader's process.
# inside: PermissionError
# without: gains
import os

gained = os.pidfd_open(request["grader"]) > 0
