"""Write a value as Python code is written by hand: in one line if it fits there, else one part in a line."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH = 120


def literal(value: Any, used: int = 0, indent: int = 0) -> str:
    """Write text, numbers, lists and tables; `used` characters stand before it in its line.

    >>> print(literal({"a": ["b", 1], "c": None}))
    {"a": ["b", 1], "c": None}
    """
    line = _in_line(value)
    if used + len(line) <= WIDTH or not isinstance(value, Mapping | list | tuple) or not value:
        return line
    inner = " " * (indent + 4)
    if isinstance(value, Mapping):
        heads = {f"{_in_line(name)}: ": one for name, one in value.items()}
        rows = [f"{inner}{head}{_item(one, inner + head, indent)}," for head, one in heads.items()]
        return "\n".join(("{", *rows, " " * indent + "}"))
    rows = [f"{inner}{_item(one, inner, indent)}," for one in value]
    return "\n".join(("[", *rows, " " * indent + "]"))


def call(function: str, given: Sequence[str], **named: Any) -> str:
    """Write a call with arguments as they stand, and named ones as values."""
    line = f"{function}({', '.join((*given, *(f'{name}={_in_line(value)}' for name, value in named.items())))})"
    if len(line) <= WIDTH:
        return line
    rows = [*given, *(f"{name}={literal(value, len(name) + 6, 4)}" for name, value in named.items())]
    return "\n".join((f"{function}(", *(f"    {row}," for row in rows), ")"))


def _item(value: Any, before: str, indent: int) -> str:
    return literal(value, len(before) + 1, indent + 4)


def _in_line(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_in_line(name)}: {_in_line(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_in_line, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
