"""No test may fail because the machine is busy, so generated examples may take any time."""

from hypothesis import settings

settings.register_profile("busy", deadline=None)
settings.load_profile("busy")
