"""Ways of saying one thing: word sequences joined and chosen between, and the smallest graph that holds them all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Say:
    """One word."""

    word: str


@dataclass(frozen=True, slots=True, eq=False)
class Then:
    """One after the other; without parts, silence."""

    parts: tuple["Ways", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """Any one of them; the first is the plainest."""

    choices: tuple["Ways", ...]


Ways = Say | Then | Either
SILENCE = Then(())


def say(words: str) -> Ways:
    """The words of a text, split at its spaces."""
    parts = tuple(Say(word) for word in words.split())
    return parts[0] if len(parts) == 1 else Then(parts)


def _ways(part: Ways | str) -> Ways:
    return say(part) if isinstance(part, str) else part


def then(*parts: Ways | str) -> Ways:
    return _ways(parts[0]) if len(parts) == 1 else Then(tuple(_ways(part) for part in parts))


def either(*choices: Ways | str) -> Ways:
    return _ways(choices[0]) if len(choices) == 1 else Either(tuple(_ways(choice) for choice in choices))


def maybe(*parts: Ways | str) -> Ways:
    """May be left out, and plainly is."""
    return Either((SILENCE, then(*parts)))


def plainest(ways: Ways) -> tuple[str, ...]:
    """The reading made of first choices."""
    words: list[str] = []
    todo = [ways]
    while todo:
        head = todo.pop()
        if isinstance(head, Say):
            words.append(head.word)
        elif isinstance(head, Either):
            todo.append(head.choices[0])
        else:
            todo.extend(reversed(head.parts))
    return tuple(words)


@dataclass(frozen=True, slots=True)
class Graph:
    """An acyclic word graph from node 0 to node `end`; every arc leads to a higher node, every node lies on a path."""

    end: int
    arcs: tuple[tuple[int, int, str], ...]  # (source, to, word), by source, the plainest first


_Pending = tuple[Ways, ...]  # what is still to be said
_State = frozenset[_Pending]
_Future = tuple[bool, tuple[tuple[str, int], ...]]  # whether a reading may end here; each next word, and where it leads


def smallest_graph(ways: Ways) -> Graph:
    """The least graph, in which no node has two arcs of one word, save where a reading may end there or go on.

    Brzozowski's derivatives: a state is what may still be said; states with the same future are one.
    """
    known: dict[_State, int] = {}
    futures: dict[_Future, int] = {}  # its number; what a future leads to has a lower one
    opened: dict[_State, tuple[bool, dict[str, _State]]] = {}
    first: _State = frozenset({(ways,)})
    todo = [first]
    while todo:
        state = todo[-1]
        if state in known:
            todo.pop()
        elif state not in opened:
            opened[state] = _opened(state)
            todo.extend(opened[state][1].values())
        else:
            may_end, onward = opened[state]
            future = (may_end, tuple(sorted((word, known[to]) for word, to in onward.items())))
            known[state] = futures.setdefault(future, len(futures))
            todo.pop()
    future_of = list(futures)
    if future_of[known[first]][0]:
        raise ValueError("A way of saying something cannot be silence.")
    return _laid_out(future_of, known[first], plainest(ways))


def _opened(state: _State) -> tuple[bool, dict[str, _State]]:
    """Whether nothing more need be said, and for each word that may come next what may follow it."""
    may_end = False
    firsts: dict[str, set[_Pending]] = {}
    todo = list(state)
    while todo:
        queue = todo.pop()
        if not queue:
            may_end = True
            continue
        head, rest = queue[0], queue[1:]
        if isinstance(head, Say):
            firsts.setdefault(head.word, set()).add(rest)
        elif isinstance(head, Then):
            todo.append(head.parts + rest)
        else:
            todo.extend((choice, *rest) for choice in head.choices)
    return may_end, {word: frozenset(rests) for word, rests in firsts.items()}


def _laid_out(future: list[_Future], first_state: int, plain: tuple[str, ...]) -> Graph:
    """Nodes numbered so that arcs go up. All readings end in one node, which nothing leaves: where one may end and
    another go on, the last word has two arcs."""
    live = {first_state}
    for state in range(first_state, -1, -1):
        if state in live:
            live.update(to for _, to in future[state][1])
    ordered = sorted((state for state in live if future[state][1]), reverse=True)
    node = {state: i for i, state in enumerate(ordered)}
    end = len(ordered)
    on_plain_path: dict[int, tuple[str, bool]] = {}  # state: (the plain word there, whether it is the last)
    state = first_state
    for i, word in enumerate(plain):
        on_plain_path[state] = (word, i == len(plain) - 1)
        state = dict(future[state][1])[word]
    arcs: list[tuple[int, int, str]] = []
    for state in ordered:
        found = [
            (node[state], to_node, word) for word, to in future[state][1] for to_node in _ends(future, node, to, end)
        ]
        if state in on_plain_path:
            plain_word, last = on_plain_path[state]
            found.sort(key=lambda arc: (arc[2] != plain_word, (arc[1] == end) != last))
        arcs.extend(found)
    return Graph(end, tuple(arcs))


def _ends(future: list[_Future], node: dict[int, int], state: int, end: int) -> list[int]:
    may_end, onward = future[state]
    return ([node[state]] if onward else []) + ([end] if may_end else [])
