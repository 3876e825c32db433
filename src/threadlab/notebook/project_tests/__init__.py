"""Tests of ordinary projects, as texts that run on every schedule: their modules, their fixtures and their cases."""
