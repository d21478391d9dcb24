"""archcalc worksheet: a table to be filled in; with a roster, a paper of each student's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archcalc import build, load
from archcalc.api.arguments import NATURAL
from archcalc.base.errors import ArchcalcError
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.roster_options import RosterFile, SecretFile, refuse_without

if TYPE_CHECKING:
    from archcalc.homework.languages import Language

EXAMPLE = "archcalc worksheet vgg16 --blank output,params,memory -o hw.csv"
PAGE = "homework"
_USUAL = "output,memory,params"


def command(
    name: options.OptionalName = None,
    blank: Annotated[str | None, typer.Option(
        "--blank", metavar="A,B,...", help="What to ask: output, params, macs ...; without it, output, memory and "
                                           "params.")] = None,
    only: Annotated[str | None, typer.Option(
        "--only", metavar="KIND|LAYER,...", help="Only layers of these kinds or names: conv,linear.")] = None,
    seed: Annotated[int | None, typer.Option(
        "--seed", metavar="N", **NATURAL.range,
        help="Ask only about half of the cells; another number, other cells.")] = None,
    roster: RosterFile = None,
    rubric: Annotated[Path | None, typer.Option(
        "--rubric", metavar="YAML", help="The questions of a class's papers.")] = None,
    secret: SecretFile = None,
    key: Annotated[bool, typer.Option("--key", help="Write the answers.")] = False,
    set_: options.Set = None,
    change: options.Change = None,
    input_size: options.Input = None,
    language: options.Language = None,
    form: Annotated[str | None, typer.Option(
        "--format", metavar="NAME", help="text, markdown, csv ...; of papers also xlsx, notebook, html, latex, "
                                         "pdf.")] = None,
    output: options.Output = None,
) -> None:
    """Write a network's table with empty cells, for homework. archcalc check marks it.

    With --roster, write a paper for each student of a class: sizes of their own, and a code that binds it to them.
    """
    from archcalc.homework import languages
    from archcalc.homework.handouts.worksheets import worksheet
    from archcalc.homework.questions.networks import reference

    spoken = languages.language(language)
    settings, changes = options.pairs(set_, "--set"), options.pairs(change, "--change")
    if roster is not None:
        options.refuse_beside("papers of a class", {"--blank": blank, "--only": only, "--seed": seed,
                                                    "--change": change})
        _papers(name, roster, rubric, secret, settings, input_size, spoken, form, output, key=key)
        return
    refuse_without(roster, {"--rubric": rubric, "--secret": secret})
    if name is None:
        raise ArchcalcError.of("usage", "which network is the worksheet about?",
                               hint="archcalc worksheet vgg16; or --roster class.csv --rubric hw.yaml for a class")
    graph = build(load(name, options=settings, input_size=input_size, changes=changes))
    about = reference(graph.about.name, {**settings, **changes, **({"input": input_size} if input_size else {})})
    answer(worksheet(graph, about, blank or _USUAL, only, seed, key=key, language=spoken), form, output)


def _papers(name: str | None, roster: Path, rubric: Path | None, secret: Path | None, settings: dict[str, str],
            input_size: str | None, language: "Language", form: str | None, output: Path | None, *, key: bool) -> None:
    """Everybody's own paper."""
    from archcalc.cli import class_papers
    from archcalc.cli.class_homework import Homework, read_roster, secret_to_bind

    if rubric is None:
        raise ArchcalcError.of("usage", "papers of a class need the questions", hint="--rubric hw.yaml holds them; "
                               "archcalc course new writes one")
    everybody = read_roster(roster)
    homework = Homework(rubric, name, settings, input_size)
    homework.marker(b"", hints_only=False, language=language)  # a rubric's fault is told before a secret is made
    marker = homework.marker(secret_to_bind(secret, roster), hints_only=False, language=language)
    class_papers.put(marker, everybody, form, output, keyed=key)
