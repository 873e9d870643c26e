// Brings the database at DATABASE_URL to the present schema: node libs/read-model/dist/migrate.js
import { migrate } from './schema.ts';

const url = process.env['DATABASE_URL'];
if (!url) {
  console.error(
    'DATABASE_URL is not set. Give the read model as postgresql://user:password@host:port/database.',
  );
  process.exit(2);
}
const ran = await migrate(url);
console.log(ran.length > 0 ? `Migrated: ${ran.join(', ')}.` : 'The schema is up to date.');
