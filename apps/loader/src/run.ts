import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { likelyName } from '@silkgauge/contract';
import { parseCommand, USAGE, type Command } from './command.ts';
import { loaderConfig, type LoaderConfig } from './config.ts';
import { DATA_SETS, digestOf, type DataSet } from './data-sets.ts';
import type { Refusal } from './deliver.ts';
import { fileDigest } from './read-file.ts';
import { LoaderError } from './errors.ts';
import { readEvents } from './event-file.ts';
import { JobReporter } from './job-reporter.ts';
import { NO_JOURNAL, openJournal, type Journal } from './journal.ts';
import { readMarks, type Marks } from './marks.ts';
import { router, type Outgoing } from './outgoing.ts';
import { progressOn, type Output, type Progress } from './progress.ts';
import {
  countRefusal,
  push,
  resultBefore,
  type PushResult,
  type PushWatcher,
  type OutgoingSource,
} from './push.ts';
import {
  rehearsalJson,
  rehearsalLines,
  untakenJson,
  untakenLines,
  type Untaken,
} from './rehearsal-report.ts';
import { rehearseFile } from './rehearse.ts';
import { continuedLine, reportLines, skippedLine } from './report.ts';

export interface Invocation {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Base of relative state and data folders. */
  readonly root: string;
  readonly output: Output;
}

/**
 * Runs one command; the exit code is 0 if all events were accepted, 1 otherwise. Running again is safe.
 * @throws LoaderError `usage` for a wrong command or configuration, other codes for a stopped push
 */
export async function run({ argv, env, root, output }: Invocation): Promise<number> {
  const names = DATA_SETS.map((set) => set.name);
  const command = parseCommand(
    argv,
    DATA_SETS.filter((set) => !set.byNameOnly).map((set) => set.name),
  );
  if (command.action === 'help') {
    output.write(USAGE);
    return 0;
  }
  if (command.action === 'list') {
    for (const { name, count, title } of DATA_SETS) {
      output.write(`${name.padEnd(14)}${count.toLocaleString('en').padStart(8)}  ${title}\n`);
    }
    return 0;
  }
  const config = loaderConfig(env, root);
  if (command.action === 'rehearse') {
    await refuseUnknown(command.what, [], (name) => `No file ${name}. --rehearse takes files of events.`);
    return rehearseFiles(command, config, output);
  }
  await refuseUnknown(command.what, names, (name) => {
    const nearest = likelyName(name, names);
    const hint = nearest === undefined ? `Sets are ${names.join(', ')}.` : `Is the set ${nearest} meant?`;
    return `No set and no file ${name}. ${hint}`;
  });
  const marks = await readMarks(config.stateFolder);
  const progress = progressOn(output);
  let refused = 0;
  for (const what of command.what) {
    const set = DATA_SETS.find((one) => one.name === what);
    const context = { config, progress, command };
    const result = set ? await pushSet(set, marks, context) : await pushFile(what, context);
    refused += result?.refused ?? 0;
  }
  return refused > 0 ? 1 : 0;
}

/** Writes what each file would change; 1 if some event would be refused. */
async function rehearseFiles(command: Command, config: LoaderConfig, output: Output): Promise<number> {
  let isRefused = false;
  const write = (lines: readonly string[]) => output.write(lines.map((line) => `${line}\n`).join(''));
  for (const path of command.what) {
    const untaken: Untaken = { refused: 0, refusals: [] };
    const refuse = (refusal: Refusal) => {
      countRefusal(untaken, refusal);
    };
    const options = { api: config.api, door: config.push.door, feed: command.feed, refuse };
    for await (const found of rehearseFile(path, options)) {
      write(command.json ? [rehearsalJson(path, found)] : rehearsalLines(path, found));
      isRefused ||=
        'problem' in found || found.rehearsal.outcomes.some(({ outcome }) => outcome === 'rejected');
    }
    if (untaken.refused === 0) continue;
    write(command.json ? [untakenJson(path, untaken)] : untakenLines(path, untaken));
    isRefused = true;
  }
  return isRefused ? 1 : 0;
}

interface Context {
  readonly config: LoaderConfig;
  readonly progress: Progress;
  readonly command: Command;
}

/** Pushes a bundled set unless it is marked for these doors; marks it if all events were accepted. */
async function pushSet(
  set: DataSet,
  marks: Marks,
  { config, progress, command }: Context,
): Promise<PushResult | null> {
  const target = Object.values(config.push.doors).join(' ');
  const digest = await digestOf(set, config.dataFolder);
  if (!command.again && marks.has(target, set.name, digest)) {
    progress.note(skippedLine(set.name, set.count));
    return null;
  }
  const result = await pushEvents(set.name, set.count, () => eventsOf(set, config.dataFolder), {
    ...{ config, progress, digest },
    journal: journalOf(digest, undefined, { config, command }),
  });
  if (result.refused === 0) await marks.add(target, set.name, digest);
  return result;
}

async function pushFile(path: string, { config, progress, command }: Context): Promise<PushResult> {
  const events: OutgoingSource = (refuse) => readEvents(path, command.feed, refuse);
  // Standard input cannot be read again, and is no job.
  const digest = path === '-' ? null : await fileDigest(path);
  const journal = digest === null ? NO_JOURNAL : journalOf(digest, command.feed, { config, command });
  return pushEvents(path, undefined, events, { config, progress, journal, digest });
}

/** The journal of these events through these doors. */
function journalOf(
  digest: string,
  feed: string | undefined,
  { config, command }: Pick<Context, 'config' | 'command'>,
): Journal {
  const { doors, lanes } = config.push;
  const identity = { doors: Object.values(doors), digest, feed, lanes };
  return openJournal(config.stateFolder, identity, command.again);
}

interface Pushing extends Pick<Context, 'config' | 'progress'> {
  readonly journal: Journal;
  /** Of the content; null where it is no job. */
  readonly digest: string | null;
}

async function pushEvents(
  name: string,
  total: number | undefined,
  source: OutgoingSource,
  { config, progress, journal, digest }: Pushing,
): Promise<PushResult> {
  const job = digest === null ? null : jobOf(name, digest, { config, progress, journal });
  const since = performance.now();
  const before = journal.accepted + journal.refused;
  if (before > 0) progress.note(continuedLine(name, before));
  // Speed is that of this push, so the bar has what is left.
  progress.start(name, total === undefined ? undefined : total - before);
  try {
    const watcher = {
      done: (count: number, result: Readonly<PushResult>) => {
        progress.advance(count);
        job?.update(result);
      },
      pausing: notesOfPauses(progress),
    };
    const result = await push(job ? heard(source, job) : source, config.push, watcher, journal);
    job?.update(result);
    await job?.end('done');
    journal.end();
    progress.stop();
    for (const line of reportLines(name, result, performance.now() - since)) progress.note(line);
    return result;
  } catch (error) {
    await job?.end('failed', (error as Error).message);
    throw error;
  } finally {
    journal.close();
    progress.stop();
  }
}

function jobOf(
  name: string,
  digest: string,
  { config, progress, journal }: Omit<Pushing, 'digest'>,
): JobReporter {
  const { source, push: options } = config;
  const content = { source, file: basename(name), digest, startedAt: journal.startedAt };
  const note = (text: string): void => {
    progress.note(text);
  };
  return new JobReporter({ ...options, content, note }, resultBefore(journal));
}

/** Events of a source, the first of which tells where the job is reported. */
const heard = (source: OutgoingSource, job: JobReporter): OutgoingSource =>
  async function* (refuse) {
    for await (const events of source(refuse)) {
      const [first] = events;
      if (first) job.begin(first.feed);
      yield events;
    }
  };

/** Limits notes to one per feed every few seconds, as several lanes pause at a time. */
function notesOfPauses(progress: Progress): PushWatcher['pausing'] {
  const EVERY = 5000;
  const noted = new Map<string, number>();
  return (feed, reason, milliseconds) => {
    const last = noted.get(feed);
    if (last !== undefined && performance.now() - last < EVERY) return;
    noted.set(feed, performance.now());
    progress.note(`${feed} ${reason}; again in ${(milliseconds / 1000).toFixed(1)} s`);
  };
}

/** Routed events of a bundled set. */
async function* eventsOf(set: DataSet, folder: string): AsyncGenerator<readonly Outgoing[]> {
  const route = router();
  let line = 0;
  for await (const events of set.events(folder)) {
    yield events.map((event) => {
      line += 1;
      const routed = route(event, JSON.stringify(event));
      if ('refused' in routed)
        throw new Error(`The set ${set.name} made an event that no feed takes: ${routed.refused}`);
      return { ...routed, line };
    });
  }
}

/** @throws LoaderError `usage` for a name that is neither one of the sets nor a readable file, before any push */
async function refuseUnknown(
  what: readonly string[],
  names: readonly string[],
  absent: (name: string) => string,
): Promise<void> {
  for (const name of what) {
    if (names.includes(name) || name === '-') continue;
    await access(name).catch((error: unknown) => {
      throw new LoaderError('usage', absent(name), { cause: error });
    });
  }
}
