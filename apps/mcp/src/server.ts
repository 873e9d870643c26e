import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { answerText, cut } from './answer.ts';
import { NoAnswer, type GrowthApi } from './growth-api.ts';
import { TOOLS } from './tools.ts';

const INSTRUCTIONS =
  'Growth of trade with its evidence. Find codes first, then ask for growth; explain says how a number was found. Quote values as they are: they are exact decimals. Each answer has the link of the same figures in full.';

/** Most characters of an error's text. */
const LONGEST_ERROR = 4_000;

/** A server of the six tools; each connection has its own. */
export function mcpServer(api: GrowthApi): McpServer {
  const server = new McpServer({ name: 'silkgauge', version: '0.1.0' }, { instructions: INSTRUCTIONS });
  for (const { name, title, description, input, call } of TOOLS)
    server.registerTool(
      name,
      { title, description, inputSchema: input, annotations: { readOnlyHint: true, openWorldHint: false } },
      async (args: unknown) => {
        try {
          return { content: [{ type: 'text' as const, text: answerText(await call(args, api)) }] };
        } catch (error) {
          if (!(error instanceof NoAnswer)) throw error;
          return {
            content: [{ type: 'text' as const, text: cut(error.message, LONGEST_ERROR) }],
            isError: true,
          };
        }
      },
    );
  return server;
}
