"""Asks DuckDB one question. Prints how many seconds it took, then the rows, one text each."""

import sys
import time

import duckdb

begun = time.perf_counter()
rows = duckdb.sql(sys.argv[1]).fetchall()
print(time.perf_counter() - begun)
for (row,) in rows:
    print(row)
