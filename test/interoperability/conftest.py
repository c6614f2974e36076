import pathlib

import pytest


def pytest_addoption(parser):
    parser.addoption("--data", required=True, help="a data/ folder written by `pagetune export --format all`")
    parser.addoption("--plain", required=True, help="a data/ folder written with the formats of the settings' defaults")


@pytest.fixture
def data(request) -> pathlib.Path:
    return pathlib.Path(request.config.getoption("--data")).resolve()


@pytest.fixture
def plain(request) -> pathlib.Path:
    return pathlib.Path(request.config.getoption("--plain")).resolve()
