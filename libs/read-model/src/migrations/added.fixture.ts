import type { Upgrade } from '../schema.ts';
import { MIGRATIONS, readMigrations, type SqlFile } from './sql-files.ts';

/** The present migrations and one behind them that a spec invents. */
export function added(
  files: Readonly<Record<string, string>>,
  indexes: Upgrade['indexes'] = [],
): Upgrade & { readonly name: string } {
  const own = Object.entries(files).map(([path, text]): SqlFile => ({
    path,
    text,
    isOnce: path.endsWith('.once.sql'),
  }));
  const invented = { number: 999, name: 'invented', files: own };
  const name = `invented-${String(1_700_000_000_999)}`;
  return {
    migrations: [...readMigrations(MIGRATIONS), ...(own.length > 0 ? [invented] : [])],
    indexes,
    name,
  };
}
