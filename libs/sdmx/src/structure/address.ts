import { nameOfType } from '../query/references.ts';
import type { StructureMessage } from './artefact.ts';
import type { ArtefactName } from './catalogue.ts';

/** The address of an artefact at a door: where a stub leads. */
export function artefactAddress(
  { door, base }: Pick<StructureMessage, 'door' | 'base'>,
  { type, agency, id, version }: ArtefactName,
): string {
  const resource = nameOfType(type, door);
  return [base, ...(door === '3.0' ? ['structure'] : []), resource, agency, id, version].join('/');
}
