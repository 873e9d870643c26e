import type { NoticeData } from '@silkgauge/contract';
import { cloudEvent, type CloudEvent } from '../cloud-event.ts';
import type { Row } from '../read-csv.ts';
import { register, type Register } from '../registers.ts';

export const POLICIES_SOURCE = '/datasets/cbec-policies';

/** Part of the set `seed`, whose article reports it. */
const IN_SEED_SET = 'GACC-2020-75';

/** The stated end is the start of the nationwide roll-out; the rules stay in force. */
const STAYS_IN_FORCE = new Set(['GACC-2020-92']);

/** Waves of the pilot of B2B export supervision; each title says that it expands or replicates the pilot. */
const EXTENDS: Readonly<Record<string, string>> = {
  'GACC-2020-92': 'GACC-2020-75',
  'GACC-2021-47': 'GACC-2020-75',
};

/** Areas that a notice counts or describes without names: an unknown part of China. */
const PLACES_NOT_LISTED = 'CN-C-_U';

export interface PolicyTables {
  readonly policies: readonly Row[];
  readonly pilotZones: readonly Row[];
  /** Register of areas, with kinds. */
  readonly areas: readonly Row[];
}

/**
 * One notice per row; a date without a day counts as the last day of its month or year. A Chinese notice is
 * limited to the named places or to China, an American one to imports of the United States.
 */
export function policyEvents({ policies, pilotZones, areas }: PolicyTables): CloudEvent[] {
  const placesOf = scopeOfPlaces(pilotZones, areas);
  return policies
    .filter((row) => row['policy_id'] !== IN_SEED_SET)
    .map((row) => {
      const id = row['policy_id'] ?? '';
      return cloudEvent(
        'silkgauge.notice.published.v1',
        POLICIES_SOURCE,
        id,
        noticeOf(row, id, placesOf(row, id)),
      );
    });
}

function noticeOf(row: Row, notice: string, areas: string[]): NoticeData {
  const {
    title = '',
    issuer = '',
    announced = '',
    effective_from = '',
    effective_to = '',
    source_url = '',
  } = row;
  const modes = (row['scope_modes'] ?? '').split(';').filter((mode) => mode !== '');
  const before = EXTENDS[notice];
  const flow = isAmerican(notice) ? 'M' : FLOWS[row['scope_flow'] ?? ''];
  return {
    notice,
    issuer,
    title,
    ...(before === undefined ? {} : { extends: before }),
    announcedOn: lastDayOf(announced),
    effectiveFrom: lastDayOf(effective_from),
    ...(effective_to === '' || STAYS_IN_FORCE.has(notice) ? {} : { effectiveTo: lastDayOf(effective_to) }),
    scope: { areas, ...(modes.length > 0 ? { modes } : {}), ...(flow === undefined ? {} : { flow }) },
    evidence: {
      // One notice has no page, so its document is the collection.
      document: source_url === '' ? 'data/cbec/policies.csv' : source_url,
      quote: title,
      language: /\p{Script=Han}/u.test(title) ? 'zh' : 'en',
    },
  };
}

const FLOWS: Readonly<Record<string, 'X' | 'M'>> = { export: 'X', import: 'M' };

const isAmerican = (notice: string): boolean => notice.startsWith('US-');

function scopeOfPlaces(zones: readonly Row[], areas: readonly Row[]): (row: Row, id: string) => string[] {
  const ofKind = (...kinds: string[]): Register =>
    register(areas.filter((area) => kinds.includes(area['kind'] ?? '')));
  const districts = ofKind('district');
  const cities = ofKind('city', 'zone');
  const provinces = ofKind('province');
  const zonesByBatch = Map.groupBy(zones, (zone) => `SC-ZONE-${zone['batch'] ?? ''}`);

  return (row, id) => {
    const { scope_customs: customs = '', scope_geography: geography = '' } = row;
    if (isAmerican(id)) return ['US'];
    const batch = zonesByBatch.get(id)?.map((zone) => zone['zone'] ?? '');
    if (batch) return batch.map((name) => found(cities(name) ?? provinces(name), name));
    if (customs !== '' && !customs.startsWith('all')) {
      return customs.split(';').map((name) => found(districts(`${name} Customs`), name));
    }
    return [customs === 'all' || geography === 'national' ? 'CN' : PLACES_NOT_LISTED];
  };
}

function found(code: string | undefined, name: string): string {
  if (code === undefined) throw new Error(`The register of areas has no code for "${name}".`);
  return code;
}

/** Last day of a date given as a day, a month or a year. */
function lastDayOf(date: string): string {
  if (date.length === 10) return date;
  const [year = '', month = '12'] = date.split('-');
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}
