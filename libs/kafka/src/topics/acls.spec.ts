import { readFileSync } from 'node:fs';
import { topics } from '@silkgauge/contract';
import { readAcls, ruleText } from './acls.ts';

const FILE = new URL('../../../../ops/kafka/acls.json', import.meta.url);
const text = readFileSync(FILE, 'utf8');

describe('the file of rules', () => {
  const rules = readAcls(text);

  it('names existing topics, and no rule twice', () => {
    const known = topics().map(({ name }) => name);
    const named = rules.flatMap(({ resource, name }) => (resource === 'topics' ? [name] : []));
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(rules.map(ruleText)).size).toBe(rules.length);
  });

  it('lets the principal of the set-up create every topic, and no other principal', () => {
    const made = rules.filter(({ operation }) => operation === 'Create');
    expect(made.map(({ name }) => name).sort()).toEqual(
      topics()
        .map(({ name }) => name)
        .sort(),
    );
    expect(new Set(made.map(({ principal }) => principal))).toEqual(new Set(['set-up']));
  });

  it('puts the prefix before every name', () => {
    const prefixed = readAcls(text, 'test.');
    expect(prefixed.map(({ name }) => name)).toEqual(rules.map(({ name }) => `test.${name}`));
    expect(prefixed.map(({ entry }) => entry.resourceName)).toEqual(prefixed.map(({ name }) => name));
  });
});

it('reports every fault of a file with its line', () => {
  const lines = [
    { principal: 'a', operation: 'Read', topics: ['t'], for: 'x' },
    { principal: '', operation: 'Rule', topics: ['t'], for: 'x' },
    { principal: 'a', operation: 'Read', for: 'x' },
    { principal: 'a', operation: 'Read', topics: ['*'], groups: [], for: 'x', host: 'h' },
    7,
  ];
  const faults = (text: string) => {
    try {
      return readAcls(text).map(ruleText);
    } catch (error) {
      return (error as Error).message.split('\n');
    }
  };
  expect(faults(JSON.stringify(lines.slice(0, 1)))).toEqual(['a Read topic t']);
  expect(faults(JSON.stringify(lines))).toEqual([
    'line 2: principal is missing',
    'line 2: operation is not one of Read, Write, Create, Delete, Describe, DescribeConfigs, AlterConfigs',
    'line 3: name one of topics, groups, transactionalIds',
    'line 4: name one of topics, groups, transactionalIds',
    'line 4: topics is no list of names',
    'line 4: groups is no list of names',
    'line 4: host is not known',
    'line 5: not an object',
  ]);
  expect(faults('{}')).toEqual(['not a list of lines']);
  expect(faults('[')[0]).toMatch(/^not JSON/);
});
