import { fill } from './fill.ts';

const frame = `services:
  # <blocks>
  one:
    port: <port>
    memory: <memory>
    # said
    # <more>
`;

it('a frame has its words filled in, lines with the indent of their place; a line without a value is left out', () => {
  expect(fill(frame, { blocks: 'zero:\n  port: 1\n', port: '2', memory: undefined, more: '' })).toBe(
    'services:\n  zero:\n    port: 1\n  one:\n    port: 2\n    # said\n',
  );
});

it('a word that nothing tells is a fault', () => {
  expect(() => fill('a: <misspelt>', { port: '2' })).toThrow('<misspelt>');
});
