"""Reads a publication back with other people's readers, and prints what they see as JSON.

    read_back.py FOLDER DATA-SET [quick]

`quick` leaves out the validator's slow reading of every row.
"""

import json
import sys

import csvw
import duckdb
import pyarrow.dataset

folder, name = sys.argv[1:3]
quick = sys.argv[3:] == ["quick"]


def plain(value):
    if value is None or isinstance(value, (int, bool)):
        return value
    # The validator gives a date as a moment at midnight.
    return str(value).removesuffix(" 00:00:00")


def rows_of(relation):
    names = [column[0] for column in relation.description]
    return [dict(zip(names, map(plain, row))) for row in relation.fetchall()]


with open(f"{folder}/{name}.csv-metadata.json", encoding="utf-8") as file:
    described = json.load(file)
columns = [column["name"] for column in described["tableSchema"]["columns"]]
listed = ", ".join(f'"{column}"' for column in columns)
kinds = {"string": "VARCHAR", "date": "DATE", "integer": "BIGINT", "boolean": "BOOLEAN"}


def kind_of(column):
    datatype = column["datatype"]
    return kinds[datatype if isinstance(datatype, str) else datatype["base"]]


types = {column["name"]: kind_of(column) for column in described["tableSchema"]["columns"]}

by_csvw, valid = [], None
if not quick:
    group = csvw.CSVW(f"{folder}/{name}.csv-metadata.json", validate=True)
    by_csvw = [{key: plain(value) for key, value in row.items()} for row in group.tables[0].iterdicts(strict=True)]
    valid = bool(group.is_valid)

files = f"{folder}/{name}/*/*/*.parquet"
from_parquet = f"read_parquet('{files}', hive_partitioning = true)"
arrow = pyarrow.dataset.dataset(f"{folder}/{name}", format="parquet", partitioning="hive")
by_arrow = arrow.to_table(columns=columns).to_pylist()

print(
    json.dumps(
        {
            "columns": columns,
            "csvw_valid": valid,
            "csvw": by_csvw,
            "duckdb_csv": rows_of(
                duckdb.sql(
                    f"select {listed} from read_csv('{folder}/{name}.csv', header = true, nullstr = ['[c]', ''], "
                    f"types = {types})"
                )
            ),
            "duckdb": rows_of(duckdb.sql(f"select {listed} from {from_parquet}")),
            "pyarrow": [{key: plain(value) for key, value in row.items()} for row in by_arrow],
            "types": {field.name: str(field.type) for field in arrow.schema},
            "partitions": rows_of(
                duckdb.sql(f"select area::varchar as area, month::varchar as month, count(*) as n from {from_parquet} group by all")
            ),
            "row_groups": max(
                fragment.num_row_groups for fragment in (f for f in arrow.get_fragments())
            ),
        }
    )
)
