import type { Services } from './services.ts';
import { portVariable } from './variables.ts';

/** libs/contract/src/services/declared.ts: what programs know of services. */
export function servicesCode({ services, members, roles, declared }: Services): string {
  const byPort = [...services].sort((a, b) => a.port - b.port);
  return `/** Programs that listen, in the order of their ports. */
export const SERVICES = ${constant(
    byPort.map(({ name, port, program, role, hasCallers }) => ({
      ...{ name, port, variable: portVariable(name), program, role, hasCallers },
    })),
  )};

/** Parts of a secured system, and what each proves itself by. The user of a service is its port. */
export const MEMBERS = ${constant(members)};

/** Roles of the database that log in. */
export const ROLES = ${constant(roles.map(({ role }) => role))};

/** Principals of the broker that are examples. */
export const EXAMPLES = ${constant(Object.keys(declared.examples))};
`;
}

const constant = (value: unknown): string => `${JSON.stringify(value)} as const`;
