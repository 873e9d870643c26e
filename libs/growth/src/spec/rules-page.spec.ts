import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../rules/table.ts';
import { rulesPage } from './rules-page.ts';

const PAGE = join(import.meta.dirname, '../../../../docs/growth-rules.md');

it('docs/growth-rules.md is the page of the rules; npm run rules writes it', () => {
  const page = rulesPage();
  if (process.env['UPDATE_RULES']) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

it.each(RULES)('$name calls each of its inputs by name', ({ reads, expression }) => {
  const named = [...new Set([...expression.matchAll(/\[([^[\]]+)\]/g)].map(([, name]) => name))];
  expect(named.sort()).toEqual(reads.map(({ name }) => name).sort());
});
