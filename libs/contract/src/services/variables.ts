/** What the variables about a service begin with: GROWTH_API of growth-api. */
const upper = (name: string): string => name.toUpperCase().replaceAll('-', '_');

/** Variable with the port of a service on this machine. */
export const portVariable = (name: string): string => `${upper(name)}_PORT`;

/** Variable with the address at which others ask a service. */
export const urlVariable = (name: string): string => `${upper(name)}_URL`;
