// Runs a query on a stock DuckDB and prints its rows as JSON: node harness/e2e/duckdb.mjs "select 1"
import { DuckDBInstance } from '@duckdb/node-api';

const [, , sql = ''] = process.argv;
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const found = await connection.runAndReadAll(sql);
process.stdout.write(JSON.stringify(found.getRowObjectsJson()));
