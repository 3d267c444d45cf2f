import { describe, expect, it } from 'vitest';
import {
  answered,
  type Callback,
  CallbackSchema,
  close,
  hand,
  leaveInPeace,
  open,
  openForWords,
  postpone,
  replan,
  standDown,
} from '../../../shared/callbacks/callback.ts';
import type { Asking, Plan } from '../../../shared/callbacks/plan.ts';
import type { Change } from '../../../shared/events/aggregate.ts';
import { later } from '../../../shared/platform/time.ts';
import { agreedCall, aCallback, aSubject } from '../../builders/callback.ts';
import { committed } from '../../builders/committed.ts';
import { day, shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const due = shanghai('2026-03-03T10:00');
const newer = aSubject({ visitVersion: 2, advisorId: 'A02' });
const advisor = { assigneeId: 'wang-lei', rule: 'receiving-advisor' } as const;
const agent = { assigneeId: 'li-na', rule: 'customer-service' } as const;
const lastDay = day('2026-03-05');
const callAt = shanghai('2026-03-04T15:00');
const plans: Record<'call' | 'wait' | 'void' | 'declined', Plan> = {
  call: { kind: 'ask', channel: 'call', at: callAt, rule: 'agreed-time', because: agreedCall, lastDay },
  wait: { kind: 'wait' },
  void: { kind: 'skip', reason: 'void' },
  declined: { kind: 'skip', reason: 'declined-contact' },
};

const states = {
  none: undefined,
  planned: aCallback(),
  withdrawn: aCallback({ status: 'withdrawn', dueAt: undefined }),
  'asked by text': aCallback({
    status: 'open',
    ...{ assigneeId: 'wang-lei', assignedBy: 'receiving-advisor' },
  }),
  'to be called': aCallback({ status: 'open', channel: 'call', assigneeId: 'wang-lei' }),
  closed: aCallback({ status: 'closed', outcome: 'answered' }),
  skipped: aCallback({
    status: 'skipped',
    skipReason: 'void',
    rule: 'void',
    channel: undefined,
    dueAt: undefined,
  }),
} satisfies Record<string, Callback | undefined>;

const commands = {
  'plan anew': (known) => replan(known, newer, plans.call),
  'plan by older news': (known) => replan(known, aSubject(), plans.call),
  wait: (known) => replan(known, newer, plans.wait),
  'skip as void': (known) => replan(known, newer, plans.void),
  'skip as declined': (known) => replan(known, newer, plans.declined),
  'open when due': (known) => open(known, advisor, due),
  'open too early': (known) => open(known, advisor, later(due, { minutes: -1 })),
  hand: (known) => hand(known, 'silent', advisor, callAt),
  answered: (known) => answered(known),
  'stand down': standDown,
} satisfies Record<string, (known: Callback | undefined) => Change<Callback> | undefined>;

/** For each command, what becomes of a callback in each state: the events, or nothing. */
const table: Record<keyof typeof commands, Partial<Record<keyof typeof states, string>>> = {
  'plan anew': {
    none: 'callback.planned → planned',
    planned: 'callback.replanned → planned',
    withdrawn: 'callback.replanned → planned',
    skipped: 'callback.replanned → planned',
  },
  'plan by older news': { none: 'callback.planned → planned' },
  wait: { planned: 'callback.withdrawn → withdrawn' },
  'skip as void': {
    none: 'callback.skipped → skipped',
    planned: 'callback.skipped → skipped',
    withdrawn: 'callback.skipped → skipped',
    'asked by text': 'callback.closed → closed',
    'to be called': 'callback.closed → closed',
  },
  'skip as declined': {
    none: 'callback.skipped → skipped',
    planned: 'callback.skipped → skipped',
    withdrawn: 'callback.skipped → skipped',
    skipped: 'callback.skipped → skipped',
  },
  'open when due': { planned: 'callback.opened → open' },
  'open too early': {},
  hand: { 'asked by text': 'callback.handed → open' },
  answered: {
    planned: 'callback.closed → closed',
    withdrawn: 'callback.closed → closed',
    'asked by text': 'callback.closed → closed',
    'to be called': 'callback.closed → closed',
  },
  'stand down': {
    planned: 'callback.skipped → skipped',
    'asked by text': 'callback.closed → closed',
    'to be called': 'callback.closed → closed',
  },
};

const everyPair = keysOf(commands).flatMap((command) =>
  keysOf(states).map((state) => [command, state, table[command][state] ?? 'nothing'] as const),
);

describe('every command on a callback in every state', () => {
  it.each(everyPair)('%s: one that is %s → %s', (command, state, outcome) => {
    const change = commands[command](states[state]);
    if (!change) {
      expect('nothing').toBe(outcome);
      return;
    }
    const { names, state: next } = committed(change, CallbackSchema);
    expect(`${names.join(', ')} → ${next.status}`).toBe(outcome);
  });

  it.each(everyPair)('%s: said twice of one that is %s it acts once', (command, state) => {
    const once = commands[command](states[state]);
    if (once) expect(commands[command](once.state)).toBeUndefined();
  });
});

describe('R11 R12: the plan follows the visit', () => {
  it('the callback takes method, moment and rule of the plan, and remembers whose visit it is', () => {
    const { state, events } = committed(replan(undefined, newer, plans.call), CallbackSchema);
    expect(state).toEqual({
      ...newer,
      status: 'planned',
      channel: 'call',
      lastDay,
      rule: 'agreed-time',
      dueAt: callAt,
      because: agreedCall,
      attempts: [],
      words: [],
    });
    expect(events[0]).toMatchObject({ dealerId: 'cd-south', customerId: 'customer_1' });
  });

  it('a correction of the visit moves the plan, whatever it was', () => {
    const { state } = committed(replan(aCallback(), newer, plans.call), CallbackSchema);
    expect(state).toMatchObject({ visitVersion: 2, advisorId: 'A02', channel: 'call', dueAt: callAt });
  });

  it('news that is as old as the plan, or older, moves nothing', () => {
    const known = aCallback({ visitVersion: 2 });
    expect(replan(known, aSubject({ visitVersion: 2 }), plans.call)).toBeUndefined();
    expect(replan(known, aSubject({ visitVersion: 1 }), plans.void)).toBeUndefined();
  });

  it('a withdrawn plan is due no more', () => {
    const { state } = committed(replan(aCallback(), newer, plans.wait), CallbackSchema);
    expect(state.dueAt).toBeUndefined();
    expect(open(state, advisor, later(due, { days: 30 }))).toBeUndefined();
  });

  it('a visit is not asked after for exactly one reason', () => {
    const { state, events } = committed(replan(undefined, newer, plans.declined), CallbackSchema);
    expect(state.skipReason).toBe('declined-contact');
    expect(events.map((event) => event.facts)).toEqual([{ visitId: 'visit_1', reason: 'declined-contact' }]);
    expect(replan(state, aSubject({ visitVersion: 3 }), plans.declined)).toBeUndefined();
  });

  it('decision 6: whoever was erased is not asked, whatever the DMS says of the visit later', () => {
    const { state } = committed(standDown(states.planned), CallbackSchema);
    expect(state).toMatchObject({ status: 'skipped', skipReason: 'erased', dueAt: undefined });
    expect(replan(state, newer, plans.call)).toBeUndefined();
  });

  it('once the customer was asked, only a void still takes the work off the list', () => {
    const asked = states['asked by text'];
    expect(replan(asked, newer, plans.call)).toBeUndefined();
    expect(replan(asked, newer, plans.declined)).toBeUndefined();
    expect(committed(replan(asked, newer, plans.void), CallbackSchema).state.outcome).toBe('void');
  });
});

describe('R61: the class of the customer is judged anew when the callback opens', () => {
  const anew: Asking = {
    kind: 'ask',
    channel: 'call',
    at: due,
    rule: 'day-after-delivery',
    because: { ...agreedCall, class: 'important', channel: 'important-customer', by: 'manager' },
    lastDay,
  };

  it('the other channel is taken, and both state and event say why; what set the moment stays', () => {
    const { state, events } = committed(open(aCallback(), advisor, due, anew), CallbackSchema);
    expect(state).toMatchObject({ status: 'open', channel: 'call', because: anew.because });
    expect(state.rule).toBe('day-after-delivery');
    expect(events[0]?.facts).toMatchObject({ channel: 'call', because: anew.because });
  });

  it('where that may not be now, it is postponed', () => {
    const { state, events } = committed(postpone(aCallback(), { ...anew, at: callAt }, due), CallbackSchema);
    expect(state).toMatchObject({ status: 'planned', channel: 'call', dueAt: callAt, rule: 'judged-anew' });
    expect(events[0]?.facts).toMatchObject({ dueAt: callAt, movedFrom: due, rule: 'judged-anew' });
    expect(postpone(state, { ...anew, at: callAt }, due)).toBeUndefined();
  });
});

describe('R12: an agreed span', () => {
  it('that was over when a sweep came at last was missed, and the callback says so', () => {
    const agreed = { from: due, until: later(due, { minutes: 10 }) };
    const planned = aCallback({ rule: 'agreed-time', agreed });
    expect(open(planned, advisor, due)?.state.rule).toBe('agreed-time');
    const late = committed(open(planned, advisor, agreed.until), CallbackSchema);
    expect(late.state.rule).toBe('agreed-time-passed');
    expect(late.events[0]?.facts).toMatchObject({ rule: 'agreed-time-passed' });
  });
});

describe('R36: a silent customer whom the dealer leaves in peace', () => {
  it('is closed as silent, unless a person is to call already', () => {
    const closed = committed(leaveInPeace(states['asked by text']), CallbackSchema);
    expect(closed.state).toMatchObject({ status: 'closed', outcome: 'silent' });
    expect(leaveInPeace(states['to be called'])).toBeUndefined();
    expect(leaveInPeace(closed.state)).toBeUndefined();
  });
});

describe('R17: opening and handing over', () => {
  it('the one who is to do it and the rule that chose them are kept and told', () => {
    const { state, events } = committed(open(aCallback(), advisor, due), CallbackSchema);
    expect(state).toMatchObject({ status: 'open', assigneeId: 'wang-lei', assignedBy: 'receiving-advisor' });
    expect(events[0]?.facts).toEqual({
      visitId: 'visit_1',
      channel: 'text',
      rule: 'day-after-delivery',
      assigneeId: 'wang-lei',
      assignedBy: 'receiving-advisor',
    });
  });

  it('where nobody is there to do it, that is told too', () => {
    const { state, events } = committed(open(aCallback(), { rule: 'nobody' }, due), CallbackSchema);
    expect(state.assigneeId).toBeUndefined();
    expect(events[0]?.facts).toMatchObject({ assignedBy: 'nobody' });
  });

  it.each(['silent', 'unclear', 'opted-out', 'not-sent', 'asked-for-call'] as const)(
    'a text that ended %s becomes a call at the moment that was found for it',
    (reason) => {
      const { state } = committed(hand(states['asked by text'], reason, agent, callAt), CallbackSchema);
      expect(state).toMatchObject({
        channel: 'call',
        handReason: reason,
        assigneeId: 'li-na',
        assignedBy: 'customer-service',
        dueAt: callAt,
      });
    },
  );

  it('R36: a customer who was silent and then called upon is off the list once they answer', () => {
    const handed = committed(hand(states['asked by text'], 'silent', advisor, callAt), CallbackSchema).state;
    expect(committed(answered(handed), CallbackSchema).state).toMatchObject({
      status: 'closed',
      outcome: 'answered',
      handReason: 'silent',
    });
  });

  it('closing keeps what was known', () => {
    const { state, events } = committed(close(states['to be called'], 'refused'), CallbackSchema);
    expect(state).toEqual({ ...states['to be called'], status: 'closed', outcome: 'refused' });
    expect(events[0]?.facts).toEqual({ visitId: 'visit_1', outcome: 'refused' });
  });
});

describe('R10 R14: a customer who wrote by themselves', () => {
  const { visitId: _, visitVersion: __, ...subject } = aSubject({ advisorId: '' });

  it('is called by customer service, with the words at hand', () => {
    const change = openForWords(undefined, subject, aWordsRef(), agent, callAt);
    const { state, names } = committed(change, CallbackSchema);
    expect(names).toEqual(['callback.opened']);
    expect(state).toMatchObject({
      status: 'open',
      channel: 'call',
      rule: 'customer-wrote',
      words: [aWordsRef()],
      dueAt: callAt,
    });
  });

  it('reads what could not be understood, even where somebody was to call already', () => {
    const handed = hand(aCallback({ status: 'open' }), 'silent', agent, callAt);
    const read = hand(handed?.state, 'unclear', agent, callAt, aWordsRef());
    expect(read?.state).toMatchObject({ channel: 'call', handReason: 'unclear', words: [aWordsRef()] });
    expect(hand(read?.state, 'unclear', agent, callAt, aWordsRef())).toBeUndefined();
  });

  it('once for each text', () => {
    const first = openForWords(undefined, subject, aWordsRef(), agent, callAt);
    expect(openForWords(first?.state, subject, aWordsRef(), agent, callAt)).toBeUndefined();
  });
});

function keysOf<K extends string>(record: Record<K, unknown>): K[] {
  const isKey = (key: string): key is K => key in record;
  return Object.keys(record).filter(isKey);
}
