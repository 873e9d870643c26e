import { growthApiOpenApi } from '@silkgauge/contract';

/** `mcp` is the address of the tools over HTTP; `''` where none is known. */
const headOf = (mcp: string): string => `# Silkgauge

> Growth of trade with its evidence: published trade figures and platform sales, each number with the interval
> that its digits allow, what other figures compute or imply, its revisions, and the print that it came from.

- Numbers are decimal strings: quote them as they are. Two readings of a print are never one number.
- A state is named by its series key and period: /v1/growth/GACC.CN.CBEC.FULL._T._T._T._T.CNY/2020-S1
- Find codes with /v1/codes/{dimension}?q=NAME, then filter /v1/growth by area, indicator, period and others.
- [OpenAPI](/openapi.json), [AsyncAPI](/asyncapi.json), [page](/)
- The same figures by SDMX-REST: /sdmx/3.0/data/* and /sdmx/2.1/data/all, with their structures
- Model Context Protocol: npm run --silent mcp over stdio${mcp === '' ? '' : `, or ${mcp}/mcp over HTTP`}

## Calls
`;

/** Paths of standards of their own, which one line of the head tells. */
const IN_HEAD = '/sdmx/';

/** The rest is in the description of the API. */
const firstSentence = (text: string): string => /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;

/** Text for language models at `/llms.txt` (llmstxt.org): what there is, a line for each call. */
export function llmsText(mcp: string): string {
  const paths = growthApiOpenApi()['paths'] as Readonly<
    Record<string, Readonly<Record<string, { readonly summary: string; readonly description?: string }>>>
  >;
  const calls = Object.entries(paths)
    .filter(([path]) => !path.startsWith(IN_HEAD))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary, description }]) => {
        const name = method === 'get' ? summary : `${summary} (${method.toUpperCase()})`;
        return `- [${name}](${path})${description ? `: ${firstSentence(description)}` : ''}`;
      }),
    );
  return `${headOf(mcp)}\n${calls.join('\n')}\n`;
}

/** The text of a deployment, as a token of Nest. */
export class LlmsText {
  readonly text: string;

  constructor(mcp: string) {
    this.text = llmsText(mcp);
  }
}
