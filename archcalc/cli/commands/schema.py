"""archcalc schema: the JSON Schema of specifications."""

from archcalc.cli.output import put

EXAMPLE = "archcalc schema > archcalc.schema.json"
PAGE = "language"


def command() -> None:
    """Print the JSON Schema of specifications. Editors check YAML with it as you type."""
    import json

    from archcalc.language.json_schema import schema

    put(json.dumps(schema(), indent=2) + "\n")
