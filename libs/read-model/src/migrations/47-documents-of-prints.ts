import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Gives each print the document that it was read in, which states name beside the number. */
export class DocumentsOfPrints1700000000047 implements MigrationInterface {
  readonly name = 'DocumentsOfPrints1700000000047';

  async up(runner: Pick<QueryRunner, 'query'>): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- As text, because jsonb would put the members in another order than the writer does.
update figure f
set print = (left(f.print::text, -1) || ',"document":' || (e.data #> '{evidence,document}')::text || '}')::json
from event e
where e.event_id = f.event_id and f.print -> 'document' is null and e.data #> '{evidence,document}' is not null;
`;
