"""The public functions: what a command does, a Python program can do."""

from archcalc.base import plugins

GROUP = "archcalc.plugins"
"""The entry points by which an installed package names modules that are plugins."""


def _search() -> None:
    """Load the plugins of the user's configuration and of installed packages. Raises ArchcalcError."""
    from archcalc.base import configuration, installed_packages

    if configuration.file() is None and not installed_packages.may_name(GROUP):
        return
    from archcalc.api.plugins import search

    search()


plugins.elsewhere.append(_search)
