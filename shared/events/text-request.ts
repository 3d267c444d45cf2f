import * as v from 'valibot';
import { WordsRefSchema } from './words.ts';

/** Every text that is ever sent, to customers or to staff, by name; `messages` holds their wording. */
export const templateNames = [
  'survey.overall',
  'survey.repeat',
  'survey.thanks',
  'survey.thanks-modest',
  'survey.question',
  'complaint.opened',
  'complaint.recorded',
  'complaint.solved?',
  'complaint.solved-again?',
  'complaint.settled',
  'complaint.refused',
  'complaint.closed',
  'complaint.reopened',
  'callback.missed',
  'callback.recorded',
  'staff.major-complaint',
  'staff.overdue',
  'opt-out.confirmed',
] as const;
export type TemplateName = (typeof templateNames)[number];

/** The conversation to which a text belongs, and so the one that a reply continues. */
export const ConversationSchema = v.object({ kind: v.picklist(['survey', 'complaint']), id: v.string() });
export type Conversation = v.InferOutput<typeof ConversationSchema>;

export const localeSchema = v.picklist(['zh-CN', 'en-US']);
export type Locale = v.InferOutput<typeof localeSchema>;

/** What a text asks, so that the reply can be read as an answer to it. */
export const AsksSchema = v.picklist(['rating', 'yes-no', 'choice', 'words']);
export type Asks = v.InferOutput<typeof AsksSchema>;

/** What a text is for (decision 2): about an own visit or complaint, care without commerce, or offers. */
export const purposes = ['service', 'care', 'marketing'] as const;
export type Purpose = (typeof purposes)[number];

/**
 * A text to a customer that an event asks for; `messages` renders, holds, sends or withholds it. `blanks` are
 * impersonal (ids, numbers); names are filled in when the text is rendered.
 */
export const TextRequestSchema = v.object({
  to: v.string(),
  /** Set where it goes to one of the staff: whose phone it is. */
  staffId: v.optional(v.string()),
  template: v.picklist(templateNames),
  locale: localeSchema,
  purpose: v.picklist(purposes),
  blanks: v.optional(v.record(v.string(), v.string())),
  /** Words that the text repeats; they are read when it is rendered. */
  quotes: v.optional(WordsRefSchema),
  /** The conversation that a reply continues. */
  conversation: v.optional(ConversationSchema),
  asks: v.optional(AsksSchema),
  /** The question of a survey that it puts, beside the overall one. */
  question: v.optional(v.string()),
});
export type TextRequest = v.InferOutput<typeof TextRequestSchema>;
