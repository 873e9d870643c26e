import { refusalOf } from './callers.ts';

const none = { hosts: [], origins: [] };
const named = { hosts: ['mcp.example'], origins: ['https://chat.example'] };

it.each([
  [{ host: '127.0.0.1:4107' }, none],
  [{ host: 'localhost' }, none],
  [{ host: '[::1]:4107', origin: 'http://localhost:6274' }, none],
  [{ host: 'mcp.example:443', origin: 'https://chat.example' }, named],
])('%j may call', (headers, callers) => {
  expect(refusalOf(headers, callers)).toBeNull();
});

it.each([
  [{}, none, 'MCP_HOSTS'],
  [{ host: 'evil.example:4107' }, none, 'MCP_HOSTS'],
  [{ host: 'localhost.evil.example' }, none, 'MCP_HOSTS'],
  [{ host: 'evil.example@localhost:x' }, none, 'MCP_HOSTS'],
  [{ host: 'localhost:4107', origin: 'https://evil.example' }, none, 'MCP_ORIGINS'],
  [{ host: 'localhost:4107', origin: 'null' }, none, 'MCP_ORIGINS'],
  [{ host: 'localhost:4107', origin: 'http://localhost.evil.example' }, none, 'MCP_ORIGINS'],
  [{ host: 'mcp.example', origin: 'http://chat.example' }, named, 'MCP_ORIGINS'],
])('%j is refused, with the setting that would let it in', (headers, callers, setting) => {
  expect(refusalOf(headers, callers)).toContain(setting);
});
