"""Bring together what two pages made of the same answer: nothing is lost, and of each field the newer counts."""

from typing import Any

_NONE = object()  # stands for a field that is not there


def merged(base: Any, mine: Any, theirs: Any) -> Any:
    """Bring together an answer that was changed on two pages since both showed `base`, field by field.

    What `mine` changed is the newer; all it left alone is as in `theirs`.

    >>> merged({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3, "c": 3})
    {'a': 2, 'b': 3, 'c': 3}
    >>> merged(["x"], ["x", "y"], ["x", "z"]), merged(["x", "y"], ["y", "x"], ["x", "y"])
    (['x', 'z', 'y'], ['y', 'x'])
    """
    if theirs == base or mine == theirs:
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _fields(base if isinstance(base, dict) else {}, mine, theirs)
    if _is_set(mine) and _is_set(theirs) and set(mine) != set(theirs):
        before = base if _is_set(base) else []
        kept = [one for one in theirs if one in mine or one not in before]
        return [*kept, *(one for one in mine if one not in kept and one not in before)]
    return mine


def _fields(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    names = dict.fromkeys([*theirs, *mine])
    found = {name: merged(base.get(name, _NONE), mine.get(name, _NONE), theirs.get(name, _NONE)) for name in names}
    return {name: value for name, value in found.items() if value is not _NONE}


def _is_set(value: Any) -> bool:
    """Tell whether a list says which of some things were chosen, each once."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value) and len(set(value)) == len(value)
