"""The controlled stand-ins for ``threading``, ``queue``, ``time`` and ``concurrent.futures``, one module for each."""
