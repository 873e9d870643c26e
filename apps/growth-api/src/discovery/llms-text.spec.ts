import { growthApiOpenApi } from '@silkgauge/contract';
import { llmsText } from './llms-text.ts';

it('the text for language models has a line for each call, whatever its method, one for SDMX, and stays short', () => {
  const paths = growthApiOpenApi()['paths'] as Record<string, Record<string, { summary: string }>>;
  const lines = llmsText('').split('\n');
  for (const [path, operations] of Object.entries(paths).filter(([one]) => !one.startsWith('/sdmx/')))
    for (const { summary } of Object.values(operations))
      expect(
        lines.filter((line) => line.startsWith(`- [${summary}`) && line.includes(`](${path})`)),
      ).toHaveLength(1);
  expect(lines.filter((line) => line.includes('/sdmx/'))).toHaveLength(1);
  expect(lines.join('\n').length).toBeLessThan(8_192);
});

it('tells the address of the tools where one is known, and no port else', () => {
  const toolsOf = (text: string) =>
    text.split('\n').filter((line) => line.includes('Model Context Protocol'));
  const overStdio = '- Model Context Protocol: npm run --silent mcp over stdio';
  expect(toolsOf(llmsText(''))).toEqual([overStdio]);
  expect(toolsOf(llmsText('https://mcp.example.org:8443'))).toEqual([
    `${overStdio}, or https://mcp.example.org:8443/mcp over HTTP`,
  ]);
});
