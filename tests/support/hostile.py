"""Names that mean something to a format, which have to come out of it as text."""

NAMES = (
    "<script>alert('x')</script>", "</title><img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)",
    r"\input{/etc/passwd}", "50%_of_#1 & $2 ~ ^ {a}", "`code` | [a](javascript:b) **b** __c__ ![d](http://e)",
    "http://example.org www.example.org", "emoji 🚀", "طبقة الالتفاف", "卷积层", "a\"b'c", "{0:channels}", "]]>", "&lt;b&gt;",
    "[x] * - 1. item", "n" * 300,
)

SPECIFICATION = "\n".join([
    "title: \"<b>100% _net_</b> & =cmd| 🚀 طبقة\"", "input: [3, 64, 64]", "layers:",
    *(f"  - conv: {{name: {name!r}, filters: 4, kernel: 3, padding: 1}}" if "'" not in name else
      f"  - conv: {{name: \"{name.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}\", filters: 4, kernel: 3, padding: 1}}"
      for name in NAMES if "/" not in name), ""])
"""A network whose layers are called so, where a layer may be: a slash stands between modules."""
