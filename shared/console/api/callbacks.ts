import * as v from 'valibot';
import { AttemptBodySchema } from '../../callbacks/attempt.ts';
import { SaidSchema } from '../../callbacks/deferred/deferral.ts';
import { explain } from '../../callbacks/explain.ts';
import {
  AgreedSchema,
  BecauseSchema,
  outcomes,
  reassignReasons,
  scores,
  verifications,
} from '../../events/callbacks.ts';
import { DeliverySchema, TrySchema } from '../../events/outbound/delivery.ts';
import { ScriptRefSchema } from '../../events/scripts.ts';
import { systems } from '../../events/vehicles.ts';
import { notPossible, Problem } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { VisitDetailsSchema, VisitSchema } from '../../visits/visit.ts';
import { callEntries, callExample, callInPath, noCallback } from './call.ts';
import { QualitySchema } from './customers.ts';
import { answer, body, type Operation, told } from './operation.ts';
import { idempotencyKey, SpokenSchema, StepSchema } from './parts.ts';
import { promiseExample, PromiseSummarySchema } from './promises.ts';
import { faulty, notRegistered } from './refusals.ts';
import { sample, step } from './sample.ts';
import { formParts, formPartsExample } from './form.ts';
import {
  ImportanceListSchema,
  importanceExample,
  NumberDoubtSchema,
  vehicleExample,
  VehicleViewSchema,
} from './vehicles.ts';

const { status, dueAt } = callEntries;
const outcome = v.optional(told(v.string(), 'How it ended, once it is closed.'));

/** An appointment that a customer asked for, and what the systems said that were told of it. */
const BookingViewSchema = v.object({
  id: v.string(),
  from: v.optional(
    told(InstantSchema, 'From when the customer wants to come; absent while it is on its way.'),
  ),
  until: v.optional(InstantSchema),
  work: v.optional(told(v.array(v.picklist(systems)), 'What it is about.')),
  note: v.optional(v.string()),
  told: told(
    v.array(
      v.object({
        system: told(v.string(), 'Which system, by the description of its endpoint.'),
        state: told(
          DeliverySchema.entries.state,
          '`delivered`: it took the request. `failed`: it refused, or could not be reached however often it was tried.',
        ),
        last: v.optional(told(TrySchema, 'What came of the last try.')),
      }),
    ),
    'Every system that is told of appointments, such as the DMS; none where nobody registered one.',
  ),
});

/** The callback form: what a caller must know before dialling. */
export const CallbackFormSchema = v.object({
  ...callEntries,
  outcome,
  because: v.optional(
    told(BecauseSchema, 'The class of the customer and the rules that chose channel, caller and script.'),
  ),
  agreed: v.optional(told(AgreedSchema, 'What the customer agreed to at the desk.')),
  explanation: told(
    v.array(
      v.object({
        about: v.picklist(['moment', 'channel', 'person', 'script', 'calendar']),
        rule: v.string(),
        sentence: v.object({ 'zh-CN': v.string(), 'en-US': v.string() }),
      }),
    ),
    'Why the callback is as it is: the rule behind each decision, and what it means.',
  ),
  handOvers: told(
    v.array(
      v.object({
        reason: v.picklist(reassignReasons),
        formerId: v.optional(v.string()),
        assigneeId: v.optional(v.string()),
        at: InstantSchema,
        by: v.optional(told(v.string(), 'Staff id of who handed it over.')),
        words: v.optional(told(v.string(), 'Why, in their words.')),
      }),
    ),
    'How the call went from hand to hand, in this order.',
  ),
  attempts: told(
    v.array(
      v.object({
        outcome: v.picklist(outcomes),
        by: told(v.string(), 'Staff id of the caller.'),
        at: InstantSchema,
        words: v.optional(told(v.string(), "The customer's words, verbatim.")),
        script: v.optional(told(ScriptRefSchema, 'The script that the caller was shown.')),
        verified: v.optional(
          told(v.picklist(verifications), 'How the words were verified with the customer.'),
        ),
        score: v.optional(told(v.picklist(scores), "The customer's answer to the survey.")),
        booking: v.optional(told(BookingViewSchema, 'The appointment that the customer asked for.')),
      }),
    ),
    'Calls so far, in their order.',
  ),
  promises: told(v.array(PromiseSummarySchema), 'What was promised to the customer and is not kept yet.'),
  customer: told(
    v.object({
      id: v.optional(v.string()),
      name: v.optional(v.string()),
      phone: v.optional(v.string()),
      importance: ImportanceListSchema,
      quality: v.optional(QualitySchema),
      correctNumber: v.optional(NumberDoubtSchema),
    }),
    'Whom to call; id is absent where the phone is of no known customer; name and phone (E.164) are absent where they were erased.',
  ),
  visit: v.optional(
    told(
      v.object({
        id: v.string(),
        status: VisitSchema.entries.status,
        ...v.partial(VisitDetailsSchema).entries,
      }),
      'The visit as the DMS told it; absent where the customer wrote by themselves, only id and status where it was erased.',
    ),
  ),
  vehicle: v.optional(
    told(
      VehicleViewSchema,
      'The vehicle of the visit with what is open on it, as far as this store may see.',
    ),
  ),
  deferred: v.optional(
    told(
      v.object({
        round: told(
          v.number(),
          'Which call about it this is, or would be, since something was put off anew.',
        ),
        said: v.array(v.object({ ...v.omit(SaidSchema, ['words']).entries, words: v.optional(v.string()) })),
      }),
      'What the customer said before of safety-relevant work that was put off, item by item; absent where nobody asked yet.',
    ),
  ),
  words: told(v.array(v.omit(SpokenSchema, ['by'])), "The customer's words that call for this callback."),
  timeline: told(v.array(StepSchema), 'What happened with this customer lately, newest first.'),
  ...formParts,
});

/** What an attempt made of a callback. */
export const AttemptAnswerSchema = v.object({ id: v.string(), status, outcome, dueAt });

const accused = new Problem({
  status: 403,
  type: 'complained-of-you',
  title: 'Somebody else cares for this customer',
  detail:
    'This customer complained after a visit that you received, so what they say is read by customer service and by those above you. Hand the callback over; for the work on the vehicle ask the workshop manager.',
});
const ownVisit = new Problem({
  status: 403,
  type: 'own-visit',
  title: 'You served this visit, so you cannot take down a score of it',
  detail:
    "A score counts only from the customer's own phone or from a caller who did not serve the visit. Report the call without `score` and with the customer's words; or leave it open, and ask customer service to call for the score.",
});

const because = {
  class: 'ordinary',
  channel: 'ordinary-customer',
  by: 'receiving-advisor',
  script: 'after-visit.ordinary',
} as const;

export const callbackOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/callbacks/{id}',
    operationId: 'showCallback',
    tag: 'callbacks',
    summary: 'Show the callback form',
    description:
      "What a caller must know before dialling: the visit as the DMS told it, the customer's words, and earlier contacts.",
    security: 'staff',
    parameters: [callInPath],
    answer: answer(200, 'The callback form.', CallbackFormSchema, {
      ...callExample,
      because,
      explanation: explain({
        ...callExample,
        because,
      }),
      handOvers: [],
      attempts: [{ outcome: 'no-answer', by: sample.advisorId, at: '2026-03-04T02:10:00.000Z' }],
      words: [],
      promises: [promiseExample],
      customer: {
        id: sample.customerId,
        name: sample.name,
        phone: sample.phone,
        importance: importanceExample,
      },
      vehicle: vehicleExample,
      visit: {
        id: sample.visitId,
        status: 'delivered',
        repairOrder: {
          number: 'RO-20260302-017',
          status: 'delivered',
          openedAt: '2026-03-02T01:12:00.000Z',
          deliveredAt: '2026-03-02T09:30:00.000Z',
          type: 'repair',
        },
        vehicle: { vin: 'LFV3A23C8K3000017', plate: '川A12345' },
        customer: { id: 'K-20931', name: sample.name, phone: sample.phone },
        advisor: { id: 'A01', name: '王磊' },
        items: [{ description: '更换前刹车片', outcome: 'done', amount: '680.00' }],
      },
      timeline: [
        step(sample.callbackId, 2, 'callback.opened', '2026-03-03T02:00:00.000Z', { kind: 'clock' }),
        step(sample.visitId, 1, 'visit.recorded', '2026-03-02T09:42:15.000Z', {
          kind: 'dms',
          id: sample.dealerId,
        }),
      ],
      ...formPartsExample,
    }),
    problems: [notRegistered, accused, noCallback],
  },
  {
    method: 'POST',
    path: '/v1/callbacks/{id}/attempts',
    operationId: 'recordAttempt',
    tag: 'callbacks',
    summary: 'Record what came of a call',
    description: `Reached, refused, a wrong number and a dead line close the callback. When the customer asks for another time,
it stays on the list for it, or for the working moment after it. After no answer it comes back on another working day at
another time of day; after five days the customer gets a text, two days later a letter is to be written, and
\`letter-sent\` closes it. A number that leads to nobody is noted in the customer file until a visit tells another.

A call about steering or brake work that was put off leads to the next one, after the working days that the dealer has set,
until \`deferred\` settles each item, a visit has it done, or the vehicle changes hands; \`refused\` as outcome refuses all of it.

A score counts once: the first of what came by text and by phone; one of 1 or 2 opens a complaint.`,
    security: 'staff',
    parameters: [callInPath, idempotencyKey],
    body: body(
      AttemptBodySchema,
      {
        outcome: 'What came of the call.',
        words: "The customer's own words, verbatim.",
        verified:
          'How the words were verified with the customer: read back to them, or `by-text`, which sends them a text that repeats the words.',
        score:
          "The customer's answer to the survey, 1 very dissatisfied to 5 very satisfied, with the words in which it was given; only from a caller who did not serve the visit.",
        happenedAt: 'When the call was; now if absent.',
        callAgainAt: 'When to call again. Needed when `outcome` is `call-again`.',
        promises: 'What you promised the customer.',
        'promises.what': 'In your words.',
        'promises.ownerId': 'Who is to keep it, by staff id; you, if absent.',
        'promises.dueAt': 'Until when. It then climbs to the next level, and to the one above it.',
        booking: 'The appointment that the customer asked for: your DMS is told by webhook.',
        'booking.from': 'From when the customer wants to come.',
        'booking.until': 'Until when, where it is a span.',
        'booking.work': 'What it is about.',
        'booking.note': 'For your colleagues; the DMS is not told.',
        deferred:
          'What the customer says is to become of open safety-relevant work, item by item as `vehicle.openItems` names it. What was refused is not asked about again, and what was booked only after the appointment.',
        'deferred.visitId': 'The visit at which it was put off.',
        'deferred.item': 'Its place among the items of that visit, from 0.',
        'deferred.answer':
          '`booked` with `booking`; `done-elsewhere`; `refused`, with the words; `ask-again` at a time.',
        'deferred.againAt': 'From when on to ask again; with `ask-again`.',
        script: 'The script that the form showed, so that it can be told what each version yields.',
        'script.id': 'Its id.',
        'script.version': 'Its version.',
        learnt:
          'What the customer told that was not known before, by kind; the words themselves go into `words`.',
      },
      {
        reached: {
          summary: 'The customer answered',
          value: {
            outcome: 'reached',
            words: sample.words,
            happenedAt: '2026-03-05T09:05:00+08:00',
            script: { id: 'group-standard', version: 1 },
            learnt: ['opinion'],
          },
        },
        score: {
          summary: 'The customer answered the survey on the phone',
          value: { outcome: 'reached', score: 2, words: sample.words, verified: 'read-back' },
        },
        booking: {
          summary: 'The customer books in the same call, and is promised something',
          value: {
            outcome: 'reached',
            booking: {
              from: '2026-03-09T09:00:00+08:00',
              until: '2026-03-09T11:00:00+08:00',
              work: ['brakes'],
              note: '想顺便看看雨刮',
            },
            promises: [{ what: '周五前告知刹车片到货', dueAt: '2026-03-06T17:00:00+08:00' }],
          },
        },
        deferred: {
          summary: 'The customer refuses the rear brake pads',
          value: {
            outcome: 'reached',
            words: '后刹车片先不换，过两个月再说',
            deferred: [{ visitId: sample.visitId, item: 1, answer: 'refused' }],
          },
        },
        callAgain: {
          summary: 'The customer asks to be called later',
          value: { outcome: 'call-again', callAgainAt: '2026-03-05T16:00:00+08:00' },
        },
      },
    ),
    answer: answer(201, 'The attempt is kept, and the callback now stands so.', AttemptAnswerSchema, {
      id: sample.callbackId,
      status: 'closed',
      outcome: 'reached',
      dueAt: '2026-03-05T00:30:00.000Z',
    }),
    problems: [
      faulty('attempt', '/callAgainAt', 'is missing: say when to call again'),
      notRegistered,
      ownVisit,
      noCallback,
      notPossible(
        'li-na finished this callback (reached) at 2026-03-05T01:05:00.000Z, and yours was not recorded. Look at the form, and give what your customer told you to li-na.',
      ),
    ],
  },
];
