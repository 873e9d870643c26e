"""Readers of the SDMX doors: each gives a row for each observation, by key and period."""

import csv
import hashlib
import io
import subprocess
import urllib.request
from pathlib import Path

import sdmx
from pysdmx.io import get_datasets

from told import figures

TYPE = "application/vnd.sdmx."
ML3 = f"{TYPE}data+xml;version=3.0.0"
STRUCTURE_ML21 = f"{TYPE}structure+xml;version=2.1"
STRUCTURE_ML3 = f"{TYPE}structure+xml;version=3.0.0"
DATA3 = "/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0"
DATA21 = "/sdmx/2.1/data/DF_GROWTH"
DSD = "DSD_GROWTH"
STRUCTURE21 = f"/sdmx/2.1/datastructure/SILKGAUGE/{DSD}/1.0.0?references=all"
STRUCTURE3 = f"/sdmx/3.0/structure/datastructure/SILKGAUGE/{DSD}/1.0.0?references=all"

SERIES = ("REPORTER", "REF_AREA", "INDICATOR", "COVERAGE", "FLOW", "MODE", "PRODUCT", "COUNTERPART", "CURRENCY")
NAMES = (*SERIES, "TRANSFORMATION", "BASIS", "READING", "TIME_PERIOD")
COMPARED = {
    **{"OBS_VALUE": "value", "OBS_LOW": "low", "OBS_HIGH": "high", "UNIT_MEASURE": "unit"},
    **{"FIGURE_STATUS": "status", "VERDICT": "verdict", "GAP": "gap", "FLAGS": "flags"},
    **{"VERSION": "version", "SEQUENCE": "sequence", "KNOWN_AT": "knownAt"},
}


def get(url, accept):
    with urllib.request.urlopen(urllib.request.Request(url, headers={"accept": accept})) as answer:
        return io.BytesIO(answer.read())


def transformation(measure, comparison):
    if measure == "level":
        return "N"
    if measure != "growth":
        return measure.upper()
    return {"_U": "G_U"}.get(comparison, comparison if comparison in ("GY", "G1") else f"G-{comparison}".replace("/", "_"))


def reading_code(name):
    if name in ("up-by-times", "to-times"):
        return name.upper()
    return "P-" + hashlib.sha256(name.encode()).hexdigest()[:12]


def observations(states):
    """What the API says of dated periods: a missing value for a figure with readings, and a row for each reading."""
    found = {}
    for state in states:
        if state["period"] == "_U":
            continue
        for measure, comparison, side, figure, sides in figures(state):
            readings = figure.get("readings") or []
            none = {"value": None, "low": None, "high": None}
            shown = [{**figure, **(none if readings else {}), "reading": None}, *readings]
            for one in shown:
                code = "_Z" if one["reading"] is None else reading_code(one["reading"])
                name = (*state["series"].values(), transformation(measure, comparison), side.upper(), code, state["period"])
                found[name] = {
                    **{end: one[end] or "" for end in ("value", "low", "high")},
                    **{"unit": figure["unit"], "status": figure["status"], "verdict": sides["verdict"], "gap": sides["gap"] or ""},
                    **{"flags": " ".join(state["flags"]), "version": str(state["version"])},
                    **{"sequence": state["sequence"], "knownAt": state["knownAt"]},
                }
    return found


def by_name(rows):
    return {
        tuple(row[name] for name in NAMES): {told: row.get(name) or "" for name, told in COMPARED.items()}
        for row in rows
    }


def row_of(observation):
    """An observation of sdmx1 as text."""
    key = {name: value.value for name, value in observation.key.values.items()}
    told = {name: value.value for name, value in observation.attached_attribute.items()}
    return {**key, **told, "OBS_VALUE": observation.value}


def of_sdmx1(message):
    return by_name(row_of(one) for data in message.data for one in data.obs)


def client(api, door, version):
    name = f"SILKGAUGE{version[0]}"
    sdmx.add_source({"id": name, "name": "Silkgauge", "url": f"{api}/sdmx/{door}", "versions": [version]}, override=True)
    return sdmx.Client(name)


def by_sdmx1_at_3(api):
    """With the data structure, which sdmx1 asks for by itself, too."""
    structure = sdmx.read_sdmx(get(api + STRUCTURE3, STRUCTURE_ML3)).structure[DSD]
    read = of_sdmx1(sdmx.read_sdmx(get(api + DATA3, ML3), structure=structure))
    asked = {"resource_id": "DF_GROWTH", "agency_id": "SILKGAUGE", "context": "dataflow", "version": "1.0.0"}
    if of_sdmx1(client(api, "3.0", "3.0.0").get("data", **asked, headers={"Accept": ML3})) != read:
        raise ValueError("the client reads other observations without the data structure")
    return read


def by_sdmx1_at_21(api):
    return of_sdmx1(client(api, "2.1", "2.1").data("DF_GROWTH"))


def by_sdmx1_with_structure(api):
    structure = sdmx.read_sdmx(get(api + STRUCTURE21, STRUCTURE_ML21)).structure[DSD]
    kind = f"{TYPE}structurespecificdata+xml;version=2.1"
    return of_sdmx1(sdmx.read_sdmx(get(api + DATA21, kind), structure=structure))


def without_gaps(data):
    """Rows of pysdmx, with None for what is absent."""
    return data.astype(object).where(data.notna(), None).to_dict("records")


def by_pysdmx(api, path, kind):
    """As text; with the data structure, whose types pysdmx applies, the same values must be missing."""
    structure = get(api + STRUCTURE21, STRUCTURE_ML21) if path == DATA21 else get(api + STRUCTURE3, STRUCTURE_ML3)
    (plain,) = get_datasets(get(api + path, TYPE + kind))
    (typed,) = get_datasets(get(api + path, TYPE + kind), structure)
    rows = without_gaps(plain.data)
    if [bool(row["OBS_VALUE"]) for row in rows] != list(typed.data["OBS_VALUE"].notna()):
        raise ValueError("other values are missing with the data structure")
    return by_name(rows)


READ_SDMX = Path(__file__).with_name("read_sdmx.R")


def by_rsdmx(api, kind):
    """R has values as doubles, and generic data under names of its own."""
    command = ["Rscript", str(READ_SDMX), f"{api}{DATA21}?format={kind}"]
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    named = {"obsTime": "TIME_PERIOD", "obsValue": "OBS_VALUE"}
    rows = ({named.get(name, name): cell for name, cell in row.items()} for row in csv.DictReader(io.StringIO(table, newline="")))
    return with_doubles(by_name(rows))


def with_doubles(found):
    return {name: {**row, "value": row["value"] and repr(float(row["value"]))} for name, row in found.items()}


PYSDMX = (
    (DATA3, "data+xml;version=3.0.0"),
    (DATA3, "data+csv;version=2.1.0"),
    (DATA3, "data+csv;version=2.0.0"),
    (DATA21, "data+csv;version=1.0.0"),
    (DATA21, "genericdata+xml;version=2.1"),
    (DATA21, "structurespecificdata+xml;version=2.1"),
)


def readers(api, told):
    """
    Client, door, what the API says, and the reader. sdmx1 reads 3.0 first: once it has read 2.1 by a structure, it
    cannot load its reader of 3.0.
    """
    yield "sdmx1", "3.0 data+xml", told, lambda: by_sdmx1_at_3(api)
    yield "sdmx1", "2.1 genericdata+xml", told, lambda: by_sdmx1_at_21(api)
    yield "sdmx1", "2.1 structurespecificdata", told, lambda: by_sdmx1_with_structure(api)
    for path, kind in PYSDMX:
        yield "pysdmx", f"{path[6:9]} {kind.replace(';version=', ' ')}", told, lambda path=path, kind=kind: by_pysdmx(api, path, kind)
    for kind in ("genericdata", "structurespecificdata"):
        yield "rsdmx", f"2.1 {kind}", with_doubles(told), lambda kind=kind: by_rsdmx(api, kind)
