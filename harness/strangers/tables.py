"""Readers of the table: each gives a row for each number, by what names it."""

import csv
import hashlib
import io
import subprocess
import urllib.request
from decimal import Decimal

import duckdb
import pandas
import polars
import pyarrow.parquet

from told import COMPARED, NAMES, get

TIMES = "%Y-%m-%dT%H:%M:%S.%f"


def shown(value):
    """A cell as text; no value is empty text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if hasattr(value, "strftime"):
        return value.strftime(TIMES)[:-3] + "Z"
    return str(value)


def by_name(found):
    return {
        tuple(shown(row[name]) for name in NAMES): {name: shown(row[name]) for name in COMPARED}
        for row in found
    }


def exact(row, name):
    """The digits as text, after the decimal was compared with them."""
    text, number = row[f"{name}Text"], row[name]
    if number is not None and number != Decimal(text):
        raise ValueError(f"{row['key']} {name}: {text} is {number}")
    if number is None and text is not None and fits(text):
        raise ValueError(f"{row['key']} {name}: {text} has no number")
    return text


def fits(text):
    whole, _, fraction = text.lstrip("-").partition(".")
    return len(whole.lstrip("0")) <= 20 and len(fraction.rstrip("0")) <= 18


def with_digits(row):
    """A row whose numbers are the digits of the state; gaps are compared as numbers."""
    digits = {name: exact(row, name) for name in ("value", "low", "high")}
    return {**row, **digits}


def parquet_by_pyarrow(api):
    table = pyarrow.parquet.read_table(io.BytesIO(get(f"{api}/v1/growth.parquet")))
    said = table.schema.metadata
    query = said[b"silkgauge.query"].decode()
    digest = "sha-256:" + hashlib.sha256(get(f"{api}/v1/growth.csv?{query}")).hexdigest()
    if said[b"silkgauge.digest"].decode() != digest:
        raise ValueError("the digest is not that of the table")
    return by_name(with_digits(row) for row in table.to_pylist())


def parquet_by_duckdb(api, folder):
    path = folder / "growth.parquet"
    path.write_bytes(get(f"{api}/v1/growth.parquet"))
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    asked = connection.execute(f"select * from '{path}'")
    names = [column[0] for column in asked.description]
    return by_name(with_digits(dict(zip(names, row))) for row in asked.fetchall())


def pinned(api):
    """Address of the table as of its present sequence, whose bytes never change."""
    with urllib.request.urlopen(urllib.request.Request(f"{api}/v1/growth.csv", method="HEAD")) as answer:
        return f"{api}/v1/growth.parquet?asOf={answer.headers['X-Silkgauge-Sequence']}"


def pinned_by_polars(api):
    """Polars asks for the end of the file and for the parts that it needs."""
    return by_name(with_digits(row) for row in polars.scan_parquet(pinned(api)).collect().to_dicts())


def pinned_by_curl(api, folder):
    """A download that broke off half way goes on."""
    address, path = pinned(api), folder / "broken.parquet"
    half = len(get(address)) // 2
    subprocess.run(["curl", "-fsS", "--range", f"0-{half}", "-o", path, address], check=True)
    subprocess.run(["curl", "-fsS", "--continue-at", "-", "-o", path, address], check=True)
    return by_name(with_digits(row) for row in pyarrow.parquet.read_table(path).to_pylist())


def csv_by_duckdb(api, folder):
    path = folder / "growth.csv"
    path.write_bytes(get(f"{api}/v1/growth.csv"))
    asked = duckdb.connect().execute(f"select * from read_csv('{path}', all_varchar = true)")
    names = [column[0] for column in asked.description]
    return by_name(dict(zip(names, row)) for row in asked.fetchall())


def csv_by_pandas(api):
    table = pandas.read_csv(f"{api}/v1/growth.csv", dtype=str, keep_default_na=False)
    return by_name(table.to_dict("records"))


def csv_by_python(api):
    return by_name(csv.DictReader(io.StringIO(get(f"{api}/v1/growth.csv").decode(), newline="")))
