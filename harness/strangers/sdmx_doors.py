"""Readers of the SDMX doors: each gives a row for each observation, by key and period."""

import csv
import hashlib
import io
import subprocess
import urllib.request
from pathlib import Path

import sdmx
from pysdmx.api.fmr import RegistryClient
from pysdmx.io import get_datasets

from told import figures

TYPE = "application/vnd.sdmx."
ML3 = f"{TYPE}data+xml;version=3.0.0"
STRUCTURE_ML21 = f"{TYPE}structure+xml;version=2.1"
STRUCTURE_ML3 = f"{TYPE}structure+xml;version=3.0.0"


class Flow:
    """Addresses of a flow: GROWTH has the dated periods, UNDATED the figures without one."""

    def __init__(self, name):
        self.id, self.structure = f"DF_{name}", f"DSD_{name}"
        self.data3 = f"/sdmx/3.0/data/dataflow/SILKGAUGE/{self.id}/1.0.0"
        self.data21 = f"/sdmx/2.1/data/{self.id}"
        self.structure3 = f"/sdmx/3.0/structure/datastructure/SILKGAUGE/{self.structure}/1.0.0?references=all"
        self.structure21 = f"/sdmx/2.1/datastructure/SILKGAUGE/{self.structure}/1.0.0?references=all"


GROWTH, UNDATED = Flow("GROWTH"), Flow("UNDATED")
NO_PERIOD = "_U"

SERIES = ("REPORTER", "REF_AREA", "INDICATOR", "COVERAGE", "FLOW", "MODE", "PRODUCT", "COUNTERPART", "CURRENCY")
NAMES = (*SERIES, "TRANSFORMATION", "BASIS", "READING")
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
    """What the API says: a missing value for a figure with readings, and a row for each reading."""
    found = {}
    for state in states:
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
        (*(row[name] for name in NAMES), row.get("TIME_PERIOD", NO_PERIOD)): {told: row.get(name) or "" for name, told in COMPARED.items()}
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


def by_sdmx1_at_3(api, flow):
    """With the data structure, which sdmx1 asks for by itself, too."""
    structure = sdmx.read_sdmx(get(api + flow.structure3, STRUCTURE_ML3)).structure[flow.structure]
    read = of_sdmx1(sdmx.read_sdmx(get(api + flow.data3, ML3), structure=structure))
    asked = {"resource_id": flow.id, "agency_id": "SILKGAUGE", "context": "dataflow", "version": "1.0.0"}
    if of_sdmx1(client(api, "3.0", "3.0.0").get("data", **asked, headers={"Accept": ML3})) != read:
        raise ValueError("the client reads other observations without the data structure")
    return read


def by_sdmx1_at_21(api, flow):
    return of_sdmx1(client(api, "2.1", "2.1").data(flow.id))


def by_sdmx1_with_structure(api, flow):
    structure = sdmx.read_sdmx(get(api + flow.structure21, STRUCTURE_ML21)).structure[flow.structure]
    kind = f"{TYPE}structurespecificdata+xml;version=2.1"
    return of_sdmx1(sdmx.read_sdmx(get(api + flow.data21, kind), structure=structure))


def without_gaps(data):
    """Rows of pysdmx, with None for what is absent."""
    return data.astype(object).where(data.notna(), None).to_dict("records")


def by_pysdmx(api, flow, door, kind):
    """As text; with the data structure, whose types pysdmx applies, the same values must be missing."""
    is_21 = door == "2.1"
    path = flow.data21 if is_21 else flow.data3
    structure = get(api + flow.structure21, STRUCTURE_ML21) if is_21 else get(api + flow.structure3, STRUCTURE_ML3)
    (plain,) = get_datasets(get(api + path, TYPE + kind))
    (typed,) = get_datasets(get(api + path, TYPE + kind), structure)
    rows = without_gaps(plain.data)
    if [bool(row["OBS_VALUE"]) for row in rows] != list(typed.data["OBS_VALUE"].notna()):
        raise ValueError("other values are missing with the data structure")
    return by_name(rows)


def codes_used(told):
    """The codes of observations, by dimension."""
    return {(name, code): {"listed": "yes"} for key in told for name, code in zip(NAMES, key, strict=False)}


def codes_by_pysdmx(api, flow, used):
    """Those of the used codes that the schema of the flow lists; it may list more, of versions before."""
    schema = RegistryClient(f"{api}/sdmx/3.0", timeout=60).get_schema("dataflow", "SILKGAUGE", flow.id, "1.0.0")
    listed = ((one.id, code.id) for one in schema.components.dimensions for code in one.enumeration or ())
    return {name: {"listed": "yes"} for name in listed if name in used}


READ_SDMX = Path(__file__).with_name("read_sdmx.R")


def by_rsdmx(api, flow, kind):
    """R has values as doubles, and generic data under names of its own."""
    command = ["Rscript", str(READ_SDMX), f"{api}{flow.data21}?format={kind}"]
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    named = {"obsTime": "TIME_PERIOD", "obsValue": "OBS_VALUE"}
    rows = ({named.get(name, name): cell for name, cell in row.items()} for row in csv.DictReader(io.StringIO(table, newline="")))
    return with_doubles(by_name(rows))


def with_doubles(found):
    return {name: {**row, "value": row["value"] and repr(float(row["value"]))} for name, row in found.items()}


PYSDMX = (
    ("3.0", "data+xml;version=3.0.0"),
    ("3.0", "data+csv;version=2.1.0"),
    ("3.0", "data+csv;version=2.0.0"),
    ("2.1", "data+csv;version=1.0.0"),
    ("2.1", "genericdata+xml;version=2.1"),
    ("2.1", "structurespecificdata+xml;version=2.1"),
)


def readers(api, told):
    """
    Client, door, what the API says, and the reader. sdmx1 reads 3.0 first: once it has read 2.1 by a structure, it
    cannot load its reader of 3.0.
    """
    flows = (
        (GROWTH, {name: row for name, row in told.items() if name[-1] != NO_PERIOD}, ""),
        (UNDATED, {name: row for name, row in told.items() if name[-1] == NO_PERIOD}, " undated"),
    )
    for flow, known, note in flows:
        yield "sdmx1", f"3.0 data+xml{note}", known, lambda flow=flow: by_sdmx1_at_3(api, flow)
    for flow, known, note in flows:
        yield from others(api, flow, known, note)


def others(api, flow, told, note):
    yield "sdmx1", f"2.1 genericdata+xml{note}", told, lambda: by_sdmx1_at_21(api, flow)
    yield "sdmx1", f"2.1 structurespecificdata{note}", told, lambda: by_sdmx1_with_structure(api, flow)
    for door, kind in PYSDMX:
        yield "pysdmx", f"{door} {kind.replace(';version=', ' ')}{note}", told, lambda door=door, kind=kind: by_pysdmx(api, flow, door, kind)
    used = codes_used(told)
    yield "pysdmx", f"3.0 schema{note}", used, lambda: codes_by_pysdmx(api, flow, used)
    # Without a time dimension rsdmx finds no observation in a flat structure-specific message.
    for kind in ("genericdata", *(("structurespecificdata",) if flow is GROWTH else ())):
        yield "rsdmx", f"2.1 {kind}{note}", with_doubles(told), lambda kind=kind: by_rsdmx(api, flow, kind)
