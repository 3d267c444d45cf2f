import { expect, inject, test } from 'vitest';
import { startGroupCloud } from '../../infra/local/group-cloud.ts';
import { Play, type PhoneMessage, type PlayedEvent } from '../../infra/local/play.ts';
import { visitInChengdu } from './a-visit.ts';

const phones = ['+8613911110001', '+8613911110002', '+8613911110003'] as const;

/** Three customers: one is dissatisfied, one content, one silent; everything that came of it. */
async function history(): Promise<{ events: PlayedEvent[]; texts: PhoneMessage[][] }> {
  const cloud = await startGroupCloud({ assembly: inject('assembly'), scheduleRoundMs: 3_600_000 });
  try {
    const play = new Play(cloud.url);
    for (const phone of phones) await play.postVisit('cd-south', visitInChengdu('2026-03-01', phone));
    await play.turn('PT4H');
    await play.reply(phones[0], '1，刹车还是响');
    await play.reply(phones[1], '5');
    await play.turn('P1DT1H');
    return {
      events: await play.events(),
      texts: await Promise.all(phones.map((phone) => play.phone(phone))),
    };
  } finally {
    await cloud.stop();
  }
}

test('twice the same run gives twice the same history', async () => {
  const [first, second] = await Promise.all([history(), history()]);
  expect(first.events.map((event) => event.name)).toContain('complaint.escalated');
  expect(first.events.map((event) => event.name)).toContain('survey.silent');
  expect(second).toEqual(first);
});
