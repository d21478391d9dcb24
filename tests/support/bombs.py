"""Small files that would stand for huge ones, and other ways to make a reader work: every one is refused, at little cost."""

MILLION = 1 << 20


def bomb(links: int, times: int, kind: str) -> str:
    """Each line holds the one before so many times over."""
    if kind == "merge":
        lines = ["m0: &m0 {a: 1}", *(f"m{i}: &m{i} {{<<: [{', '.join([f'*m{i - 1}'] * times)}]}}" for i in range(1, links))]
    else:
        lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * times)}]" for i in range(1, links))]
    return "\n".join(lines)


BOMBS = {
    "aliases": bomb(12, 9, "alias"), "merge keys": bomb(12, 9, "merge"), "brackets": "[" * MILLION, "braces": "{a: " * (MILLION // 4),
    "dashes": "- " * (MILLION // 2), "question marks": "? " * (MILLION // 2), "one long word": "a" * MILLION, "one long text": '"' + "a" * (MILLION - 2) + '"',
    "keys": "\n".join(f"k{i}: 1" for i in range(90_000)), "items": "[" + "1," * (MILLION // 2 - 1) + "]", "blank lines": "\n" * MILLION,
    "comments": "# a\n" * (MILLION // 4), "anchors": "\n".join(f"- &a{i} {i}" for i in range(60_000)), "directives": "%TAG ! tag:x\n" * 70_000,
    "base sixty": "a: " + ":".join(["1"] * (MILLION // 2 - 4)), "digits": "a: " + "9" * (MILLION - 4), "quotes": "'" * MILLION,
    "layers": "input: [3, 8, 8]\nlayers:\n" + "- relu\n" * 149_000,
    "colliding numbers": "{" + ",".join(f"{i * (2**61 - 1)}: 0" for i in range(30_000)) + "}",
    "loops": "input: [3, 8, 8]\nlayers: [repeat: {times: 200000, layers: [repeat: {times: 200000, layers: [relu]}]}]",
    "loops around nothing": "input: [3, 8, 8]\nlayers: [repeat: {times: 200000, layers: [repeat: {times: 200000, layers: []}]}]",
    "modules": "input: [3, 8, 8]\nmodules:\n" + "".join(f"  m{i}: {{layers: [{', '.join([f'm{i + 1}'] * 10)}]}}\n" for i in range(20))
               + "  m20: {layers: [relu]}\nlayers: [m0]",
    "a tower of powers": "input: [3, 8, 8]\nlayers: [linear: {units: '${9**9**9**9}'}]",
    "a long expression": "input: [3, 8, 8]\nlayers: [linear: {units: '${" + "1+" * 100_000 + "1}'}]",
    "parentheses": "input: [3, 8, 8]\nlayers: [linear: {units: '${" + "(" * 190 + "'}]",
    "mistakes": "input: [3, 8, 8]\nlayers:\n" + "- nothing\n" * 90_000,
}
"""By name; all but `layers`, which is a network of 149,000 layers in 1 MiB, are refused."""
