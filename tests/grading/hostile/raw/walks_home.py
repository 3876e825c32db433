# Walks through all folders of the home.
# inside: nothing
# without: gains
import os

gained = list(os.walk(os.path.dirname(request["course"])))
