import { parseCommand } from './command.ts';

const SETS = ['seed', 'cbec'];

describe('parseCommand', () => {
  it.each([
    [
      ['seed', 'events.jsonl'],
      { action: 'push', what: ['seed', 'events.jsonl'], again: false, feed: undefined, json: false },
    ],
    [['--bundled'], { action: 'push', what: SETS, again: false, feed: undefined, json: false }],
    [
      ['--again', '--bundled', '-'],
      { action: 'push', what: [...SETS, '-'], again: true, feed: undefined, json: false },
    ],
    [
      ['x', '--feed', 'customs-feed'],
      { action: 'push', what: ['x'], again: false, feed: 'customs-feed', json: false },
    ],
    [
      ['--rehearse', '--json', 'x'],
      { action: 'rehearse', what: ['x'], again: false, feed: undefined, json: true },
    ],
    [['--list'], { action: 'list', what: [], again: false, feed: undefined, json: false }],
    [['seed', '-h'], { action: 'help', what: ['seed'], again: false, feed: undefined, json: false }],
    [[], { action: 'help', what: [], again: false, feed: undefined, json: false }],
  ])('%j', (argv, command) => {
    expect(parseCommand(argv, SETS)).toEqual(command);
  });

  it.each([
    [['--json', 'x'], '--json goes with --rehearse'],
    [['--rehearse', '--again', 'x'], '--rehearse takes files'],
    [['--rehearse', '--bundled'], '--rehearse takes files'],
  ])('%j is refused: %s', (argv, why) => {
    expect(() => parseCommand(argv, SETS)).toThrow(why);
  });
});
