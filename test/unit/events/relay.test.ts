import { EventBridgeClient, EventBridgeServiceException } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { relayEvents } from '../../../shared/events/relay.ts';

const client = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const sent = v.object({
  MessageBody: v.pipe(v.string(), v.parseJson(), v.object({ faults: v.array(v.string()) })),
});
const put = v.object({
  Entries: v.array(v.object({ Detail: v.pipe(v.string(), v.parseJson(), v.object({ id: v.string() })) })),
});

/** A bus that answers as `judge` says for the ids of a call's events, and a queue for what is parked. */
function surroundings(judge: (ids: string[]) => (string | undefined)[]) {
  const parked: string[][] = [];
  const calls: string[][] = [];
  const bus = new EventBridgeClient(client);
  bus.middlewareStack.add(
    () => (args) => {
      const ids = v.parse(put, args.input satisfies object).Entries.map(({ Detail }) => Detail.id);
      calls.push(ids);
      const errors = judge(ids);
      const output = { $metadata: {}, Entries: errors.map((ErrorCode) => ({ ErrorCode })) };
      return Promise.resolve({ response: {}, output });
    },
    { step: 'initialize', priority: 'high' },
  );
  const parking = new SQSClient(client);
  parking.middlewareStack.add(
    () => (args) => {
      parked.push(v.parse(sent, args.input).MessageBody.faults);
      return Promise.resolve({ response: {}, output: { $metadata: {} } });
    },
    { step: 'initialize', priority: 'high' },
  );
  return { deps: { bus, busName: 'bus', parking, parkingUrl: 'http://127.0.0.1/parked' }, parked, calls };
}

function streamed(number: number) {
  const at = '2026-03-02T01:00:00.000Z';
  const event = {
    id: `dealer_${number}.1`,
    name: 'dealer.registered',
    v: 1,
    aggregateId: `dealer_${number}`,
    version: 1,
    dealerId: 'cd-south',
    cause: { kind: 'request', id: 'register' },
    actor: { kind: 'system' },
    happenedAt: at,
    recordedAt: at,
    facts: {},
  };
  return { sequenceNumber: String(number), item: { pk: event.aggregateId, sk: 'EVENT#000001', event } };
}

const three = [streamed(1), streamed(2), streamed(3)];

function fails(name: string): never {
  throw new EventBridgeServiceException({ name, $fault: 'client', $metadata: {}, message: name });
}

describe('the relay', () => {
  it('puts events on the bus in their order, ten at a time', async () => {
    const { deps, calls, parked } = surroundings((ids) => ids.map(() => undefined));
    const batch = Array.from({ length: 12 }, (_, index) => streamed(index));
    expect(await relayEvents(batch, deps)).toMatchObject({ relayed: 12, parked: 0, failed: [] });
    expect(calls.map((ids) => ids.length)).toEqual([10, 2]);
    expect(calls.flat()).toEqual(batch.map(({ item }) => item.event.id));
    expect(parked).toEqual([]);
  });

  it('parks what is no event, with the members at fault, and relays the rest', async () => {
    const { deps, parked } = surroundings((ids) => ids.map(() => undefined));
    const broken = { sequenceNumber: '9', item: { event: { name: 'dealer.registered' } } };
    expect(await relayEvents([broken, ...three], deps)).toMatchObject({ relayed: 3, parked: 1, failed: [] });
    expect(parked[0]).toContain('event.id');
  });

  it('has an entry shown again that the bus did not take for now', async () => {
    const { deps } = surroundings(() => [undefined, 'ThrottlingException', undefined]);
    expect(await relayEvents(three, deps)).toMatchObject({ relayed: 2, parked: 0, failed: ['2'] });
  });

  it.each(['ServiceUnavailable', 'ThrottlingException', 'InternalException'])(
    'fails as a whole at %s, so that all are shown again',
    async (name) => {
      const { deps, parked } = surroundings(() => fails(name));
      await expect(relayEvents(three, deps)).rejects.toThrow(name);
      expect(parked).toEqual([]);
    },
  );

  it('parks the one event that the bus will never take, and relays those beside it', async () => {
    const { deps, parked, calls } = surroundings((ids) =>
      ids.includes('dealer_2.1') ? fails('ValidationException') : ids.map(() => undefined),
    );
    expect(await relayEvents(three, deps)).toMatchObject({ relayed: 2, parked: 1, failed: [] });
    expect(parked).toEqual([['ValidationException']]);
    expect(calls.map((ids) => ids.length)).toEqual([3, 1, 1, 1]);
  });

  it('tries each on its own where only all of them together are too much', async () => {
    const { deps, parked } = surroundings((ids) =>
      ids.length > 1 ? fails('ValidationException') : ids.map(() => undefined),
    );
    expect(await relayEvents(three, deps)).toMatchObject({ relayed: 3, parked: 0, failed: [] });
    expect(parked).toEqual([]);
  });
});
