import { parseCommand } from './command.ts';

const SETS = ['seed', 'cbec'];

describe('parseCommand', () => {
  it.each([
    [
      ['seed', 'events.jsonl'],
      { action: 'push', what: ['seed', 'events.jsonl'], again: false, feed: undefined },
    ],
    [['--bundled'], { action: 'push', what: SETS, again: false, feed: undefined }],
    [['--again', '--bundled', '-'], { action: 'push', what: [...SETS, '-'], again: true, feed: undefined }],
    [['x', '--feed', 'customs-feed'], { action: 'push', what: ['x'], again: false, feed: 'customs-feed' }],
    [['--list'], { action: 'list', what: [], again: false, feed: undefined }],
    [['seed', '-h'], { action: 'help', what: ['seed'], again: false, feed: undefined }],
    [[], { action: 'help', what: [], again: false, feed: undefined }],
  ])('%j', (argv, command) => {
    expect(parseCommand(argv, SETS)).toEqual(command);
  });
});
