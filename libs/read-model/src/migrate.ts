// Brings the database at DATABASE_URL to the present schema: node libs/read-model/dist/migrate.js
import { databaseVariable } from './address.ts';
import { EarlierBuild } from './errors.ts';
import { migrate } from './schema.ts';

try {
  const ran = await migrate(databaseVariable().read(process.env));
  console.log(ran.length > 0 ? `Migrated: ${ran.join(', ')}.` : 'The schema is up to date.');
} catch (error) {
  if (!(error instanceof RangeError || error instanceof EarlierBuild)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
