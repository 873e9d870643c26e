import type { DescribedVariable, Variables } from '@silkgauge/service';

/** A variable as one service reads it. */
interface Setting {
  readonly service: string;
  readonly name: string;
  readonly about: string;
  readonly fallback: string;
}

/** The document of all settings, in Markdown; `plain` rewrites a fallback that depends on the machine. */
export function settingsPage(
  services: Readonly<Record<string, Variables>>,
  plain: (fallback: string) => string = String,
): string {
  const all = Object.keys(services);
  const settings = Object.entries(services).flatMap(([service, variables]) =>
    Object.values(variables)
      .flatMap((one): readonly DescribedVariable[] => ('read' in one ? one.members : [one]))
      .map((one): Setting => ({
        service,
        name: one.name,
        about: one.about.replaceAll(CODE, '`$&`'),
        fallback: plain(fallbackOf(one)),
      })),
  );
  const entries = [...Map.groupBy(settings, ({ name }) => name).values()].map((ones) => ({
    readers: servicesOf(ones),
    text: entryOf(ones, all),
  }));
  const sections = [...Map.groupBy(entries, ({ readers }) => titleOf(readers, all))]
    .map(([title, ones]) => ({ title, ones, size: ones[0]?.readers.length ?? 0 }))
    .sort((one, other) => other.size - one.size);
  return `${[
    '# Settings',
    'Environment variables. Each is declared in the `config.ts` of its service or of a library. `npm run settings` writes this page from them, and a test holds it to them. An empty variable is an absent one. A variable without a default may be left out, unless it is required.',
    ...sections.flatMap(({ title, ones }) => [`## ${title}`, ones.map(({ text }) => text).join('\n')]),
  ].join('\n\n')}\n`;
}

/** What an error message has as it is, and a document as code: addresses, names of variables, options. */
const CODE = /(?:https?|postgresql):\/\/[^\s,;]+|\b[A-Z]+(?:_[A-Z]+)+\b|(?<=\s)--?[a-z][\w-]*/g;

/** What an absent variable means, as one would write it; empty where it is nothing. */
function fallbackOf(variable: DescribedVariable): string {
  if (!('fallback' in variable)) return 'required';
  const { fallback } = variable;
  const isNothing = fallback === null || (typeof fallback === 'object' && Object.keys(fallback).length === 0);
  const text = isNothing ? '' : String(fallback);
  return text === '' ? '' : `default \`${text}\``;
}

/** The item of a name: one line, or one for each way in which services read it. */
function entryOf(ones: readonly Setting[], all: readonly string[]): string {
  const name = `- \`${ones[0]?.name ?? ''}\``;
  const abouts = Map.groupBy(ones, ({ about }) => about);
  const fallbacks = Map.groupBy(ones, ({ fallback }) => fallback);
  const line = ({ fallback, about }: Setting) => (fallback === '' ? about : `${fallback}, ${about}`);
  if (abouts.size > 1) {
    const ways = [...Map.groupBy(ones, line)].map(([text, some]) => `  - ${readersOf(some, all)}: ${text}`);
    return [`${name}:`, ...ways].join('\n');
  }
  const [about = ''] = abouts.keys();
  const defaults = [...fallbacks].map(([fallback, some]) =>
    fallbacks.size === 1 ? fallback : `${fallback} of ${readersOf(some, all)}`,
  );
  return [name, ...defaults.filter((one) => one !== '')].join(', ') + `: ${about}`;
}

const servicesOf = (ones: readonly Setting[]): readonly string[] => [
  ...new Set(ones.map(({ service }) => service)),
];

const readersOf = (ones: readonly Setting[], all: readonly string[]): string => {
  const readers = servicesOf(ones);
  return readers.length > all.length / 2 ? titleOf(readers, all).toLowerCase() : readers.join(', ');
};

/** Who reads a setting: by name, or all but a few. */
function titleOf(readers: readonly string[], all: readonly string[]): string {
  const others = all.filter((service) => !readers.includes(service));
  if (others.length === 0) return 'Every service';
  return others.length < readers.length / 2 ? `Every service but ${others.join(', ')}` : readers.join(', ');
}
