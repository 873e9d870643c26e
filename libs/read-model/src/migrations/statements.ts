import type { QueryRunner } from 'typeorm';

/** Comments, texts and bodies of functions, in which a semicolon ends nothing; or a semicolon; or whatever is between. */
const PIECES = /--[^\n]*|\$\$.*?\$\$|'[^']*'|;|[^-$';]+|[-$]/gs;

/** The statements of a script, each without its semicolon. */
export function statementsOf(script: string): string[] {
  const statements = [''];
  for (const [piece] of script.matchAll(PIECES)) {
    if (piece === ';') statements.push('');
    else statements.push((statements.pop() ?? '') + piece);
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/** One a query: servers that hand statements on to others refuse several in one text. */
export async function runStatements(runner: Pick<QueryRunner, 'query'>, script: string): Promise<void> {
  for (const statement of statementsOf(script)) await runner.query(statement);
}
