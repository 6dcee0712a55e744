"""`--update-goldens` writes what the package says now into the files; read the difference like code."""


def pytest_addoption(parser):
    parser.addoption(
        "--update-goldens", action="store_true", help="write the present outcome into tests/golden/*/*.yml"
    )
