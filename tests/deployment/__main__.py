"""`python -m tests.deployment`: the walk through a deployed site, each step by name."""

import sys

import pytest

sys.exit(pytest.main(["-v", "--no-cov", "tests/deployment", *sys.argv[1:]]))
