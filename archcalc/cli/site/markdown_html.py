"""Markdown as HTML: the manual's pages with their sections, and links from one to another."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import count
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from archcalc.base.named_tuples import NamedTuple
from archcalc.cli import manual_pages
from archcalc.rendering.drawings.outputs.svg import text

_MANUAL = re.compile(r"archcalc manual ([a-z]+)")
_PAGE = re.compile(r"(?:archcalc/manual/)?([a-z]+)\.md")


class MadePage(NamedTuple):
    """A page as HTML, its title, and its sections: address, title and text of each."""

    html: str
    title: str
    sections: tuple[tuple[str, str, str], ...]


def made(source: str, name: str) -> MadePage:
    """The page `name` of the manual. What is HTML in it is shown as text."""
    tokens = _parser().parse(source)
    sections: list[tuple[str, str, list[str]]] = []
    numbers, title = count(1), name
    for i, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _words(tokens[i + 1])
            title = words if token.tag == "h1" else title
            anchor = f"{_slug(words)}-{next(numbers)}"
            token.attrSet("id", anchor)
            sections.append((f"{name}.html#{anchor}" if token.tag != "h1" else f"{name}.html", words, []))
        elif token.type in {"inline", "fence"} and sections and tokens[i - 1].type != "heading_open":
            sections[-1][2].append(_words(token) if token.children else token.content)
        elif token.type == "th_open" and not tokens[i + 1].content:
            token.tag = tokens[i + 2].tag = "td"  # a head without a word is none
    found = tuple((address, words, " ".join(parts)) for address, words, parts in sections)
    return MadePage(_parser().renderer.render(tokens, _parser().options, {}), title, found)


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _words(token: Token) -> str:
    return "".join(each.content if each.content else " " for each in token.children or ())


@lru_cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("code_inline", _code)
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("table_open", _table)
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


def _fence(renderer: Any, tokens: list[Token], place: int, *_: Any) -> str:
    """Code in a region that scrolls, with the name of its file where it has one."""
    language, label = [*tokens[place].info.split(" ", 1), ""][:2]
    named = f"<figcaption>{text(label)}</figcaption>" if "." in label else ""
    told = text(label if named else language or "code")
    return (f'<figure class="code">{named}<pre tabindex="0" role="region" aria-label="{told}, {place}">'
            f"<code>{_lines(tokens[place].content)}</code></pre></figure>\n")


def _lines(code: str) -> str:
    """Code line by line; lines that are typed at the prompt stand out."""
    return "\n".join(f"<b>{text(line)}</b>" if line.startswith("$ ") else text(line) for line in code.split("\n"))


def _code(renderer: Any, tokens: list[Token], place: int, *_: Any) -> str:
    """Code among words; a command that shows a page of the manual leads to it."""
    content = tokens[place].content
    shown, found = f"<code>{text(content)}</code>", _MANUAL.fullmatch(content)
    if found is None or found[1] not in manual_pages.names():
        return shown
    return f'<a href="{found[1]}.html">{shown}</a>'


def _link(renderer: Any, tokens: list[Token], place: int, options: Any, environment: Any) -> str:
    found = _PAGE.fullmatch(str(tokens[place].attrGet("href")))
    if found is not None:
        tokens[place].attrSet("href", f"{found[1]}.html")
    return str(renderer.renderToken(tokens, place, options, environment))


def _table(renderer: Any, tokens: list[Token], place: int, *_: Any) -> str:
    return f'<div class="scroll" tabindex="0" role="region" aria-label="table {place}"><table>\n'
