import type { DeclaredGrants } from './declaration.ts';
import { fill } from './fill.ts';
import type { Services } from './services.ts';

const READERS = 'silkgauge_read';

/** ops/postgres/roles.sql. */
export function rolesSql({ roles }: Services, frame: string): string {
  const logins = roles.map(({ role }) => role);
  return fill(frame, {
    names: logins.map((role) => `'${role}'`).join(', '),
    logins: logins.join(', '),
    users: logins.slice(1).join(', '),
    'with locks': roles.flatMap(({ role, locks }) => (locks ? [role] : [])).join(', '),
  });
}

/** ops/postgres/passwords.sql. */
export const passwordsSql = ({ roles }: Services, frame: string): string =>
  fill(frame, {
    passwords: roles
      .map(
        ({ role }) =>
          `\\set password \`cat "$PASSWORDS/password-${role}"\`\nalter role ${role} password :'password';`,
      )
      .join('\n'),
  });

/** ops/postgres/grants.sql. */
export const grantsSql = ({ roles, declared }: Services, frame: string): string =>
  fill(frame, {
    grants: [...roles, { role: READERS, grants: declared.readers }]
      .filter(({ grants }) => grants.length > 0)
      .map(({ role, grants }) => grantsOf(role, grants))
      .join('\n\n'),
  });

const grantsOf = (role: string, grants: DeclaredGrants): string =>
  grants
    .flatMap(({ for: use, on }) => [
      `-- ${use}`,
      ...Object.entries(on).map(([table, privileges]) => `grant ${privileges} on ${table} to ${role};`),
    ])
    .join('\n');
