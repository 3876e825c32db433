"""Sandboxes for tests. Where one does not work a test is skipped, but not in continuous integration."""

import os
from functools import cache
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from threadlab.grading.executors.pool import Pool
from threadlab.grading.sandbox.base import SandboxedModule
from threadlab.grading.sandbox.bubblewrap import Bubblewrap
from threadlab.grading.sandbox.self_restricting import LANDLOCK
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.sandboxed_keeper import KeeperLostError, SandboxedKeeper

TIERS = {tier.name: tier for tier in (Bubblewrap(), LANDLOCK)}
RAW = SandboxedModule("raw_judge", (Path(__file__).parent / "hostile" / "raw_judge",))


@cache
def trouble_with(tier):
    """Say why a tier does not work on this machine, "" if it does."""
    try:
        SandboxedKeeper(tier, RAW, Limits()).close()
    except KeeperLostError as error:
        return f"install bubblewrap, or use a kernel with Landlock: {tier.name}: {error}"
    return ""


def usable(tier):
    """Give the tier, or skip the test."""
    trouble = trouble_with(tier)
    if trouble:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(trouble)
    return tier


@pytest.fixture(params=TIERS, scope="session")
def sandbox(request):
    """Each sandbox in turn."""
    return usable(TIERS[request.param])


@pytest.fixture(scope="session")
def raw():
    """The program that runs a submission's ``code`` as plain Python, without any language policy."""
    return RAW


@pytest.fixture(scope="session")
def raw_pool():
    """A function that lends a pool of one raw worker in a sandbox, with limits to be named."""
    pools = {}

    def lend(tier, **limits):
        key = (tier.name, *limits.items())
        if key not in pools:
            pools[key] = Pool(tier, jobs=1, program=RAW, limits=Limits(**({"wall_seconds": PATIENCE} | limits)))
        return pools[key]

    yield lend
    for pool in pools.values():
        pool.close()


@pytest.fixture(scope="session")
def bubblewrap():
    """The first tier, for what only it does."""
    return usable(TIERS["bubblewrap"])


@pytest.fixture(scope="session")
def any_sandbox():
    """Whichever works, for what is the same in all."""
    return usable(next((tier for tier in TIERS.values() if not trouble_with(tier)), TIERS["bubblewrap"]))
