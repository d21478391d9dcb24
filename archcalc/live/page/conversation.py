"""The talk with one page: of what it says the latest counts, and what has been overtaken is not answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.live.page import edited_file
from archcalc.live.page.page_question import PageQuestion
from archcalc.live.page.page_worker import PageWorker
from archcalc.live.page.served_pages import ServedPages

_SLOWEST, _LOOK, _REST = 20.0, 1.0, 0.12
"""Seconds: a page that takes no answer for so long is left; a file that is shown is looked at so often; panels wait so
long for the next letter, which would be answered later if they did not."""

Say = Callable[[Mapping[str, Any]], Awaitable[None]]


class _Waiting:
    """Questions for one process, at most one of each kind: a later one takes the place of an earlier one."""

    def __init__(self, worker: PageWorker, say: Say, pause: float) -> None:
        self.worker, self.say, self.pause = worker, say, pause
        self.questions: dict[str, tuple[PageQuestion, int]] = {}
        self.is_there = asyncio.Event()

    def put(self, about: str, question: PageQuestion, number: int) -> None:
        self.questions[about] = question, number
        self.is_there.set()

    async def answer(self, tell: Callable[[str, PageQuestion, bool, Any, int], Mapping[str, Any]]) -> None:
        """Answer them, for ever."""
        while True:
            await self.is_there.wait()
            await asyncio.sleep(self.pause)
            about = next(iter(self.questions))
            question, number = self.questions.pop(about)
            if not self.questions:
                self.is_there.clear()
            done, answer = await self.worker.ask(about, question)
            if about not in self.questions:
                await self.say(tell(about, question, done, answer, number))


class Conversation:
    """One page's talk, over functions that receive a message and send one."""

    def __init__(self, pages: ServedPages, receive: Callable[[], Awaitable[str | None]],
                 send: Callable[[str], Awaitable[None]]) -> None:
        self.pages, self.receive, self.send = pages, receive, send
        self.quick, self.thorough = _Waiting(pages.quick, self.say, 0), _Waiting(pages.thorough, self.say, _REST)
        self.question = PageQuestion("")
        self.digest = ""

    async def run(self) -> None:
        """Talk until the page is closed, or takes no answers."""
        self.pages.entered()
        tasks = [asyncio.ensure_future(each) for each in (
            self._listen(), self.quick.answer(self._told), self.thorough.answer(self._told), self._follow())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.exception()
        finally:
            self.pages.left()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def say(self, message: Mapping[str, Any]) -> None:
        """Send a message. Raises TimeoutError where the page does not take it."""
        await asyncio.wait_for(self.send(json.dumps(message, ensure_ascii=False)), _SLOWEST)

    async def _listen(self) -> None:
        await self._greet()
        while (words := await self.receive()) is not None:
            try:
                said = json.loads(words)
                await self._KINDS[said["kind"]](self, said)
            except ArchcalcError as error:
                await self.say({"kind": "refused", "message": str(error)})
            except (ValueError, KeyError, TypeError, RecursionError):
                await self.say({"kind": "refused", "message": "the page said something that is no question"})

    async def _greet(self) -> None:
        try:
            file = self.pages.opened()
        except ArchcalcError as error:
            await self.say({"kind": "refused", "message": str(error)})
            return
        self.digest = file.digest
        self.question = PageQuestion(file.text, file.name, str(file.folder), file.variant, saved=file.text,
                                     trusted=not self.pages.read_only)
        await self.say(self.pages.greeting(file))

    async def _follow(self) -> None:
        """Show a file that is only looked at again whenever it is saved."""
        while True:
            await asyncio.sleep(_LOOK)
            if self.pages.read_only and self.pages.is_changed(self.digest):
                await self._greet()

    def _said(self, said: Mapping[str, Any]) -> PageQuestion:
        """The question with what the page says; one that only looks does not say the text."""
        kept = {key: value for key, value in said.items() if key != "text"} if self.pages.read_only else said
        self.question = self.question.with_said(kept)
        return self.question

    async def _text(self, said: Mapping[str, Any]) -> None:
        question = self._said(said)
        self.quick.put("figures", question, _number(said))
        self.thorough.put("panel", question, _number(said))

    async def _look(self, said: Mapping[str, Any]) -> None:
        self.thorough.put("panel", self._said(said), _number(said))

    async def _complete(self, said: Mapping[str, Any]) -> None:
        self.quick.put("words", self._said(said), _number(said))

    async def _download(self, said: Mapping[str, Any]) -> None:
        self.thorough.put("download", self._said(said), _number(said))

    async def _save(self, said: Mapping[str, Any]) -> None:
        if self.pages.read_only:
            raise ArchcalcError.of("usage", "this page shows a file, and saves nothing",
                                   hint="archcalc edit without --read-only opens one that does")
        question = self._said(said)
        file = edited_file.saved(self.pages.file, question.text, str(said["digest"]), str(said["name"]))
        self.pages.file = file
        self.question = question._replace(name=file.name, saved=file.text)
        await self.say({"kind": "saved", "name": file.name, "digest": file.digest, "text": file.text})
        self.thorough.put("panel", self.question, _number(said))

    def _told(self, about: str, question: PageQuestion, done: bool, answer: Any, number: int) -> Mapping[str, Any]:
        """The message with an answer; a text that could be read is kept for what is asked of the next that cannot."""
        if not done:
            return {"kind": "refused", "about": about, "number": number, "message": answer}
        if about == "figures" and answer["isRead"]:
            self.question = self.question._replace(readable=question.text)
        return {"kind": about, "number": number, **self._ANSWERS[about](self, answer)}

    _KINDS: Mapping[str, Callable[[Conversation, Mapping[str, Any]], Awaitable[None]]] = {
        "text": _text, "look": _look, "complete": _complete, "download": _download, "save": _save}
    _ANSWERS: Mapping[str, Callable[[Conversation, Any], Mapping[str, Any]]] = {
        "figures": lambda self, answer: {"answer": answer}, "words": lambda self, answer: answer,
        "panel": lambda self, answer: {"html": answer},
        "download": lambda self, answer: {"address": self.pages.hold(answer), "name": answer.name}}


def _number(said: Mapping[str, Any]) -> int:
    number = said.get("number", 0)
    return number if type(number) is int else 0
