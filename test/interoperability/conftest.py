import pathlib

import pytest


def pytest_addoption(parser):
    parser.addoption("--data", required=True, help="a data/ folder written by `pagetune run`")


@pytest.fixture
def data(request) -> pathlib.Path:
    return pathlib.Path(request.config.getoption("--data")).resolve()
