import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, { key: seriesOf({ area: 'CN' }), period: '2020', value: '1.50', growth: '3' });
});
afterAll(() => api.end());

interface SchemaMessage {
  readonly meta: { readonly links: readonly { readonly urn: string }[] };
  readonly data: {
    readonly dataStructures: readonly { readonly id: string }[];
    readonly codelists: readonly {
      readonly id: string;
      readonly codes?: readonly { readonly id: string }[];
    }[];
  };
}

/** As pysdmx asks. */
const JSON_2_0 = { headers: { accept: 'application/vnd.sdmx.structure+json;version=2.0.0' } };

it.each(['3.0', '2.1'])(
  'the schema of a flow at %s has its structure, lists and their URNs',
  async (door) => {
    const response = await fetch(
      `${api.url}/sdmx/${door}/schema/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/`,
      JSON_2_0,
    );
    expect([response.status, response.headers.get('content-type')]).toEqual([200, JSON_2_0.headers.accept]);
    const { meta, data } = (await response.json()) as SchemaMessage;
    expect(data.dataStructures.map(({ id }) => id)).toEqual(['DSD_GROWTH']);
    expect(data.codelists.find(({ id }) => id === 'CL_AREA')?.codes?.map(({ id }) => id)).toContain('CN');
    expect(meta.links[0]?.urn).toBe(
      'urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=SILKGAUGE:DF_GROWTH(1.0.0)',
    );
    expect(meta.links.length).toBeGreaterThan(data.codelists.length + 3);
  },
);

it('the schema of the other flow has none of its codes, and as XML Schema it is 406', async () => {
  const path = '/sdmx/3.0/schema/datastructure/SILKGAUGE/DSD_UNDATED';
  const { data } = (await (await fetch(api.url + path, JSON_2_0)).json()) as SchemaMessage;
  expect(data.codelists.find(({ id }) => id === 'CL_AREA')?.codes).toBeUndefined();
  const xsd = { headers: { accept: 'application/vnd.sdmx.schema+xml;version=3.0.0' } };
  expect((await fetch(api.url + path, xsd)).status).toBe(406);
});
