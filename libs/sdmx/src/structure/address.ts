import type { StructureMessage } from './artefact.ts';
import type { ArtefactName } from './catalogue.ts';

/** The address of an artefact at a door: where a stub leads. */
export function artefactAddress(
  { door, base }: Pick<StructureMessage, 'door' | 'base'>,
  { type, agency, id, version }: ArtefactName,
): string {
  const constraint = door === '3.0' ? 'dataconstraint' : 'contentconstraint';
  const resource = type === 'constraint' ? constraint : type;
  return [base, ...(door === '3.0' ? ['structure'] : []), resource, agency, id, version].join('/');
}
