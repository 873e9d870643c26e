import { LANGUAGES } from '@silkgauge/codelists';
import {
  CALLS,
  CODE_DIMENSIONS,
  DIMENSIONS,
  type DraftFindings,
  type Explanation,
  type GrowthState,
  type ListedCode,
  type Page,
  type PublishedVintage,
  type RegisteredClaim,
  type ServedState,
  FILTERS,
  DOMAINS,
  type AnyCall,
  type Dimension,
  type FilterName,
} from '@silkgauge/contract';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import {
  compactChange,
  compactClaim,
  compactCode,
  compactFinding,
  compactNode,
  compactPrint,
  compactState,
  compactVintage,
} from './compact.ts';
import type { GrowthApi } from './growth-api.ts';
import { reporterNames } from './reporter-names.ts';

/** A tool: what its caller reads, the arguments, and one call of growth-api. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  call(args: unknown, api: GrowthApi): Promise<Answer>;
}

function tool<Input extends z.ZodObject>(
  about: {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly input: Input;
  },
  call: (args: z.output<Input>, api: GrowthApi) => Promise<Answer>,
): Tool {
  return { ...about, call: (args, api) => call(about.input.parse(args), api) };
}

/** Text, or the number that a client makes of a text of digits: 2021, 85. */
const textIn = (text: z.ZodString) => z.union([text, z.number().transform(String)]);

const codes = textIn(
  z
    .string()
    .max(500)
    .regex(/^[A-Za-z0-9_$@-]+\*?(,[A-Za-z0-9_$@-]+\*?)*$/),
);
const digits = textIn(z.string().regex(/^\d{1,19}$/));
const words = textIn(z.string().min(1).max(500));
const limit = z.number().int().min(1).max(50).default(10).describe('Most items.');
const cursor = words.optional().describe('next of the page before.');

/** Filters of states and of changes, as the API takes them. */
const stateFilters = Object.fromEntries(
  Object.entries(FILTERS).map(([name, { brief }]) => [
    name,
    valuesOf(name as FilterName)
      .optional()
      .describe(brief),
  ]),
) as Readonly<Record<FilterName, z.ZodOptional<ReturnType<typeof valuesOf>>>>;

/** Filters by the codes of a series. */
const filters = Object.fromEntries(DIMENSIONS.map((name) => [name, stateFilters[name]])) as Readonly<
  Pick<typeof stateFilters, Dimension>
>;

/** Codes of a dimension, one of few words, or words by comma. */
function valuesOf(name: FilterName) {
  if (DIMENSIONS.some((dimension) => dimension === name)) return codes;
  return name === 'domain' ? z.enum(DOMAINS) : words;
}

/** Parameters of a call, as a tool takes them. */
const taken = <Name extends string>(call: AnyCall, ...names: readonly Name[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      (name === 'after' ? digits : words).optional().describe(call.parameters[name]?.brief ?? ''),
    ]),
  ) as Readonly<Record<Name, z.ZodOptional<typeof words>>>;

const state = {
  series: words.describe('Series key: the nine codes joined by dots.'),
  period: words.describe('2020, 2020-S1, 2020-Q2, 2020-03, 2020-01-01/P5M.'),
};
const pathOf = ({ series, period }: { readonly series: string; readonly period: string }): string =>
  pathOfCall(CALLS.state, { series, period });

/** Path of a call, with the parts that it has. */
const pathOfCall = ({ path }: AnyCall, parts: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''));

/** Path of a state by its key: series key, slash, period. */
const pathOfKey = (key: string): string => {
  const slash = key.indexOf('/');
  return pathOf({ series: key.slice(0, slash), period: key.slice(slash + 1) });
};

const findCodes = tool(
  {
    name: 'find_codes',
    title: 'Find codes',
    description:
      'Codes of a dimension by name, in English or Chinese: where China is CN, e-commerce through customs is CBEC. Call this before growth.',
    input: z.strictObject({
      dimension: z.enum(CODE_DIMENSIONS),
      ...taken(CALLS.codes, 'q'),
      limit,
      cursor,
    }),
  },
  async ({ dimension, ...query }, api) => {
    const path = pathOfCall(CALLS.codes, { dimension });
    const page = await api.get<Page<ListedCode>>(path, query);
    return {
      link: api.link(path, query),
      members: next(page),
      lists: { items: page.items.map(compactCode) },
    };
  },
);

const growth = tool(
  {
    name: 'growth',
    title: 'Growth',
    description:
      'Levels and growth of trade by series and period. value is a decimal, interval what its digits allow; reported, computed, implied and forecast are kept apart; verdict is the gravest of excluded (by its parts), conflicts, one-of-several-prints, reading-ambiguous, partial, not-comparable, within-rounding, agrees; numbers of the first three are never told alone; two readings are never one number; saidBy is who counted, who printed it, and when. GY compares with the year before, G1 with the period before.',
    input: z.strictObject({
      ...stateFilters,
      ...taken(CALLS.growth, 'asOf', 'publishedBy'),
      limit,
      cursor,
    }),
  },
  async (query, api) => {
    const page = await api.get<Page<ServedState>>(CALLS.growth.path, query);
    const names = await reporterNames(api);
    const items = page.items.map((one) => compactState(one, names, api.link(pathOfKey(one.key))));
    return { link: api.link(CALLS.growth.path, query), members: next(page), lists: { items } };
  },
);

const explain = tool(
  {
    name: 'explain',
    title: 'Explain a state',
    description:
      'How each number of one state was found: formula, inputs down to the prints, and the words of their documents.',
    input: z.strictObject(state),
  },
  async (args, api) => {
    const path = pathOfCall(CALLS.explain, args);
    const told = await api.get<Explanation>(path);
    return {
      link: api.link(path),
      members: { state: compactState(told.state, await reporterNames(api), api.link(pathOf(args))) },
      lists: {
        numbers: told.nodes.map((node) => compactNode(node, told.edges)),
        prints: told.prints.map(compactPrint),
        formulas: told.formulas,
      },
    };
  },
);

const vintages = tool(
  {
    name: 'vintages',
    title: 'Vintages of a state',
    description:
      'One state after each publication, oldest first: what was known when, how it was revised, and by which prints, each with who printed it.',
    input: z.strictObject({ ...state, limit, cursor }),
  },
  async ({ series, period, ...query }, api) => {
    const path = pathOfCall(CALLS.vintages, { series, period });
    const page = await api.get<Page<PublishedVintage>>(path, query);
    const names = await reporterNames(api);
    return {
      link: api.link(path, query),
      members: next(page),
      lists: { items: page.items.map((one) => compactVintage(one, series, names)) },
    };
  },
);

const changes = tool(
  {
    name: 'changes',
    title: 'Changes',
    description:
      'What has changed, in order of sequence: the newest; with any argument but limit the first that fit, from after or since on. To read on, give the last sequence, or next, as after. Versions of sales are thinned after a day: filter by domain=customs, or name since.',
    input: z.strictObject({
      ...stateFilters,
      ...taken(CALLS.changes, 'reason', 'after', 'since'),
      limit,
    }),
  },
  async ({ limit: most, ...asked }, api) => {
    const isNewest = Object.values(asked).every((one) => one === undefined);
    const query = { ...asked, [isNewest ? 'latest' : 'limit']: most };
    const page = await api.get<Page<GrowthState>>(CALLS.changes.path, query);
    const names = await reporterNames(api);
    const items = page.items.map((one) => compactChange(one, names, api.link(pathOfKey(one.key))));
    return { link: api.link(CALLS.changes.path, query), members: next(page), lists: { items } };
  },
);

const claims = tool(
  {
    name: 'claims',
    title: 'Claims',
    description:
      'What sources said would rise or fall without a number, judged by the growth that is known: supported, contradicted or open. saidBy is whose claim it is, who printed it, and when.',
    input: z.strictObject({ ...filters, limit, cursor }),
  },
  async (query, api) => {
    const page = await api.get<Page<RegisteredClaim>>(CALLS.claims.path, query);
    return {
      link: api.link(CALLS.claims.path, query),
      members: next(page),
      lists: { items: page.items.map(compactClaim) },
    };
  },
);

const checkText = tool(
  {
    name: 'check_text',
    title: 'Check the numbers of a text',
    description:
      'Each number of a text in English or Chinese held against what is known: agrees, within-rounding, conflicts, superseded, one-of-several-prints, excluded, not-comparable, partial, own-text-only, reading-ambiguous, or why nothing is known; claims of a record likewise, against the levels known before; with a sentence that names other numbers, days and sources. Nothing of the text is kept.',
    input: z.strictObject({
      text: z.string().min(1).max(20_000),
      lang: z.enum(LANGUAGES.codes).optional().describe('Absent: by its characters.'),
      document: words.optional().describe('Address of the text: what was read there is no witness for it.'),
      ...taken(CALLS.growth, 'asOf'),
    }),
  },
  async (asked, api) => {
    const { path } = CALLS.drafts;
    const { lang, findings, searched } = await api.post<DraftFindings>(path, asked);
    return {
      link: api.link(path),
      members: { lang, searched },
      lists: { findings: findings.map((one) => compactFinding(one, lang)) },
    };
  },
);

const next = (page: Page<unknown>): Record<string, unknown> =>
  page.next === null ? {} : { next: page.next };

export const TOOLS: readonly Tool[] = [findCodes, growth, explain, vintages, changes, claims, checkText];
