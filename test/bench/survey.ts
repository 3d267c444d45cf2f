import type { Cloud } from '../../infra/local/cloud.ts';
import { type MeterReading, Play } from '../../infra/local/play.ts';
import { demo } from '../../infra/groups/demo.ts';
import { defaultQuestions } from '../../shared/surveys/questionnaire/default.ts';
import { visitInAustin } from '../journey/a-visit.ts';

const dealerId = 'austin-north';
const phone = '+15125550143';

export interface FinishedSurvey {
  /** A day in which nothing happens. */
  readonly idle: MeterReading;
  /** The day of a visit until its overall question is answered. */
  readonly asked: MeterReading;
  /** What the two further questions took, from the answer to the one to the thanks for the other. */
  readonly further: MeterReading;
}

/** Plays a visit whose customer answers three questions by text. */
export async function finishedSurvey(cloud: Pick<Cloud, 'url'>): Promise<FinishedSurvey> {
  const play = new Play(cloud.url);
  const { id: _, settings, ...dealer } = demo.dealers.find(({ id }) => id === dealerId) ?? {};
  const everybody = { ...settings, furtherQuestions: { share: 100, atMost: 2 } };
  await must(play.as('laura-stone', 'PUT', `/v1/dealers/${dealerId}`, { ...dealer, settings: everybody }));
  const questions = defaultQuestions.filter(({ id }) => ['overall', 'fixed', 'welcome'].includes(id));
  await must(play.as('laura-stone', 'PUT', `/v1/dealers/${dealerId}/questionnaire`, { questions }));
  await play.turnTo('2026-03-09T16:00:00-05:00');
  await play.resetMeter();
  await play.turn('P1D');
  const idle = await play.meter();
  await play.resetMeter();
  await must(play.postVisit(dealerId, visitInAustin('2026-03-10', phone)));
  await play.turn('P1D');
  await play.reply(phone, '5');
  const asked = await play.meter();
  await play.resetMeter();
  for (let question = 0; question < 2; question += 1) {
    const text = (await play.textsTo(phone)).at(-1) ?? '';
    await play.reply(phone, text.includes('YES or NO') ? 'YES' : '5');
  }
  const last = (await play.textsTo(phone)).at(-1) ?? '';
  if (!last.includes('Thank you for your answer')) throw new Error(`the survey did not end: ${last}`);
  return { idle, asked, further: await play.meter() };
}

async function must(request: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await request;
  if (status >= 300) throw new Error(`answered with ${status}: ${JSON.stringify(body)}`);
}
