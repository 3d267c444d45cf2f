import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { redriveGroup } from '../../infra/commands/redrive-group.ts';
import { instantOf } from '../../shared/platform/time.ts';
import { useCloud } from '../journey/a-cloud.ts';
import { freshPhone, visitInChengdu } from '../journey/a-visit.ts';

const home = useCloud();
/** What `npm run redrive` prints: the command itself, in a process of its own. */
async function command(...options: string[]): Promise<string> {
  const file = path.resolve(import.meta.dirname, '../../infra/commands/redrive.ts');
  const all = [file, '--group', 'demo', '--endpoint', home.cloud.doorUrl, ...options];
  const { stdout } = await promisify(execFile)(process.execPath, all);
  await home.cloud.quiet();
  return stdout;
}

/** The same without a process. */
async function redrive(
  order: { mode?: 'look' | 'redrive' | 'discard'; queue?: string; message?: string; relay?: string } = {},
): Promise<string> {
  const lines: string[] = [];
  await redriveGroup('demo', order.queue, {
    sqs: new SQSClient(operator()),
    lambda: new LambdaClient(operator()),
    relayFunction: order.relay,
    dealerIds: ['cd-south', 'austin-north'],
    mode: order.mode ?? 'redrive',
    messageId: order.message,
    now: instantOf(home.cloud.now()),
    say: (line) => lines.push(line),
    progress: () => {},
  });
  await home.cloud.quiet();
  return `${lines.join('\n')}\n`;
}

function operator() {
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  return { endpoint: home.cloud.doorUrl, region: 'us-east-1', credentials };
}

/** The only resource of a type whose logical id begins so. */
function refOf(type: string, beginning: string): string {
  const found = home.cloud.template.ofType(type).filter(({ logicalId }) => logicalId.startsWith(beginning));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} of ${type} begin with ${beginning}`);
  return found[0].ref;
}

/** Puts a message into a queue as an operator. */
async function send(queue: string, body: unknown): Promise<void> {
  await new SQSClient(operator()).send(
    new SendMessageCommand({
      QueueUrl: refOf('AWS::SQS::Queue', queue),
      MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
  await home.cloud.quiet();
}

function idIn(output: string): string {
  const found = /^ {2}(\S{36}) {2}/m.exec(output)?.[1];
  if (!found) throw new Error(`no letter is named in: ${output}`);
  return found;
}

describe('npm run redrive', () => {
  it('says so when there are no dead letters', async () => {
    expect(await redrive({ mode: 'look' })).toBe('There are no dead letters.\n');
  });

  it('sends garbage back, which fails again, until it is discarded', async () => {
    await send('CallbacksPlanQueue', 'Ann Miller, +15125550100');
    await home.play.turn('PT16M');
    expect(await home.play.deadLetters()).toMatchObject([{ body: 'Ann Miller, +15125550100' }]);

    const shown = await command('--dry-run');
    expect(shown).toContain('callbacks/plan: 1, the oldest sent 2026-03-02T01:00:00.000Z, 0 hours ago');
    expect(shown).toContain('A visit has no callback plan');
    expect(shown).toContain('first tried 2026-03-02T01:00:00.000Z');
    expect(shown).not.toMatch(/Ann|Miller|1512/);
    expect(await redrive({ mode: 'look' }), 'looking changes nothing').toBe(shown);

    expect(await redrive({ queue: 'surveys/ask' })).toBe('There are no dead letters.\n');
    expect(await redrive({ message: 'another' })).toContain('There is no dead letter another');
    await expect(redrive({ queue: 'surveys/sing' })).rejects.toThrow('there is no queue of surveys/sing');
    expect(await command()).toMatch(/1 of 1\n1 sent back, 0 left/);
    expect(await home.play.deadLetters()).toEqual([]);
    await home.play.turn('PT16M');
    expect(await home.play.deadLetters()).toHaveLength(1);

    const id = idIn(await redrive({ mode: 'look' }));
    expect(await command('--message', id, '--discard')).toContain('1 discarded, 0 left');
    await home.play.turn('PT16M');
    expect(await home.play.deadLetters()).toEqual([]);
  });

  it('an event that was handled long ago does no harm, however often it is sent back', async () => {
    const phone = freshPhone('CN');
    await home.play.postVisit('cd-south', visitInChengdu('2026-03-02', phone));
    await home.play.quiet();
    const before = await home.play.events();
    const recorded = before.find(({ name }) => name === 'visit.recorded');
    if (!recorded) throw new Error('the visit was not recorded');

    for (const queue of ['CallbacksPlanDeadLetters', 'CustomersLearnDeadLetters'])
      for (let copy = 0; copy < 2; copy += 1)
        await send(queue, { source: 'huifang', 'detail-type': recorded.name, detail: recorded });
    expect(await redrive({ mode: 'look', queue: 'callbacks/plan' })).toContain(
      `event ${recorded.id} visit.recorded of ${recorded.aggregateId}`,
    );
    expect(await redrive()).toContain('4 sent back, 0 left');
    expect(await home.play.deadLetters()).toEqual([]);
    expect(await home.play.events()).toEqual(before);
  });

  it('a customer’s text that was not taken in is taken in once, however often it is sent back', async () => {
    const phone = freshPhone('CN');
    await home.play.postVisit('cd-south', visitInChengdu('2026-03-02', phone));
    const inbound = {
      originationNumber: phone,
      destinationNumber: '+12065550100',
      messageBody: '车还是有异响',
      inboundMessageId: 'inbound-0001',
    };
    const notification = { Timestamp: '2026-03-02T03:00:00.000Z', Message: JSON.stringify(inbound) };
    for (let copy = 0; copy < 2; copy += 1) await send('MessagesReceiveDeadLetters', notification);

    const shown = await redrive({ mode: 'look' });
    expect(shown).toContain('text inbound-0001 from a customer, published 2026-03-02T03:00:00.000Z');
    expect(shown).not.toContain(phone);
    expect(await redrive()).toContain('2 sent back, 0 left');
    const received = (await home.play.events()).filter(
      ({ name, facts }) => name === 'message.received' && facts['inboundMessageId'] === 'inbound-0001',
    );
    expect(received).toHaveLength(1);
  });

  it('shows to the relay again what it parked, and says how to relay a span', async () => {
    const [event] = await home.play.events();
    if (!event) throw new Error('nothing has happened');
    const item = { pk: event.aggregateId, sk: 'EVENT#000001', event };
    await send('EventsRelayDeadLetters', { faults: ['event.facts.late'], item });
    expect(await redrive()).toContain('add --function NAME');
    await expect(redrive({ relay: 'nobody' }), 'what fails on its way stays').rejects.toThrow('nobody');
    expect(await redrive({ mode: 'look', relay: 'nobody' })).toContain('1 dead letter(s); nothing was moved');

    const before = (await home.play.events()).length;
    const relay = refOf('AWS::Lambda::Function', 'EventsRelay');
    expect(await redrive({ relay })).toContain('1 sent back, 0 left');
    const after = await home.play.events();
    expect(after.slice(before), 'it passed the bus once more, and nothing followed').toEqual([event]);

    await send('EventsRelayDeadLetters', {
      timestamp: '2026-03-02T02:00:00.000Z',
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 21 },
      DDBStreamBatchInfo: {
        shardId: 'shardId-1',
        startSequenceNumber: '1',
        endSequenceNumber: '2',
        approximateArrivalOfFirstRecord: '2026-03-02T01:00:00.000Z',
        approximateArrivalOfLastRecord: '2026-03-02T01:00:00.000Z',
        batchSize: 2,
      },
    });
    const advice = await redrive({ relay });
    expect(advice).toContain('npm run relay -- --dealer cd-south --from 2026-03-02T00:50:00.000Z');
    expect(advice).toContain('0 sent back, 1 left');
    await redrive({ mode: 'discard', message: idIn(advice) });
    expect(await home.play.deadLetters()).toEqual([]);
  });
});
