import { parseArgs } from 'node:util';
import { FEEDS, nearestName, type Feed } from '@silkgauge/contract';
import { LoaderError } from './errors.ts';

export const USAGE = `npm run push -- <data set or file> ...   push bundled sets, or files of CloudEvents (JSON lines, .gz, - for standard input)
npm run push -- --bundled               push the bundled sets that have not been pushed through these doors yet, but those that go by name only
npm run push -- --rehearse <file> ...   show what files would change, and push nothing
npm run push -- --list                  list the bundled sets

  --again          push what has been pushed already, too; a push that broke off goes on without it
  --json           with --rehearse: a line of JSON for each door, rehearsed by itself, with all of it
  --feed <feed>    send the events of files to one feed, whatever their type: ${FEEDS.join(', ')}
`;

/** A parsed command line. */
export interface Command {
  readonly action: 'push' | 'rehearse' | 'list' | 'help';
  /** Names of sets and paths of files, in order. */
  readonly what: readonly string[];
  readonly again: boolean;
  readonly feed: Feed | undefined;
  /** Whether a rehearsal is written as JSON. */
  readonly json: boolean;
}

const OPTIONS = {
  bundled: { type: 'boolean' },
  again: { type: 'boolean' },
  list: { type: 'boolean' },
  rehearse: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  feed: { type: 'string' },
} as const;

/** @throws LoaderError `usage` for an unknown option or feed, and for options that do not go together */
export function parseCommand(argv: readonly string[], bundled: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  const feed = FEEDS.find((known) => known === values.feed);
  if (values.feed !== undefined && !feed) {
    throw new LoaderError(
      'usage',
      `No feed ${values.feed}. Is ${nearestName(values.feed, FEEDS) ?? ''} meant?`,
    );
  }
  const what = values.bundled ? [...bundled, ...positionals] : positionals;
  const { rehearse = false, json = false, again = false } = values;
  if (json && !rehearse) throw new LoaderError('usage', '--json goes with --rehearse.');
  if (rehearse && (again || values.bundled)) {
    throw new LoaderError('usage', '--rehearse takes files, and nothing that says how they are pushed.');
  }
  return { action: actionOf(values, what), what, again, feed, json };
}

function actionOf(
  { help, list, rehearse }: { help?: boolean; list?: boolean; rehearse?: boolean },
  what: readonly string[],
): Command['action'] {
  if (help || (what.length === 0 && !list)) return 'help';
  if (list) return 'list';
  return rehearse ? 'rehearse' : 'push';
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new LoaderError('usage', `${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}
