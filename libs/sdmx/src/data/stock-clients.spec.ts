import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JoinedState } from '@silkgauge/contract';
import { SDMXParser } from 'sdmx-json-parser';
import sdmxRest from 'sdmx-rest';
import { DATA_FORMATS, type DataFormat } from '../negotiation/form.ts';
import { observationsOf } from '../observation/observations-of.ts';
import { articleStates, UNTOLD } from '../spec/article.ts';
import { dataSet, message, textOf } from '../spec/message.ts';
import { DATA_WRITERS } from './data-writers.ts';

const article = articleStates().flatMap((state: JoinedState) => observationsOf(state, UNTOLD));

/** Serves the article in the format that `Accept` or `format` asks for. */
async function serve(): Promise<{ server: Server; address: string; asked: string[] }> {
  const asked: string[] = [];
  const texts = new Map<string, string>();
  for (const format of Object.keys(DATA_FORMATS) as DataFormat[])
    texts.set(DATA_FORMATS[format], await textOf(DATA_WRITERS[format], message([dataSet(article)])));
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const accepted = (request.headers.accept ?? '').replaceAll('; ', ';');
    const type = texts.has(accepted) ? accepted : DATA_FORMATS.json2_1;
    response.setHeader('Content-Type', type);
    response.end(texts.get(type));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, address: `http://127.0.0.1:${String(port)}`, asked };
}

describe('stock clients', () => {
  let served: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    served = await serve();
  });

  afterAll(async () => {
    await new Promise((resolve) => served.server.close(resolve));
  });

  it('sdmx-json-parser reads every observation, and two readings as no number', async () => {
    const parser = new SDMXParser();
    await parser.getDatasets(`${served.address}/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/*?limit=9`);
    expect(parser.getName()).toBe('Growth of trade');
    expect(parser.getAnnotations()).toEqual([]);
    const readings = parser.getData({ TRANSFORMATION: ['growth on a year before'] });
    const NAMES = ['READING', 'TIME_PERIOD', 'OBS_LOW', 'OBS_HIGH', 'OBS_STATUS'];
    expect(readings.map((row) => [row.value, ...NAMES.map((name) => row[name])])).toEqual([
      [350, 'read as to so many times', '2020-01-01/P5M', '345', '355', 'Unspecified'],
      [450, 'read as up by so many times', '2020-01-01/P5M', '445', '455', 'Unspecified'],
      // A place that is missing is read as 0, which is no value.
      [null, 'the figure itself', '2020-01-01/P5M', undefined, undefined, 'Missing value'],
    ]);
    expect(parser.getData()).toHaveLength(article.length);
    expect(parser.getData().map(({ value }) => value)).toContain(135000000);
  });

  it('sdmx-rest gets the text of each format that it asks for', async () => {
    const service = sdmxRest.getService({ id: 'SG', url: `${served.address}/sdmx/2.1`, api: 'v1.5.0' });
    const query = { flow: 'SILKGAUGE,DF_GROWTH,1.0.0', key: 'NAEDZ' };
    const text = await sdmxRest.request(query, service, { headers: { accept: DATA_FORMATS.json1 } });
    expect(text).toBe(await textOf(DATA_WRITERS.json1, message([dataSet(article)])));
    expect(served.asked.at(-1)).toMatch(/^\/sdmx\/2\.1\/data\/SILKGAUGE,DF_GROWTH,1\.0\.0\/NAEDZ\/all/);
  });
});
