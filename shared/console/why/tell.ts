import * as v from 'valibot';
import { EventSchema } from '../../events/catalogue.ts';
import type { AnyEvent } from '../../events/envelope.ts';
import type { Zone } from '../../platform/time.ts';
import { callbackSentences } from './callback-sentences.ts';
import { complaintSentences } from './complaint-sentences.ts';
import { messageSentences } from './message-sentences.ts';
import { type FactsByName, say, type Sentence, type Tellers } from './sentence.ts';

type Told = keyof typeof callbackSentences | keyof typeof messageSentences | keyof typeof complaintSentences;

const tellers: Tellers<Told> = { ...callbackSentences, ...messageSentences, ...complaintSentences };

/**
 * What an event says, in words that a store manager understands, from its recorded facts only. One of a kind that leads
 * to no contact is told by its name.
 */
export function tell(event: AnyEvent, zone: Zone): Sentence {
  const parsed = v.safeParse(EventSchema, event);
  if (parsed.success && isTold(parsed.output)) return sentenceOf(parsed.output, zone);
  return say(`另有记录（${event.name}）。`, `Something else was recorded (${event.name}).`);
}

type ToldEvent = Extract<v.InferOutput<typeof EventSchema>, { name: Told }>;

function isTold(event: v.InferOutput<typeof EventSchema>): event is ToldEvent {
  return event.name in tellers;
}

function sentenceOf<N extends Told>(
  { name, facts }: { name: N; facts: FactsByName[N] },
  zone: Zone,
): Sentence {
  return tellers[name](facts, zone);
}
