import { writeCursor } from '@silkgauge/contract';
import { registerJson, type RegisterChange } from '@silkgauge/read-model';
import { pageJson } from '../http/json-answer.ts';

/** A page of versions, oldest first, which goes on behind the version of its cursor. */
export const historyPage = (rows: readonly RegisterChange[], limit: number, cursor: string): string =>
  pageJson(rows, limit, registerJson, (last) => writeCursor(cursor, [String(last.version)]));
