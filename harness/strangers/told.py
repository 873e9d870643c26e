"""What the API says in its own form, for comparison with what other programs read."""

import json
import urllib.parse
import urllib.request


def get(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def pages(api, path, **query):
    """Items of a list, page by page."""
    name = "after" if path == "/v1/changes" else "cursor"
    after = None
    while True:
        asked = {**query, "limit": 1000, **({name: after} if after else {})}
        page = json.loads(get(f"{api}{path}?{urllib.parse.urlencode(asked)}"))
        yield from page["items"]
        after = page["next"]
        if after is None:
            return


def measured(state):
    """Measures of a state: name, comparison, sides."""
    yield "level", "", state["level"]
    for comparison, sides in state["growth"].items():
        yield "growth", comparison, sides
    for measure, sides in state["other"].items():
        yield measure, "" if measure == "share" else "GY", sides


SIDES = ("reported", "computed", "implied", "forecast")


def figures(state):
    """Measurements of a state: measure, comparison, side, the measurement, and the sides around it."""
    for measure, comparison, sides in measured(state):
        for side in SIDES:
            if side in sides:
                yield measure, comparison, side, sides[side], sides


def rows(states):
    """A row for each number, or for each reading of one, by what names it."""
    found = {}
    for state in states:
        for measure, comparison, side, figure, sides in figures(state):
            for reading in figure.get("readings") or [{**figure, "reading": ""}]:
                name = (state["key"], measure, comparison, side, reading["reading"])
                found[name] = {
                    **{end: reading[end] or "" for end in ("value", "low", "high")},
                    "unit": figure["unit"],
                    "status": figure["status"],
                    "verdict": sides["verdict"],
                    "gap": sides["gap"] or "",
                    "flags": " ".join(state["flags"]),
                    "version": str(state["version"]),
                    "sequence": state["sequence"],
                    "knownAt": state["knownAt"],
                }
    return found


NAMES = ("key", "measure", "comparison", "side", "reading")
COMPARED = ("value", "low", "high", "unit", "status", "verdict", "gap", "flags", "version", "sequence", "knownAt")


def differences(expected, read):
    """Lines about rows that are missing, unknown, or have other contents."""
    lines = [f"missing: {name}" for name in expected.keys() - read.keys()]
    lines += [f"unknown: {name}" for name in read.keys() - expected.keys()]
    for name in expected.keys() & read.keys():
        for member, told in expected[name].items():
            if member in read[name] and read[name][member] != told:
                lines.append(f"{name} {member}: {told!r} is read as {read[name][member]!r}")
    return lines
