"""The version of archcalc that is installed."""


def version() -> str:
    """The version as it is installed; of a checkout that is not, that."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("archcalc")
    except PackageNotFoundError:
        return "not installed"
