import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterAll, expect, inject, test } from 'vitest';
import * as v from 'valibot';
import { Play } from '../../infra/local/play.ts';
import { startGroupCloud } from '../../infra/local/group-cloud.ts';
import { broken } from './invariants.ts';
import { customersOf, deliver, live, theEnd } from './story.ts';
import { worldOf } from './world.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'huifang-killed-'));
const children = new Set<ChildProcessByStdio<null, Readable, null>>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

const addresses = v.pipe(v.string(), v.parseJson(), v.object({ url: v.string() }));

/** Starts the cloud in a process of its own on what is kept. */
async function start() {
  const program = path.join(import.meta.dirname, 'running-cloud.ts');
  const args = ['--disable-warning=ExperimentalWarning', program, directory, inject('assembly')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  for await (const line of createInterface({ input: child.stdout }))
    return { play: new Play(v.parse(addresses, line).url), kill: () => killed(child) };
  throw new Error('the cloud did not start');
}

async function killed(child: ChildProcessByStdio<null, Readable, null>): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  children.delete(child);
}

test('kill -9 of the whole cloud in the middle of everything, twice: the story ends as if nothing had happened', async () => {
  const customers = customersOf(3, ['angry', 'happy', 'leaves']);
  const [angry] = customers;
  const first = await start();
  for (const customer of customers) await deliver(first.play, customer);
  // Dies while the clock turns into the morning on which the customers are asked.
  const turning = first.play.turnTo('2026-03-03T10:15:00+08:00').catch(() => 'died');
  await untilAsked(
    first.play,
    customers.map(({ phone }) => phone),
  );
  await first.kill();
  expect(await turning).toBe('died');

  const second = await start();
  await second.play.turnTo('2026-03-03T10:15:00+08:00');
  // Dies with a customer's words on their way.
  const replying = angry?.look(second.play).catch(() => 'died');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await second.kill();
  await replying;

  const cloud = await startGroupCloud({
    directory,
    assembly: inject('assembly'),
    scheduleRoundMs: 3_600_000,
  });
  try {
    const play = new Play(cloud.url);
    await live(play, customers);
    await play.turnTo(theEnd);
    expect(broken(await worldOf(cloud, play, customers))).toEqual([]);
  } finally {
    await cloud.stop();
  }
}, 600_000);

/** Resolves when the first of the customers has a text, though the clock still turns. */
async function untilAsked(play: Play, phones: readonly string[]): Promise<void> {
  for (let looks = 0; looks < 2000; looks += 1) {
    for (const phone of phones) if ((await play.textsTo(phone)).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('nobody was asked');
}
