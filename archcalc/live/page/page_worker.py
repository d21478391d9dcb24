"""A process that reads texts for the pages, one at a time; a text that takes too long is given up with it."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.processes import ignore_endings, undisturbed
from archcalc.live.page import downloads, panels
from archcalc.live.page.page_question import PageQuestion
from archcalc.live.page.page_words import page_words
from archcalc.live.page.text_answer import text_answer

MOST_SECONDS = 20.0
"""A question that takes longer is given up."""


def _panel(question: PageQuestion) -> Any:
    return panels.shown(question)


def _figures(question: PageQuestion) -> Any:
    return text_answer(question.draft(), question.beside)


ANSWERS: Mapping[str, Callable[[PageQuestion], Any]] = {
    "figures": _figures, "words": page_words, "panel": _panel, "download": downloads.made}
"""What a question may be about, and what answers it."""


def answered(about: str, question: PageQuestion) -> tuple[bool, Any]:
    """True and the answer to a question, or False and the words of what went wrong; it raises nothing."""
    try:
        return True, ANSWERS[about](question)
    except ArchcalcError as error:
        return False, str(error)
    except MemoryError:
        return False, "there is not enough memory for this"
    except Exception as error:
        return False, f"archcalc itself failed ({type(error).__name__}): this is a fault of archcalc"


def work(connection: Connection) -> None:
    """Answer questions until nobody is left to ask; Ctrl-C is for the process that asks."""
    ignore_endings()
    gc.enable()
    while True:
        try:
            about, question = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(answered(about, question))


class PageWorker:
    """One such process, begun with the first question, and anew after one that was given up."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self.seconds = seconds
        self.turn = asyncio.Lock()
        self.process: BaseProcess | None = None
        self.connection: Connection | None = None

    async def ask(self, about: str, question: PageQuestion) -> tuple[bool, Any]:
        """The answer, when it is this question's turn; nobody waits for longer than `seconds` for it."""
        async with self.turn:
            return await asyncio.to_thread(self.asked, about, question)

    def asked(self, about: str, question: PageQuestion) -> tuple[bool, Any]:
        """The answer of the process, which is ended where it gives none in time, or has died."""
        try:
            connection = self._connection()
            connection.send((about, question))
            if connection.poll(self.seconds):
                answer: tuple[bool, Any] = connection.recv()
                return answer
            told = f"this takes longer than {self.seconds:g} seconds, and was given up"
        except (EOFError, OSError):
            told = "the process that works this out was ended: too little memory?"
        self.end()
        return False, told

    def _connection(self) -> Connection:
        if self.connection is None:
            context = multiprocessing.get_context("spawn")
            self.connection, other = context.Pipe()
            self.process = context.Process(target=work, args=(other,), daemon=True)
            with undisturbed():  # Ctrl-C would be told by a process that does not ignore it yet
                self.process.start()
            other.close()
        return self.connection

    def end(self) -> None:
        """End the process, if there is one."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
        if self.connection is not None:
            self.connection.close()
        self.process = self.connection = None
