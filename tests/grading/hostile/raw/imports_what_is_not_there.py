# Imports a module from the disk.
# inside: ModuleNotFoundError
# without: gains
import wave

gained = wave.__file__
