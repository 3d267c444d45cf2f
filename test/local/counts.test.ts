import * as v from 'valibot';
import { expect, it } from 'vitest';
import { useCloud } from '../journey/a-cloud.ts';
import { freshPhone, visitInChengdu } from '../journey/a-visit.ts';

const home = useCloud();

/** CloudWatch's embedded metric format, as a function writes it into its log. */
const MetricsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({
    service: v.string(),
    _aws: v.object({
      CloudWatchMetrics: v.array(
        v.object({
          Namespace: v.literal('Huifang'),
          Dimensions: v.tuple([v.tuple([v.literal('service')])]),
          Metrics: v.array(v.object({ Name: v.string(), Unit: v.literal('Count') })),
        }),
      ),
    }),
  }),
);

/** What the functions have counted so far: `visits/ingest VisitsAccepted` and how many. */
async function counts(): Promise<Record<string, number>> {
  const { body } = await home.play.request('GET', '/local/logs?limit=1000');
  const { items } = v.parse(v.object({ items: v.array(v.object({ text: v.string() })) }), body);
  const sums: Record<string, number> = {};
  for (const { text } of items) {
    const parsed = v.safeParse(MetricsSchema, text);
    if (!parsed.success) continue;
    const { service, _aws, ...values } = parsed.output;
    for (const { Name } of _aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics)) {
      const key = `${service} ${Name}`;
      sums[key] = (sums[key] ?? 0) + v.parse(v.number(), values[Name]);
    }
  }
  return sums;
}

it('what happens is counted under the names and the dimension that the dashboard draws', async () => {
  const phone = freshPhone('CN');
  await home.play.postVisit('cd-south', visitInChengdu('2026-03-01', phone));
  const forged = { headers: { 'webhook-signature': 'v1,bm8=' } };
  const refused = await home.play.postVisit('cd-south', visitInChengdu('2026-03-01', phone), forged);
  expect(refused.status).toBe(401);
  await home.play.turn('PT2H');
  await home.play.reply(phone, '2，冷车还是有异响');
  expect(await counts()).toMatchObject({
    'visits/ingest VisitsAccepted': 1,
    'visits/ingest VisitsRefused': 1,
    'callbacks/generate DueHandled': 1,
    'events/relay callback.opened': 1,
    'events/relay callback.closed': 1,
    'events/relay message.received': 1,
    'events/relay complaint.opened': 1,
    'events/relay message.sent': 2,
  });
});
