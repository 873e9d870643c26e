import { COMPARISONS } from '../period/comparison.ts';
import type { Distance, Formula, Read, Relation, Rule, InputSource } from '../rules/rule.ts';
import { FORMULAS, RULES, TRANSFORMATION_RULES } from '../rules/table.ts';

const SERIES: Readonly<Record<Relation, string>> = {
  own: '',
  exports: ' of exports',
  imports: ' of imports',
  total: ' of exports and imports together',
  rest: ' of the other flow',
  'share-whole': ' of the whole',
  'gap-reference': ' of the goods trade of the place, or of the whole',
  'declared-parts': ' of each part that a register declares',
};

const PERIODS: Readonly<Record<Distance, string>> = {
  same: '',
  'year-before': ', a year before',
  'year-after': ', a year later',
  compared: ', of the period compared with',
  comparing: ', of a period that compares with this one',
  parts: ', of each period that this one is made of',
  longer: ', from January to the end of the period',
  shorter: ', from January to the day before the period',
};

const SOURCES: Readonly<Record<InputSource, string>> = {
  print: 'printed',
  'one-vintage': 'printed, in one status if possible',
  stated: 'printed, in one status if possible, or counted',
  prints: 'printed, else from prints of other figures',
  anything: 'printed, else from sales or prints of other figures',
};

const readText = ({ name, measure, from, of, at }: Read): string =>
  `- \`${name}\`: ${measure}${SERIES[of]}${PERIODS[at]}; ${SOURCES[from]}.`;

/** Words in lines of at most 110 characters. */
function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (line.length > 110) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines.join('\n');
}

const wayText = ({ gives, reads, expression }: Rule): string[] => [
  `Gives ${gives.measure}, ${gives.side}:`,
  `\`\`\`text\n${expression}\n\`\`\``,
  reads.map(readText).join('\n'),
];

/** The document of all rules, in Markdown. */
export function rulesPage(): string {
  const comparisons = COMPARISONS.map(
    ({ key, with: other, words }) => `- \`${key}\`: with ${other}; "${words.en}", ${words.zh}.`,
  );
  const rules: readonly Rule[] = RULES;
  const section = ({ name, expression, meaning }: Formula): string[] => {
    const ways = rules.filter((rule) => rule.name === name).flatMap(wayText);
    return [
      `### \`${name}\``,
      wrapped(meaning.en),
      meaning.zh,
      ...(ways.length > 0 ? ways : [`\`\`\`text\n${expression}\n\`\`\``]),
    ];
  };
  const named = new Set(FORMULAS.map(({ name }) => name));
  const onDemand = TRANSFORMATION_RULES.filter(({ name }) => !named.has(name));
  return `${[
    '# Rules of growth',
    'Written from `libs/growth/src/rules` by `npm run rules`; a test holds this page to the code.',
    '## Comparisons',
    comparisons.join('\n'),
    '## Formulas',
    wrapped(
      'The name of a formula stands beside each number that it found, and never changes its meaning. Inputs are in brackets; each is of the series and period that the number is of, unless the list says otherwise.',
    ),
    ...FORMULAS.flatMap(section),
    '## Transformations',
    'What `/v1/transformations` calculates with beside these.',
    ...onDemand.flatMap(section),
  ].join('\n\n')}\n`;
}
