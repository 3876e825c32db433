# Reads everybody's grades with sqlite.
# inside: OperationalError
# without: gains
import sqlite3

gained = sqlite3.connect(request["gradebook"]).execute("SELECT * FROM grade").fetchall()
