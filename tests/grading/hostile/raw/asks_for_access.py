# Asks whether a file may be read, which needs no opening.
# inside: nothing
# without: gains
import os

gained = os.access(request["source"], os.R_OK)
