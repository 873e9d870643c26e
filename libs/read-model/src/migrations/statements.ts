import type { QueryRunner } from 'typeorm';

/** Comments, function bodies and strings, in which a semicolon ends nothing; a semicolon; other text. */
const PIECES = /--[^\n]*|\$\$.*?\$\$|'[^']*'|;|[^-$';]+|[-$]/gs;

/** Splits a script into its statements, without semicolons. */
export function statementsOf(script: string): string[] {
  const statements = [''];
  for (const [piece] of script.matchAll(PIECES)) {
    if (piece === ';') statements.push('');
    else statements.push((statements.pop() ?? '') + piece);
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/** One statement per query, since poolers reject several in one text. */
export async function runStatements(runner: Pick<QueryRunner, 'query'>, script: string): Promise<void> {
  for (const statement of statementsOf(script)) await runner.query(statement);
}
