"""The controlled ``concurrent.futures``."""
