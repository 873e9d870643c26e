import { readCommand, UsageError } from './command.ts';

const read = (line: string) => readCommand(line.split(' ').filter((word) => word !== ''));

it.each<[string, unknown]>([
  ['', { name: 'help' }],
  ['keys --help', { name: 'help' }],
  ['bootstrap', { name: 'bootstrap', out: undefined, ifNone: false }],
  ['bootstrap --out a/b', { name: 'bootstrap', out: 'a/b', ifNone: false }],
  ['signing-key a --public b', { name: 'signing-key', file: 'a', ofPublic: 'b' }],
  ['seal', { name: 'seal', isMeant: false, left: [] }],
  ['seal --yes --leave policy,key/x', { name: 'seal', isMeant: true, left: ['policy', 'key/x'] }],
  ['bootstrap --if-none', { name: 'bootstrap', out: undefined, ifNone: true }],
  ['secrets s', { name: 'secrets', folder: 's', names: [], givesAway: false }],
  [
    'secrets s --names a-{},10.0.0.7 --give-away',
    { name: 'secrets', folder: 's', names: ['a-{}', '10.0.0.7'], givesAway: true },
  ],
  ['release-secret', { name: 'release-secret', out: undefined }],
  ['release-secret --out a/b', { name: 'release-secret', out: 'a/b' }],
  [
    'keys list --state active',
    { name: 'call', call: { method: 'GET', path: '/v1/keys?limit=1000&state=active' } },
  ],
  ['keys show self', { name: 'call', call: { method: 'GET', path: '/v1/keys/self' } }],
  ['keys show a/b', { name: 'call', call: { method: 'GET', path: '/v1/keys/a%2Fb' } }],
  ['keys create -', { name: 'call', call: { method: 'POST', path: '/v1/keys', body: { file: '-' } } }],
  [
    'keys patch one f',
    {
      name: 'call',
      call: { method: 'PATCH', path: '/v1/keys/one', body: { file: 'f' }, isConditional: true },
    },
  ],
  [
    'keys rotate one --overlap 60',
    {
      name: 'call',
      call: { method: 'POST', path: '/v1/keys/one/rotate', body: { value: { overlapSeconds: 60 } } },
    },
  ],
  [
    'keys revoke one --reason lost',
    {
      name: 'call',
      call: { method: 'POST', path: '/v1/keys/one/revoke', body: { value: { reason: 'lost' } } },
    },
  ],
  [
    'policy put p',
    { name: 'call', call: { method: 'PUT', path: '/v1/policy', body: { file: 'p' }, isConditional: true } },
  ],
  ['audit export --action key.*', { name: 'export', path: '/v1/audit.ndjson?action=key.*' }],
  ['audit verify', { name: 'verify', file: undefined }],
  ['audit verify f', { name: 'verify', file: 'f' }],
  ['acls --dry-run', { name: 'acls', rest: ['--dry-run'] }],
])('%s is understood', (line, command) => {
  expect(read(line)).toEqual(command);
});

it.each([
  ['keys', 'There is no command "keys".'],
  ['keys drop one', 'There is no command "keys drop".'],
  ['keys list one', 'keys list needs nothing more.'],
  ['keys patch one', 'keys patch needs <id> <file>.'],
  ['keys revoke one', 'keys revoke needs --reason.'],
  ['secrets', 'secrets needs <folder>.'],
  ['secrets s --if-none', 'secrets takes no --if-none.'],
  ['keys rotate one --overlap soon', '--overlap is a number of seconds, not "soon".'],
  ['policy show --state active', 'policy show takes no --state.'],
  ['audit verify a b', 'audit verify needs nothing more.'],
  ['keys list --colour blue', "Unknown option '--colour'"],
])('%s is refused with what is wrong', (line, fault) => {
  expect(() => read(line)).toThrow(UsageError);
  expect(() => read(line)).toThrow(fault);
});
