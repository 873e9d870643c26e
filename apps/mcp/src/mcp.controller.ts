import { Controller, Post, Req, Res } from '@nestjs/common';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GrowthApi } from './growth-api.ts';
import { mcpServer } from './server.ts';

/**
 * Streamable HTTP without sessions: each request stands by itself and is answered with JSON. GET and DELETE are
 * 405, as there is no stream to open and no session to end. growth-api is asked with the credential of the request and the address of its caller.
 */
@Controller('mcp')
export class McpController {
  readonly #api: GrowthApi;

  constructor(api: GrowthApi) {
    this.#api = api;
  }

  @Post()
  async call(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (isBatch(request.body)) {
      await reply.code(400).send({ jsonrpc: '2.0', error: NO_BATCHES, id: null });
      return;
    }
    const server = mcpServer(
      this.#api.as({ authorization: request.headers.authorization, address: request.ip }),
    );
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    try {
      const response = await transport.handleRequest(webRequest(request));
      await reply
        .code(response.status)
        .headers(Object.fromEntries(response.headers))
        .send(Buffer.from(await response.arrayBuffer()));
    } finally {
      await server.close();
    }
  }
}

/** JSON-RPC 2.0, Invalid Request. */
const NO_BATCHES = {
  code: -32_600,
  message:
    'Invalid Request: the body is an array, and the Model Context Protocol has no JSON-RPC batches since 2025-06-18. Send each message in a request of its own.',
};

/** Whether a body is a JSON array. The SDK would deal with all messages of one at once. */
const isBatch = (body: unknown): boolean => body instanceof Uint8Array && /^\s*\[/.test(decoder.decode(body));

const decoder = new TextDecoder();

function webRequest({ headers, body, url }: FastifyRequest): Request {
  const given = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, one] as [string, string]),
  );
  return new Request(new URL(url, 'http://mcp'), {
    method: 'POST',
    headers: given.filter(([name]) => name !== 'content-length'),
    body: body instanceof Uint8Array ? body : null,
  });
}
