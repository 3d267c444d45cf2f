import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import type { Cloud } from '../../infra/local/cloud.ts';
import { operatorTable } from '../../infra/local/group-cloud.ts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { useCloud } from './a-cloud.ts';
import { anyBodies, postEach } from './any-body.ts';
import { fixture } from '../unit/visits/formats/fixture.ts';

const home = useCloud();
const single = v.object({
  visitId: v.string(),
  status: v.string(),
  readAs: v.optional(v.string()),
  note: v.optional(v.string()),
});

/** Whether an answer says that something was kept; of a stale revision it may be who served the visit. */
function isKept({ status, note }: v.InferOutput<typeof single>): boolean {
  return /recorded|corrected|voided/.test(status) || (note?.includes('told first of a delivery') ?? false);
}

const several = v.object({
  answers: v.array(v.looseObject({ status: v.number(), visit: v.optional(single) })),
});
const problem = v.object({
  type: v.pipe(v.string(), v.startsWith('urn:huifang:problem:')),
  status: v.number(),
});
const directory = path.resolve(import.meta.dirname, '../fixtures/visits');
const expression = readFileSync(path.join(directory, 'own-dms.jsonata'), 'utf8');

describe('R01: a visit of each format', () => {
  test('is kept, follows the story to a text on the phone, and remembers what read it', async () => {
    const { play } = home;
    const mapped = { name: 'own-dms', expression };
    const stored = await play.as('huang-wei', 'POST', '/v1/dealers/cd-south/mappings', mapped);
    expect(stored).toMatchObject({ status: 201, body: { name: 'own-dms', version: 1 } });
    const trial = { name: 'own-dms', visit: { 工单号: 'W-1' } };
    const tried = await play.as('huang-wei', 'POST', '/v1/dealers/cd-south/mappings/try', trial);
    expect(tried).toMatchObject({ status: 200, body: { understood: false } });
    expect(JSON.stringify(tried.body)).toContain('/customer/phone');
    const listed = await play.as('huang-wei', 'GET', '/v1/dealers/cd-south/mappings');
    expect(listed).toMatchObject({
      status: 200,
      body: { items: [{ name: 'own-dms', version: 1, expression }] },
    });
    expect((await play.as('li-na', 'GET', '/v1/dealers/cd-south/mappings')).status).toBe(403);

    const sent = [
      ['canonical.json', 'cd-south', 'application/json', '+8613800138022'],
      ['jt1132.json', 'cd-south', 'application/vnd.huifang.jt1132+json', '+8613800138021'],
      ['own-dms.json', 'cd-south', 'application/vnd.huifang.mapping.own-dms+json', '+8613800138023'],
      ['star.json', 'austin-north', 'application/vnd.huifang.star+json', '+15125550171'],
      ['tekmetric.json', 'austin-north', 'application/vnd.huifang.tekmetric+json', '+15125550172'],
    ] as const;
    const readAs = [];
    for (const [name, dealer, type] of sent) {
      const answer = await play.postVisit(dealer, fixture(name), { headers: { 'content-type': type } });
      expect(answer.status, JSON.stringify(answer.body)).toBe(202);
      readAs.push(v.parse(single, answer.body).readAs);
    }
    expect(readAs).toEqual([undefined, 'jt1132', 'mapping:own-dms#1', 'star', 'tekmetric']);
    await play.turn('P2D');
    for (const [name, , , phone] of sent) expect(await play.textsTo(phone), name).toHaveLength(1);
  });

  test('several in one request have an answer each, and a refused one holds up no other', async () => {
    const { play } = home;
    const visit = fixture('canonical.json');
    const order = v.parse(v.record(v.string(), v.unknown()), visit['repairOrder']);
    const batch = {
      visits: [
        { ...visit, repairOrder: { ...order, number: 'RO-B1' } },
        { ...visit, vehicle: 7 },
      ],
    };
    const answer = await play.postVisit('cd-south', batch);
    expect(answer).toMatchObject({
      status: 207,
      body: {
        accepted: 1,
        refused: 1,
        answers: [
          { index: 0, status: 202 },
          { index: 1, status: 400, problem: { errors: [{ pointer: '/vehicle' }] } },
        ],
      },
    });
    expect(
      (await play.postVisit('cd-south', { visits: Array.from({ length: 101 }, () => visit) })).status,
    ).toBe(400);
  });
});

// The campaign: ANY_BODIES=10000 npx vitest run --project cloud test/journey/any-body.test.ts
const timeLimit = 3_600_000;

test(
  'R01: any body is answered 2xx or a 4xx problem, and nothing is written in part',
  { timeout: timeLimit },
  async () => {
    const { play } = home;
    const count = Number(process.env['ANY_BODIES'] ?? 1000);
    const table = operatorTable(home.cloud);
    const recorded = async () => {
      const months = await Promise.all(
        ['cd-south#2026-03'].map((key) => table.all({ index: 'ledger', key })),
      );
      return months
        .flat()
        .filter((item) => /"name":"visit\.(?:recorded|voided|corrected)"/.test(JSON.stringify(item)));
    };
    const before = (await recorded()).length;
    const answers = await postEach(play, anyBodies(count, 20_260_302), (done) => {
      if (count > 1000) console.info(`${done} of ${count} bodies`);
    });
    let kept = 0;
    for (const { status, body, sent } of answers) {
      expect(
        status === 202 || status === 207 || (status >= 400 && status < 500),
        JSON.stringify({ status, body, sent }),
      ).toBe(true);
      if (status >= 400 && status !== 413)
        expect(v.is(problem, body), JSON.stringify({ body, sent })).toBe(true);
      if (status === 202) kept += Number(isKept(v.parse(single, body)));
      if (status === 207)
        for (const { visit } of v.parse(several, body).answers)
          kept += Number(visit !== undefined && isKept(visit));
    }
    const events = await recorded();
    expect(events.length - before).toBe(kept);
    expect(kept).toBeGreaterThan(10);
    const parts = await partsOfVisits(home.cloud);
    expect(parts.size).toBeGreaterThan(5);
    for (const [id, sks] of parts) {
      const [details, told] = ['DETAILS', 'EVENT'].map(
        (kind) => sks.filter((sk) => sk.startsWith(kind)).length,
      );
      expect({ id, details, state: sks.filter((sk) => sk === 'STATE').length }).toEqual({
        id,
        details: told,
        state: 1,
      });
    }
    await play.quiet();
    expect(await play.deadLetters()).toEqual([]);
  },
);

/** The sort keys of whatever lies under a visit's id, by id: a scan, so that nothing is overlooked. */
async function partsOfVisits({ doorUrl, template }: Pick<Cloud, 'doorUrl' | 'template'>) {
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  const client = new DynamoDBClient({ endpoint: doorUrl, region: template.region, credentials });
  const table = template.ofType('AWS::DynamoDB::Table')[0]?.ref ?? '';
  const found = new Map<string, string[]>();
  for await (const { Items } of paginateScan({ client }, { TableName: table })) {
    for (const { pk, sk } of Items ?? []) {
      const id = pk?.S ?? '';
      if (/^visit_[^#]+$/.test(id)) found.set(id, [...(found.get(id) ?? []), sk?.S ?? '']);
    }
  }
  client.destroy();
  return found;
}
