import { describe, expect, it } from 'vitest';
import {
  type Complaint,
  ComplaintSchema,
  escalate,
  openComplaint,
  proposeSolution,
} from '../../../shared/complaints/complaint.ts';
import { askAgainAfterSilence, handOver, hear } from '../../../shared/complaints/reply.ts';
import type { Change } from '../../../shared/events/aggregate.ts';
import { later } from '../../../shared/platform/time.ts';
import { committed } from '../../builders/committed.ts';
import { aComplaint, aComplaintReply, aProposedComplaint, someClocks } from '../../builders/complaint.ts';
import { monday, shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const due = shanghai('2026-03-05T10:00');
const early = later(due, { minutes: -1 });
const clocks = someClocks();
const nextLevel = { level: 1, assigneeId: 'zhao-min', dueAt: shanghai('2026-03-06T10:00') };
const resolution = {
  ref: { ...aWordsRef('complaint_1'), key: 'resolution-9' },
  attachment: { sk: 'WORDS#resolution-9', content: {} },
};
const { dealerId, customerId, handsetId, locale } = aComplaint();
const told = { dealerId, customerId, handsetId, locale, source: 'survey', severity: 'ordinary' as const };

const states = {
  none: undefined,
  open: aComplaint(),
  'asked once': aProposedComplaint(),
  'asked twice': aProposedComplaint({ timesAsked: 2 }),
  'asked three times': aProposedComplaint({ timesAsked: 3 }),
  'open, was proposed': aComplaint({ resolutions: [aWordsRef('resolution-1')], timesReopened: 1 }),
  closed: aProposedComplaint({ state: 'closed', dueAt: undefined }),
} satisfies Record<string, Complaint | undefined>;
type State = keyof typeof states;

const answer = (known: Complaint | undefined, solved?: 'yes' | 'no') =>
  hear(known, 'complaint_1', aComplaintReply({ asks: 'yes-no', solved }), clocks);

const steps = {
  open: (known) =>
    openComplaint(known, 'complaint_1', told, [aWordsRef()], nextLevel, { openedAt: monday, attached: [] }),
  'climb when due': (known) => escalate(known, nextLevel, due),
  'climb too early': (known) => escalate(known, nextLevel, early),
  solve: (known) => known && proposeSolution(known, 'complaint_1', resolution, clocks.askAgainAt),
  yes: (known) => answer(known, 'yes'),
  no: (known) => answer(known, 'no'),
  unclear: (known) => answer(known),
  'other words': (known) => hear(known, 'complaint_1', aComplaintReply({ asks: 'words' }), clocks),
  'no answer in time': (known) => askAgainAfterSilence(known, 'complaint_1', clocks, due),
  'still time to answer': (known) => askAgainAfterSilence(known, 'complaint_1', clocks, early),
  'hand over': (known) => handOver(known, 'not-sent', clocks.level),
} satisfies Record<string, (known: Complaint | undefined) => Change<Complaint> | undefined>;

const closes = 'complaint.closed → closed';
const reopens = 'complaint.reopened → open';
const asksAgain = 'complaint.asked-again → solution-proposed';
const handed = 'complaint.handed → open';
const adds = (state: string) => `complaint.words-added → ${state}`;

/** For each step, what becomes of a complaint in each state: the events, a refusal, or nothing. */
const table: Record<keyof typeof steps, Partial<Record<State, string>>> = {
  open: { none: 'complaint.opened → open' },
  'climb when due': {
    open: 'complaint.escalated → open',
    'open, was proposed': 'complaint.escalated → open',
  },
  'climb too early': {},
  solve: {
    open: 'complaint.solution-proposed → solution-proposed',
    'open, was proposed': 'complaint.solution-proposed → solution-proposed',
    'asked once': 'refused with 409',
    'asked twice': 'refused with 409',
    'asked three times': 'refused with 409',
    closed: 'refused with 409',
  },
  yes: {
    open: adds('open'),
    'asked once': closes,
    'asked twice': closes,
    'asked three times': closes,
    'open, was proposed': adds('open'),
    closed: adds('closed'),
  },
  no: {
    open: adds('open'),
    'asked once': reopens,
    'asked twice': reopens,
    'asked three times': reopens,
    'open, was proposed': adds('open'),
    closed: reopens,
  },
  unclear: {
    open: adds('open'),
    'asked once': asksAgain,
    'asked twice': asksAgain,
    'asked three times': handed,
    'open, was proposed': adds('open'),
    closed: reopens,
  },
  'other words': {
    open: adds('open'),
    'asked once': adds('solution-proposed'),
    'asked twice': adds('solution-proposed'),
    'asked three times': adds('solution-proposed'),
    'open, was proposed': adds('open'),
    closed: reopens,
  },
  'no answer in time': { 'asked once': asksAgain, 'asked twice': asksAgain, 'asked three times': handed },
  'still time to answer': {},
  'hand over': { 'asked once': handed, 'asked twice': handed, 'asked three times': handed },
};

const everyPair = keysOf(steps).flatMap((step) =>
  keysOf(states).map((state) => [step, state, table[step][state] ?? 'nothing'] as const),
);

describe('every step on a complaint in every state', () => {
  it.each(everyPair)('%s: one that is %s → %s', (step, state, outcome) => {
    const take = () => steps[step](states[state]);
    if (outcome === 'refused with 409') {
      expect(take).toThrow(expect.objectContaining({ status: 409 }));
      return;
    }
    const change = take();
    if (!change) {
      expect('nothing').toBe(outcome);
      return;
    }
    const { names, state: next } = committed(change, ComplaintSchema);
    expect(`${names.join(', ')} → ${next.state}`).toBe(outcome);
  });

  it.each(keysOf(states))('a reply that is delivered twice to one that is %s counts once', (state) => {
    for (const step of ['yes', 'no', 'unclear', 'other words'] as const) {
      const once = steps[step](states[state]);
      if (once) expect(steps[step](once.state)).toBeUndefined();
    }
  });
});

describe('R40 R51: a complaint opens with the words that make it one', () => {
  it('at its level, with its clock and a number short enough to be read out', () => {
    const id = 'complaint_7k2m9xyz';
    const change = openComplaint(undefined, id, told, [aWordsRef()], nextLevel, {
      openedAt: monday,
      attached: [],
    });
    const { state, events } = committed(change, ComplaintSchema);
    expect(state).toMatchObject({
      ...told,
      ...nextLevel,
      number: 'C-7K2M9X',
      state: 'open',
      words: [aWordsRef()],
    });
    expect(events[0]?.text).toMatchObject({
      to: 'handset_1',
      template: 'complaint.opened',
      blanks: { number: 'C-7K2M9X' },
      conversation: { kind: 'complaint', id },
      asks: 'words',
    });
  });

  it('it is listed at its dealer and customer in the order of arrival, with what else was told', () => {
    const attached = [{ sk: 'TOLD', content: { scene: 'at the desk' } }];
    const change = openComplaint(undefined, 'complaint_1', told, [aWordsRef()], nextLevel, {
      openedAt: monday,
      attached,
    });
    expect(change?.attached).toEqual([
      ...attached,
      { pk: 'complaints_cd-south', sk: `${monday}#complaint_1`, content: { complaintId: 'complaint_1' } },
      { pk: 'customer_1', sk: `COMPLAINT#${monday}#complaint_1`, content: { complaintId: 'complaint_1' } },
    ]);
  });

  it('R51: words are only ever added, in the order in which they came', () => {
    let known: Complaint | undefined = aComplaint();
    for (const id of ['reply_1', 'reply_2', 'reply_3']) {
      known = hear(known, 'complaint_1', aComplaintReply({ id, asks: 'words' }), clocks)?.state;
    }
    expect(known?.words).toEqual(['reply_0', 'reply_1', 'reply_2', 'reply_3'].map((id) => aWordsRef(id)));
  });

  it('grave words make it major, and nothing makes it ordinary again', () => {
    const grave = hear(aComplaint(), 'complaint_1', aComplaintReply({ severity: 'major' }), clocks);
    expect(grave?.state.severity).toBe('major');
    const calm = hear(grave?.state, 'complaint_1', aComplaintReply({ id: 'reply_2' }), clocks);
    expect(calm?.state.severity).toBe('major');
  });
});

describe('R48: proposing, asking again, reopening', () => {
  it('the same request again changes nothing, whatever became of the complaint since', () => {
    const told = { resolutions: [resolution.ref] };
    for (const known of [aComplaint(told), aProposedComplaint({ ...told, state: 'closed' })])
      expect(proposeSolution(known, 'complaint_1', resolution, clocks.askAgainAt)).toBeUndefined();
  });

  it('who proposes a solution has the customer asked, and their words are kept', () => {
    const { state, events } = committed(steps.solve(aComplaint()), ComplaintSchema);
    expect(state).toMatchObject({ timesAsked: 1, resolutions: [resolution.ref], dueAt: clocks.askAgainAt });
    expect(events[0]?.text).toMatchObject({ template: 'complaint.solved?', asks: 'yes-no' });
    expect(steps.solve(aComplaint())?.attached).toEqual([resolution.attachment]);
  });

  it('silence is asked about twice more, then a person asks', () => {
    let known: Complaint = aProposedComplaint();
    const names: string[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const change = askAgainAfterSilence(known, 'complaint_1', clocks, known.dueAt ?? due);
      const { state, events } = committed(change, ComplaintSchema);
      names.push(...events.map((event) => `${event.name} ${event.text?.template ?? ''}`.trim()));
      known = state;
    }
    expect(names).toEqual([
      'complaint.asked-again complaint.solved-again?',
      'complaint.asked-again complaint.solved-again?',
      'complaint.handed',
    ]);
    expect(known).toMatchObject({ state: 'open', dueAt: clocks.level.dueAt });
  });

  it.each(['asked once', 'asked twice'] as const)(
    'an unclear answer of one who was %s is asked about once more, the next goes to a person',
    (asked) => {
      const once = committed(steps.unclear(states[asked]), ComplaintSchema);
      expect(once.names).toEqual(['complaint.asked-again']);
      const next = aComplaintReply({ id: 'reply_2', asks: 'yes-no' });
      const twice = committed(hear(once.state, 'complaint_1', next, clocks), ComplaintSchema);
      expect(twice.names).toEqual(['complaint.handed']);
      expect(twice.state.words).toContainEqual(aWordsRef('reply_2'));
    },
  );

  it('reopened, it keeps its level and the clock of that level begins', () => {
    const high = aProposedComplaint({ level: 2, assigneeId: 'huang-wei' });
    const anew = someClocks({ level: 2, assigneeId: 'huang-wei', dueAt: shanghai('2026-03-09T12:00') });
    const reply = aComplaintReply({ asks: 'yes-no', solved: 'no' });
    const { state, events } = committed(hear(high, 'complaint_1', reply, anew), ComplaintSchema);
    expect(state).toMatchObject({ ...anew.level, state: 'open', timesReopened: 1, timesAsked: 0 });
    expect(events[0]?.text).toMatchObject({ template: 'complaint.reopened', asks: 'words' });
    const climbed = escalate(state, nextLevel, anew.level.dueAt);
    expect(climbed?.events[0].name).toBe('complaint.escalated');
  });

  it('closed, it is due no more and thanks the customer; the first attempt is told apart', () => {
    const first = committed(steps.yes(aProposedComplaint()), ComplaintSchema);
    expect(first.state.dueAt).toBeUndefined();
    expect(first.events[0]).toMatchObject({
      facts: { firstAttempt: true, words: aWordsRef() },
      text: { template: 'complaint.closed' },
    });
    const second = committed(steps.yes(aProposedComplaint({ timesReopened: 1 })), ComplaintSchema);
    expect(second.events[0]?.facts).toMatchObject({ firstAttempt: false });
  });
});

function keysOf<K extends string>(record: Record<K, unknown>): K[] {
  const isKey = (key: string): key is K => key in record;
  return Object.keys(record).filter(isKey);
}
