import type { RegisteredCode } from './registers.ts';

/** A row of `area-links.csv`; `by` names the reason, `source` the document of a manual link. */
export interface AreaLink {
  readonly code: string;
  readonly relation: string;
  readonly other: string;
  readonly by: string;
  readonly source: string;
}

export interface LinkTables {
  readonly areas: readonly RegisteredCode[];
  readonly districts: readonly { readonly district_code: string; readonly main_province: string }[];
  readonly zones: readonly { readonly batch: string; readonly zone: string }[];
  /** Manual links. */
  readonly byHand: readonly AreaLink[];
}

export const BY_HAND: readonly string[] = ['place', 'jurisdiction'];

/** GB/T 2260 codes of the provinces, in order of the register. */
const PROVINCES =
  'BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ SN GS QH NX XJ';
const NUMBERS =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65';

/** Links between areas that follow from other tables, with the name of the table as reason. */
export function deriveLinks({ areas, districts, zones, byHand }: LinkTables): AreaLink[] {
  const links: AreaLink[] = [];
  const link = (code: string, relation: 'within' | 'overlaps', other: string, by: string) =>
    links.push({ code, relation, other, by, source: '' });
  const ofKind = (kind: string) => areas.filter((area) => area.kind === kind);
  const codeOf = (name: string, ...kinds: string[]): string => {
    const found = kinds
      .flatMap(ofKind)
      .find(({ code, en, also }) => code === name || en === name || also.includes(name));
    if (!found) throw new Error(`The register of areas has no code for "${name}".`);
    return found.code;
  };

  const numbers = new Map(
    PROVINCES.split(' ').map((letters, at) => [NUMBERS.split(' ')[at], `CN-${letters}`]),
  );
  for (const [number, province] of numbers) {
    link(province, 'within', 'CN', 'iso-3166-2');
    link(province, 'within', `CN-${String(number)}`, 'gb-2260');
    link(`CN-${String(number)}`, 'within', province, 'gb-2260');
  }

  const districtsOf = new Map<string, string[]>();
  for (const { district_code: digits, main_province: name } of districts) {
    const province = codeOf(name, 'province');
    districtsOf.set(province, [...(districtsOf.get(province) ?? []), `CN-D${digits}`]);
    link(`CN-D${digits}`, 'within', 'CN', 'customs-districts');
    link(`CN-D${digits}`, 'overlaps', province, 'customs-districts');
  }

  const onlyDistrict = (code: string, province: string) => {
    const [district = '', ...others] = districtsOf.get(province) ?? [];
    if (others.length === 0) link(code, 'overlaps', district, 'only-district');
  };
  const isCity = (code: string) => areas.some((area) => area.code === code && area.kind === 'city');
  for (const { code } of ofKind('city')) {
    const province = numbers.get(code.slice(5, 7)) ?? '';
    const prefecture = code.slice(0, 9);
    link(code, 'within', prefecture !== code && isCity(prefecture) ? prefecture : province, 'gb-2260');
    onlyDistrict(code, province);
  }
  for (const { code, relation, other } of byHand) {
    if (relation !== 'within' || !code.startsWith('CN-Z-')) continue;
    if (!isCity(other)) onlyDistrict(code, other);
    const near = [...links, ...byHand].filter((each) => each.code === other && each.relation === 'overlaps');
    if (near.length === 1 && near[0]) link(code, 'overlaps', near[0].other, 'district-of-its-city');
  }

  for (const { batch, zone } of zones) {
    const place = codeOf(zone, 'city', 'zone', 'province');
    // The set of the first thirteen zones is fixed; the set of all zones grew each year.
    if (Number(batch) <= 2) link(place, 'within', 'CN-G-PILOT-ZONES-13', 'pilot-zones');
    else link(place, 'overlaps', 'CN-G-PILOT-ZONES', 'pilot-zones');
  }
  return links;
}
