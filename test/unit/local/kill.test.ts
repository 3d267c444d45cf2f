import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openState } from '../../../infra/local/services/state.ts';
import {
  aCloud,
  at,
  BUS,
  failed,
  functionArn,
  MINUTE,
  queue,
  queueArn,
  ruleArn,
  START,
  succeeded,
  topicArn,
} from './a-cloud.ts';

class Killed extends Error {}

/** The same database, but the process "dies" before its n-th statement: that one and all later ones never happen. */
function dyingBefore(db: DatabaseSync, count: number) {
  let statements = 0;
  const tick = () => {
    if (++statements >= count) throw new Killed();
  };
  const counted = <T extends object>(target: T, names: readonly string[]): T =>
    new Proxy(target, {
      get(_, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => {
          if (names.includes(String(name)) && args[0] !== 'ROLLBACK') tick();
          const result: unknown = Reflect.apply(member, target, args);
          return isStatement(result) ? counted(result, ['run', 'get', 'all']) : result;
        };
      },
    });
  return { dying: counted(db, ['exec']), statements: () => statements };
}

function isStatement(value: unknown): value is StatementSync {
  return typeof value === 'object' && value !== null && 'expandedSQL' in value;
}

/** A cloud with a bit of everything: a queue and a function behind a rule, a schedule, texts coming in, failures. */
function aBusyCloud(db: DatabaseSync) {
  const cloud = aCloud({
    state: db,
    queues: [
      queue('work', { redrive: { deadLetterArn: queueArn('dead'), maxReceiveCount: 10 } }),
      queue('dead'),
    ],
    mappings: [
      { queueArn: queueArn('work'), functionName: 'worker', batchSize: 10, reportBatchItemFailures: true },
    ],
    // Everything fails at first, so that retries are pending when the process dies.
    answer: (invoked) => (invoked.at < START + 2 * MINUTE ? failed() : succeeded()),
  });
  cloud.bus.defineRule({
    name: 'sold',
    arn: ruleArn('sold'),
    busName: BUS.name,
    pattern: { source: ['shop'] },
    enabled: true,
    targets: [
      { id: 'q', arn: queueArn('work') },
      { id: 'f', arn: functionArn('book') },
    ],
  });
  cloud.bus.defineRule({
    name: 'tick',
    arn: ruleArn('tick'),
    schedule: 'rate(5 minutes)',
    enabled: true,
    targets: [{ id: 'f', arn: functionArn('tick') }],
  });
  cloud.topics.subscribe({ topicArn: topicArn('inbound'), protocol: 'sqs', endpointArn: queueArn('work') });
  return cloud;
}

/** What outsiders do; whatever was accepted before the process died is noted. */
async function play(cloud: ReturnType<typeof aBusyCloud>, accepted: string[]): Promise<void> {
  for (const n of [1, 2]) {
    const entry = { EventBusName: BUS.name, Source: 'shop', DetailType: 'sold', Detail: `{"n":${n}}` };
    cloud.bus.call('PutEvents', { Entries: [entry] });
    accepted.push(`worker sold ${n}`, `book sold ${n}`);
    await cloud.pump.quiet();
  }
  cloud.phones.reply('+12025550123', 'good');
  accepted.push('worker text good');
  await cloud.pump.turnTo(START + 11 * MINUTE);
}

/** What the functions have handled with success. */
function handled({ invoked }: ReturnType<typeof aBusyCloud>): string[] {
  return invoked
    .filter((each) => each.at >= START + 2 * MINUTE)
    .flatMap(({ functionName, payload }) => {
      if (functionName === 'tick') return [`tick ${String(at(payload, 'time'))}`];
      if (functionName === 'book') return [`book sold ${String(at(payload, 'detail', 'n'))}`];
      const records = at(payload, 'Records');
      return (Array.isArray(records) ? records : []).map((record: unknown) => {
        const body: unknown = JSON.parse(String(at(record, 'body')));
        const sold = at(body, 'detail', 'n');
        if (typeof sold === 'number') return `worker sold ${sold}`;
        const text: unknown = JSON.parse(String(at(body, 'Message')));
        return `worker text ${String(at(text, 'messageBody'))}`;
      });
    });
}

async function untilKilled(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
}

describe('a cloud that is killed between any two statements', () => {
  const ticks = ['tick 2026-03-02T01:05:00Z', 'tick 2026-03-02T01:10:00Z'];

  it('does after the restart whatever it had accepted, and fires every schedule', async () => {
    const unkilled = dyingBefore(openState(':memory:'), Infinity);
    const whole: string[] = [];
    const cloud = aBusyCloud(unkilled.dying);
    await play(cloud, whole);
    expect(handled(cloud).sort()).toEqual([...whole, ...ticks].sort());
    const statements = unkilled.statements();
    expect(statements).toBeGreaterThan(150);

    for (let before = 1; before <= statements; before++) {
      const db = openState(':memory:');
      const accepted: string[] = [];
      const done: string[] = [];
      const { dying } = dyingBefore(db, before);
      try {
        const first = aBusyCloud(dying);
        await untilKilled(play(first, accepted));
        done.push(...handled(first));
      } catch (error) {
        // Died while it was starting.
        if (!(error instanceof Killed)) throw error;
      }
      if (db.isTransaction) db.exec('ROLLBACK');

      const second = aBusyCloud(db);
      await second.pump.turnTo(START + 11 * MINUTE);
      done.push(...handled(second));
      expect(done, `killed before statement ${before}`).toEqual(
        expect.arrayContaining([...accepted, ...ticks]),
      );
      expect(second.queues.deadLetters()).toEqual([]);
    }
  });

  it('takes up at once what was in the hands of a function', async () => {
    const db = openState(':memory:');
    const settings = {
      queues: [queue('work')],
      mappings: [
        { queueArn: queueArn('work'), functionName: 'worker', batchSize: 10, reportBatchItemFailures: false },
      ],
    };
    const first = aCloud({ ...settings, state: db, answer: () => new Promise(() => undefined) });
    first.queues.send(queueArn('work'), 'a');
    void first.pump.quiet();
    await new Promise((resolve) => setImmediate(resolve));
    expect(first.invoked).toHaveLength(1);

    const second = aCloud({ ...settings, state: db });
    await second.pump.quiet();
    expect(second.invoked).toMatchObject([
      { at: START, payload: { Records: [{ body: 'a', attributes: { ApproximateReceiveCount: '2' } }] } },
    ]);
  });
});

describe('a run', () => {
  it('has the same history when it is done twice, ids and all', async () => {
    const [first, second] = [aBusyCloud(openState(':memory:')), aBusyCloud(openState(':memory:'))];
    await play(first, []);
    await play(second, []);
    expect(first.invoked.length).toBeGreaterThan(5);
    expect(second.invoked).toEqual(first.invoked);
  });
});

describe('kill -9', () => {
  it('loses nothing that was accepted', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'killed-'));
    try {
      const file = join(directory, 'state.sqlite');
      const program = join(import.meta.dirname, 'accepting-process.ts');
      const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
      const accepted: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        accepted.push(line);
        if (accepted.length === 500) child.kill('SIGKILL');
      }
      expect(
        child.signalCode ?? (await new Promise((resolve) => child.once('exit', (_, by) => resolve(by)))),
      ).toBe('SIGKILL');

      const { db, bus, queues } = aCloud({ state: file, queues: [queue('work')] });
      const events = bus.events(1e9).map(({ event }) => event.id);
      const messages: string[] = [];
      while (queues.nextAt(queueArn('work')) === START) {
        messages.push(...queues.receive(queueArn('work'), 10).map(({ messageId }) => messageId));
      }
      db.close();
      const kept = new Set([...events, ...messages]);
      const lost = accepted.filter((line) => {
        const answer: unknown = JSON.parse(line);
        return !kept.has(String(at(answer, 'Entries', 0, 'EventId') ?? answer));
      });
      expect(accepted.length).toBeGreaterThanOrEqual(500);
      expect(lost).toEqual([]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
