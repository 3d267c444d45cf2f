import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { eventSchema } from './envelope.ts';
import { WordsRefSchema } from './words.ts';

/** Why a promise is broken: its time ran out, or somebody says that it cannot be kept. */
export const breakings = ['overdue', 'cannot-be-kept'] as const;

const clock = {
  level: v.number(),
  assigneeId: v.optional(v.string()),
  dueAt: v.optional(InstantSchema),
};

/** Somebody promised a customer something until a time (R16). */
export const PromiseMade = eventSchema('promise.made', {
  ownerId: v.string(),
  dueAt: InstantSchema,
  what: WordsRefSchema,
  callbackId: v.optional(v.string()),
});
/** It was kept, before its time or after it. */
export const PromiseKept = eventSchema('promise.kept', {
  late: v.boolean(),
  words: v.optional(WordsRefSchema),
});
/** It was not kept: the next level must see to it. */
export const PromiseBroken = eventSchema('promise.broken', {
  because: v.picklist(breakings),
  words: v.optional(WordsRefSchema),
  ...clock,
});
/** It is still not kept: the level after that must. */
export const PromiseEscalated = eventSchema('promise.escalated', clock);
/** Somebody else is to keep it, for a reason. */
export const PromisePassedOn = eventSchema('promise.passed-on', {
  from: v.string(),
  to: v.string(),
  words: WordsRefSchema,
});
