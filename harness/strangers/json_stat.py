"""The cube by pyjstat: a number for each figure, or for each reading of one, and for its ends."""

import json
import urllib.error
import urllib.parse

from pyjstat import pyjstat

from told import get

STATISTICS = ("value", "low", "high")
TOO_LARGE = 413


def numbers(observed):
    """What the API says, as doubles: observations of SDMX have the same codes."""
    return {(*name, end): {"number": float(row[end])} for name, row in observed.items() for end in STATISTICS if row[end]}


def rows_of(cube):
    """The cells of a cube that hold a number, by their codes."""
    table = pyjstat.Dataset.read(cube).write("dataframe", naming="id")
    for *series, period, transformation, side, reading, statistic, number in table.itertuples(index=False):
        if number is not None and number == number:
            yield (*series, transformation, side.upper(), reading, period, statistic), {"number": float(number)}


def cubes(api, asked):
    """The cubes of a filter: where one has too many cells, one for each reporter."""
    address = f"{api}/v1/growth.jsonstat?{urllib.parse.urlencode(asked)}"
    try:
        yield get(address).decode()
    except urllib.error.HTTPError as error:
        if error.code != TOO_LARGE or "reporter" in asked:
            raise
        found = json.loads(get(f"{api}/v1/availability?{urllib.parse.urlencode(asked)}"))
        for one in found["dimensions"]["reporter"]:
            yield from cubes(api, {**asked, "reporter": one["code"]})


def by_pyjstat(api, periods):
    """Period by period: pyjstat lays out all cells of a cube, empty ones too."""
    return {name: row for period in periods for cube in cubes(api, {"period": period}) for name, row in rows_of(cube)}
