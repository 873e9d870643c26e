/** One metric in the Prometheus text format. */
interface Metric {
  help: string;
  type: string;
  readonly labels: Set<string>;
}

/** Metrics by name; samples of histograms and summaries count to their metric. */
function metricsOf(text: string): Map<string, Metric> {
  const metrics = new Map<string, Metric>();
  const metric = (name: string): Metric => {
    const found = metrics.get(name) ?? { help: '', type: '', labels: new Set() };
    metrics.set(name, found);
    return found;
  };
  for (const line of text.split('\n')) {
    const [, kind, of = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') metric(of).help = rest;
    else if (kind === 'TYPE') metric(of).type = rest;
    const [, sample = '', labels = ''] = /^([a-z][^ {]*)(?:\{([^}]*)\})? /i.exec(line) ?? [];
    if (sample === '') continue;
    const base = sample.replace(/_(?:bucket|sum|count)$/, '');
    const { labels: known } = metric(metrics.has(base) && !metrics.has(sample) ? base : sample);
    for (const [, label = ''] of labels.matchAll(/(?<![a-zA-Z_])([a-zA-Z_]+)="/g)) known.add(label);
  }
  return metrics;
}

/** Units that have a Prometheus base unit. */
const NOT_BASE = [
  'ms',
  'milliseconds',
  'microseconds',
  'minutes',
  'hours',
  'days',
  'kb',
  'mb',
  'kilobytes',
  'megabytes',
];
const OURS = /^(?:silkgauge|process|nodejs)_/;

/** Complaints of `promtool check metrics` about a page of metrics, and about foreign names. */
export function metricFaults(text: string): string[] {
  return [...metricsOf(text)].flatMap(([name, { help, type, labels }]) => {
    const faults: string[] = [];
    const isCounter = type === 'counter';
    if (!OURS.test(name)) faults.push('has a name that does not say whose it is');
    if (help === '') faults.push('has no help text');
    if (type === '') faults.push('has no type');
    if (isCounter !== name.endsWith('_total')) faults.push(`is a ${type} by this name`);
    if (type !== 'histogram' && labels.has('le')) faults.push('has a label le');
    if (type !== 'summary' && labels.has('quantile')) faults.push('has a label quantile');
    if (/_(?:bucket|count|sum)$/.test(name)) faults.push('has a name as of a part of a histogram');
    if (/_(?:counter|gauge|histogram|summary)(?:_|$)/.test(name)) faults.push('has its type in its name');
    if (/[A-Z]|:/.test(name)) faults.push('has a name that is not in lower case with underscores');
    if ([...labels].some((label) => /[a-z][A-Z]/.test(label))) faults.push('has a label in camel case');
    if (name.split('_').some((word) => NOT_BASE.includes(word))) faults.push('is not in base units');
    return faults.map((fault) => `${name} ${fault}`);
  });
}
