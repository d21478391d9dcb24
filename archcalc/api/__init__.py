"""The public functions: what a command does, a Python program can do."""

from archcalc.base import plugins


def _search() -> None:
    """Load the plugins of the user's configuration and of installed packages. Raises ArchcalcError."""
    from archcalc.api import installed_packages
    from archcalc.base import configuration

    if configuration.file() is None and not installed_packages.may_name(installed_packages.GROUP):
        return
    from archcalc.api.plugins import search

    search()


plugins.elsewhere.append(_search)
