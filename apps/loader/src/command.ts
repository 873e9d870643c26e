import { parseArgs } from 'node:util';
import { FEEDS, nearestName, type Feed } from '@silkgauge/contract';
import { LoaderError } from './errors.ts';

export const USAGE = `npm run push -- <data set or file> ...   push bundled sets, or files of CloudEvents (JSON lines, .gz, - for standard input)
npm run push -- --bundled               push the bundled sets that have not been pushed through these doors yet, but those that go by name only
npm run push -- --list                  list the bundled sets

  --again          push what has been pushed already, too; a push that broke off goes on without it
  --feed <feed>    send the events of files to one feed, whatever their type: ${FEEDS.join(', ')}
`;

/** A parsed command line. */
export interface Command {
  readonly action: 'push' | 'list' | 'help';
  /** Names of sets and paths of files, in order. */
  readonly what: readonly string[];
  readonly again: boolean;
  readonly feed: Feed | undefined;
}

const OPTIONS = {
  bundled: { type: 'boolean' },
  again: { type: 'boolean' },
  list: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  feed: { type: 'string' },
} as const;

/** @throws LoaderError `usage` for an unknown option or feed */
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
  const action = values.help || (what.length === 0 && !values.list) ? 'help' : values.list ? 'list' : 'push';
  return { action, what, again: values.again ?? false, feed };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new LoaderError('usage', `${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}
