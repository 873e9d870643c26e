import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** The words of a version are taken out only where there may be any, which three searches of the text tell. */
export class WordsOfFew1700000000061 implements MigrationInterface {
  readonly name = 'WordsOfFew1700000000061';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- An index condition is worked out for each version that is written: the words themselves took longer than all other indexes.
drop index change_words;
create index change_words on change
  using gin (array_remove(array_remove(array_remove(state_words(document), 'unchecked'), 'reported'), 'sales'))
  where strpos(document, '"flags":[],"change":{"reason":"reported"') + strpos(document, '"flags":[],"change":{"reason":"sales"') = 0
    or strpos(replace(document, '"verdict":"unchecked"', ''), '"verdict":"') > 0;
`;
