"""The feed of revisions by feedparser, and what it must hold by the versions of the log."""

import feedparser

from told import figures, measured, pages

REASONS = ("reported", "restated", "withdrawn")
CONTRADICTIONS = {"conflicting-prints", "coverage-break", "part-above-whole", "infeasible-parts", "implied-base-differs"}


def numbers(state):
    """Numbers of a version that has some, by measure, comparison and side."""
    return {
        (measure, comparison, side): [figure["value"], figure["low"], figure["high"], figure.get("readings")]
        for measure, comparison, side, figure, _ in (figures(state) if state else ())
        if figure["value"] is not None or figure["low"] is not None or "readings" in figure
    }


def contradictions(state):
    verdicts = {(measure, comparison) for measure, comparison, sides in measured(state) if sides["verdict"] == "conflicts"} if state else set()
    return verdicts | (CONTRADICTIONS & set(state["flags"]) if state else set())


def expected(api):
    """Categories and instants of the entries by sequence, newest first."""
    found, versions = {}, {}
    for state in pages(api, "/v1/changes"):
        before = versions.get(state["key"])
        versions[state["key"]] = state
        if state["change"]["reason"] not in REASONS:
            continue
        was, now = numbers(before), numbers(state)
        categories = []
        if any(now.get(name) != number for name, number in was.items()):
            categories.append("revision")
        if contradictions(state) - contradictions(before):
            categories.append("conflict")
        if categories:
            found[state["sequence"]] = {"categories": " ".join(categories), "updated": state["knownAt"], "key": state["key"]}
    return dict(sorted(found.items(), key=lambda item: -int(item[0])))


def by_feedparser(api):
    """The same from the feed, following its links to the next page."""
    found = {}
    address = f"{api}/v1/revisions.atom?limit=40"
    while address:
        feed = feedparser.parse(address)
        if feed.bozo:
            raise ValueError(feed.bozo_exception)
        for entry in feed.entries:
            found[entry.id.rsplit(":", 1)[1]] = {
                "categories": " ".join(tag.term for tag in entry.tags),
                "updated": entry.updated,
                "key": entry.summary.split(": ", 1)[0],
            }
        address = next((link.href for link in feed.feed.links if link.rel == "next"), None)
    return found
