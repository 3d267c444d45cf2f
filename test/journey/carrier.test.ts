import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, expect, test } from 'vitest';
import { buildApp } from '../../infra/app.ts';
import { bundleDirectory } from '../../infra/bundle.ts';
import { demo } from '../../infra/groups/demo.ts';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInAustin } from './a-visit.ts';

const originationArn = 'arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1a2b3c';
const outdir = mkdtempSync(path.join(tmpdir(), 'huifang-carrier-'));
const home = useCloud({ assembly: synthesizeForCarrier() });

afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

/** Group demo, with opt-outs that the carrier confirms by itself, and texts through End User Messaging. */
function synthesizeForCarrier(): Promise<string> {
  const app = new App({ outdir, context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } });
  const texting = { by: 'end-user-messaging', originationArn } as const;
  buildApp(app, { ...demo, optOut: 'carrier', texting }, bundleDirectory);
  return Promise.resolve(app.synth().directory);
}

test('where the carrier answers a STOP, ours is suppressed, and the opt-out holds all the same', async () => {
  const { play } = home;
  const phone = freshPhone('US');
  const deliver = async (number: string) => {
    const now = await play.now();
    const repairOrder = { number, openedAt: now, deliveredAt: now };
    await play.postVisit('austin-north', visitInAustin('2026-03-01', phone, { repairOrder }));
  };
  await deliver('first');
  await play.turn('PT16H');
  expect(await play.textsTo(phone)).toHaveLength(1);
  await play.reply(phone, 'STOP');
  expect(await play.textsTo(phone)).toHaveLength(1);
  expect((await play.events()).filter((event) => event.name === 'handset.opted-out')).toHaveLength(1);
  await deliver('second');
  await play.turn('P1DT1H');
  expect(await play.textsTo(phone)).toHaveLength(1);
});
