import type { References } from '../query/data-query.ts';
import {
  AGENCIES,
  CATALOGUE,
  CODE_LISTS,
  CONCEPTS,
  codeListName,
  constraintOf,
  flowName,
  structureOf,
  type ArtefactName,
} from './catalogue.ts';
import { FLOWS } from './flows.ts';

export const artefactKey = ({ type, agency, id }: ArtefactName): string => `${type} ${agency}:${id}`;

/** What each artefact refers to; the names of the catalogue, so that they are compared as they are. */
const CHILDREN: ReadonlyMap<string, readonly ArtefactName[]> = new Map(
  (
    [
      [AGENCIES, []],
      [CONCEPTS, []],
      ...CODE_LISTS.map((list): [ArtefactName, ArtefactName[]] => [codeListName(list), []]),
      ...FLOWS.map((flow): [ArtefactName, ArtefactName[]] => [
        structureOf(flow),
        [...CODE_LISTS.map(codeListName), CONCEPTS],
      ]),
      ...FLOWS.map((flow): [ArtefactName, ArtefactName[]] => [flowName(flow), [structureOf(flow)]]),
      ...FLOWS.map((flow): [ArtefactName, ArtefactName[]] => [constraintOf(flow), [flowName(flow)]]),
    ] as const
  ).map(([name, children]) => [
    artefactKey(name),
    // The agency of an artefact is among what it refers to.
    name === AGENCIES ? [] : [...children, AGENCIES],
  ]),
);

const childrenOf = (name: ArtefactName): readonly ArtefactName[] => CHILDREN.get(artefactKey(name)) ?? [];

/** What refers to an artefact. To belong to an agency makes none a parent of the agency's scheme. */
const parentsOf = (name: ArtefactName): readonly ArtefactName[] => {
  if (name === AGENCIES) return [];
  const key = artefactKey(name);
  return CATALOGUE.filter((each) => childrenOf(each).some((child) => artefactKey(child) === key));
};

type Step = (name: ArtefactName) => readonly ArtefactName[];

/** Everything that repeated steps reach. */
const everythingBy =
  (step: Step): Step =>
  (name) => {
    const reached = new Map<string, ArtefactName>();
    const go = (from: ArtefactName): void => {
      for (const next of step(from)) {
        if (reached.has(artefactKey(next))) continue;
        reached.set(artefactKey(next), next);
        go(next);
      }
    };
    go(name);
    return [...reached.values()];
  };

const ancestorsOf = everythingBy(parentsOf);
const descendantsOf = everythingBy(childrenOf);
const withSiblings: Step = (name) => parentsOf(name).flatMap((parent) => [parent, ...childrenOf(parent)]);
const everythingAround: Step = (name) => [...withSiblings(name), ...descendantsOf(name)];

const STEPS: Readonly<Record<References['directions'][number], Step>> = {
  none: () => [],
  parents: parentsOf,
  parentsandsiblings: withSiblings,
  ancestors: ancestorsOf,
  children: childrenOf,
  descendants: descendantsOf,
  all: everythingAround,
};

/** The artefacts around these that are wanted besides, without these, in the order of the catalogue. */
export function referencesOf(
  asked: readonly ArtefactName[],
  { directions, types }: References,
): readonly ArtefactName[] {
  const own = new Set(asked.map(artefactKey));
  const found = new Set<string>();
  const add = (names: readonly ArtefactName[]): void => {
    for (const name of names) found.add(artefactKey(name));
  };
  for (const name of asked) {
    for (const direction of directions) add(STEPS[direction](name));
    if (types.length === 0) continue;
    const around = [...ancestorsOf(name), ...descendantsOf(name)];
    add(around.filter(({ type }) => types.includes(type)));
  }
  return CATALOGUE.filter((name) => found.has(artefactKey(name)) && !own.has(artefactKey(name)));
}
