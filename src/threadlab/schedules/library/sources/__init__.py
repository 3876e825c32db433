"""Python code of the standard library, written anew to be run like a program's own text: what it shares takes steps."""
