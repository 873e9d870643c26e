"""Reads tables, cube, feed and SDMX doors of the API at an address, and prints a line for each client: read_all.py http://127.0.0.1:4100"""

import json
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import feed
import json_stat
import sdmx_doors
import tables
from told import differences, pages, rows

SHOWN = 10
NOT_OF_PYTHON = ("curl", "python", "rsdmx")


def plain(value):
    """A decimal without the zeros behind its last digit."""
    return value.rstrip("0").rstrip(".") if "." in value else value


def without_scale(found):
    """Rows whose gaps are compared as numbers: a column of decimals has one scale."""
    return {name: {**row, "gap": plain(row["gap"])} for name, row in found.items()}


def read_all(api):
    states = list(pages(api, "/v1/growth"))
    told = rows(states)
    observed = sdmx_doors.observations(states)
    entries = feed.expected(api)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield "pyarrow", "growth.parquet", without_scale(told), lambda: without_scale(tables.parquet_by_pyarrow(api))
        yield "duckdb", "growth.parquet", without_scale(told), lambda: without_scale(tables.parquet_by_duckdb(api, folder))
        yield "polars", "growth.parquet?asOf=", without_scale(told), lambda: without_scale(tables.pinned_by_polars(api))
        yield "curl", "growth.parquet?asOf=", without_scale(told), lambda: without_scale(tables.pinned_by_curl(api, folder))
        yield "duckdb", "growth.csv", told, lambda: tables.csv_by_duckdb(api, folder)
        yield "pandas", "growth.csv", told, lambda: tables.csv_by_pandas(api)
        yield "python", "growth.csv", told, lambda: tables.csv_by_python(api)
        yield "feedparser", "revisions.atom", entries, lambda: feed.by_feedparser(api)
    periods = sorted({state["period"] for state in states})
    yield "pyjstat", "growth.jsonstat", json_stat.numbers(observed), lambda: json_stat.by_pyjstat(api, periods)
    yield from sdmx_doors.readers(api, observed)


def main(api):
    for client, door, told, read in read_all(api):
        try:
            lines = differences(told, read())
        except Exception as error:
            lines = [f"{type(error).__name__}: {error}"]
        of = client if client in NOT_OF_PYTHON else f"{client} {version(client)}"
        print(json.dumps({"client": of, "door": door, "compared": len(told), "differences": lines[:SHOWN]}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
