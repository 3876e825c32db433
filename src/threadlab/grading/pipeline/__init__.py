"""Threadlab's steps in nbgrader's pipeline."""
