"""From a program's text to code that calls a hook at every read and write of what threads can share."""
