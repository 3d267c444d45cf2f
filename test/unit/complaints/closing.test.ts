import { describe, expect, it } from 'vitest';
import { nextDue } from '../../../shared/complaints/clock.ts';
import { type Complaint, ComplaintSchema, type Decision } from '../../../shared/complaints/complaint.ts';
import { askAgainAfterSilence, handOver, missAcknowledgement } from '../../../shared/complaints/question.ts';
import { openComplaint } from '../../../shared/complaints/received.ts';
import { hear } from '../../../shared/complaints/reply.ts';
import { takeCommand } from '../../../shared/complaints/take-command.ts';
import { committed } from '../../builders/committed.ts';
import {
  aCommand,
  aComplaint,
  aComplaintReply,
  after,
  anOrder,
  aProposedComplaint,
  at,
} from '../../builders/complaint.ts';
import { aRoster } from '../../builders/person.ts';
import { monday, shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const thursday = at(shanghai('2026-03-05T10:00'));
const { dealerId, customerId, handsetId, locale } = aComplaint();
const told = {
  dealerId,
  customerId,
  handsetId,
  locale,
  source: 'survey',
  severity: 'ordinary' as const,
  about: [],
};

const states = {
  none: undefined,
  received: aComplaint(),
  'asked once': aProposedComplaint(),
  'asked twice': aProposedComplaint({ timesAsked: 2 }),
  'asked three times': aProposedComplaint({ timesAsked: 3 }),
  'asked by a person': aProposedComplaint({ timesAsked: 3, askAgainAt: undefined }),
  refused: aComplaint({ state: 'refused' }),
  reopened: aComplaint({ state: 'reopened', resolutions: [aWordsRef('resolution-1')], timesReopened: 1 }),
  closed: aProposedComplaint({ state: 'closed', askAgainAt: undefined, clocks: [] }),
  'force-closed': aComplaint({ state: 'force-closed', clocks: [] }),
} satisfies Record<string, Complaint | undefined>;
type State = keyof typeof states;

const answer = (known: Complaint | undefined, solved?: 'yes' | 'no') =>
  hear(known, 'complaint_1', aComplaintReply({ asks: 'yes-no', solved }), thursday);

const steps = {
  yes: (known) => answer(known, 'yes'),
  no: (known) => answer(known, 'no'),
  unclear: (known) => answer(known),
  'other words': (known) => hear(known, 'complaint_1', aComplaintReply({ asks: 'words' }), thursday),
  thanks: (known) =>
    hear(known, 'complaint_1', aComplaintReply({ asks: 'words', isCourtesy: true }), thursday),
  'no answer in time': (known) => known && askAgainAfterSilence(known, 'complaint_1', thursday),
  'text not sent': (known) => known && handOver(known, 'not-sent', thursday),
} satisfies Record<string, (known: Complaint | undefined) => Decision | undefined>;

const closes = 'complaint.closed → closed';
const reopens = 'complaint.reopened → reopened';
const asksAgain = 'complaint.asked-again → solution-proposed';
const handed = 'complaint.handed → solution-proposed';
const adds = (state: string) => `complaint.words-added → ${state}`;

/** For each thing that happens, what becomes of a complaint in each state: the events, or nothing. */
const table: Record<keyof typeof steps, Partial<Record<State, string>>> = {
  yes: {
    received: adds('received'),
    'asked once': closes,
    'asked twice': closes,
    'asked three times': closes,
    'asked by a person': closes,
    refused: closes,
    reopened: adds('reopened'),
    closed: adds('closed'),
    'force-closed': adds('force-closed'),
  },
  no: {
    received: adds('received'),
    'asked once': reopens,
    'asked twice': reopens,
    'asked three times': reopens,
    'asked by a person': reopens,
    refused: reopens,
    reopened: adds('reopened'),
    closed: reopens,
    'force-closed': reopens,
  },
  unclear: {
    received: adds('received'),
    'asked once': asksAgain,
    'asked twice': asksAgain,
    'asked three times': handed,
    'asked by a person': adds('solution-proposed'),
    refused: adds('refused'),
    reopened: adds('reopened'),
    closed: reopens,
    'force-closed': reopens,
  },
  'other words': {
    received: adds('received'),
    'asked once': adds('solution-proposed'),
    'asked twice': adds('solution-proposed'),
    'asked three times': adds('solution-proposed'),
    'asked by a person': adds('solution-proposed'),
    refused: adds('refused'),
    reopened: adds('reopened'),
    closed: reopens,
    'force-closed': reopens,
  },
  thanks: {
    received: adds('received'),
    'asked once': adds('solution-proposed'),
    'asked twice': adds('solution-proposed'),
    'asked three times': adds('solution-proposed'),
    'asked by a person': adds('solution-proposed'),
    refused: adds('refused'),
    reopened: adds('reopened'),
    closed: adds('closed'),
    'force-closed': adds('force-closed'),
  },
  'no answer in time': { 'asked once': asksAgain, 'asked twice': asksAgain, 'asked three times': handed },
  'text not sent': { 'asked once': handed, 'asked twice': handed, 'asked three times': handed },
};

const everyPair = keysOf(steps).flatMap((step) =>
  keysOf(states).map((state) => [step, state, table[step][state] ?? 'nothing'] as const),
);

describe('R48: whatever the customer says, or does not say, in every state', () => {
  it.each(everyPair)('%s: one that is %s → %s', (step, state, outcome) => {
    const change = steps[step](states[state]);
    if (!change) {
      expect('nothing').toBe(outcome);
      return;
    }
    const { names, state: next } = committed(change, ComplaintSchema);
    expect(`${names.join(', ')} → ${next.state}`).toBe(outcome);
    const words = states[state]?.words ?? [];
    expect(next.words.slice(0, words.length)).toEqual(words);
  });

  it.each(keysOf(states))('a reply that is delivered twice to one that is %s counts once', (state) => {
    for (const step of ['yes', 'no', 'unclear', 'other words'] as const) {
      const once = steps[step](states[state]);
      if (once) expect(steps[step](once.state)).toBeUndefined();
    }
  });
});

describe('R40 R51: a complaint opens with the words that make it one', () => {
  const open = (severity: Complaint['severity'], about: string[] = []) =>
    openComplaint(
      undefined,
      'complaint_7k2m9xyz',
      { ...told, severity, about },
      [aWordsRef()],
      at(monday),
      [],
    );

  it('with its person, its clocks and a number short enough to be read out', () => {
    const { state, events } = committed(open('ordinary'), ComplaintSchema);
    expect(state).toMatchObject({ number: 'C-7K2M9X', state: 'received', level: 0, assigneeId: 'li-na' });
    expect(state.clocks).toEqual(aComplaint().clocks);
    expect(events.map(({ name }) => name)).toEqual(['complaint.opened']);
    expect(events[0]?.text).toMatchObject({ template: 'complaint.opened', blanks: { number: 'C-7K2M9X' } });
  });

  it('it is listed at its dealer and with its customer in the order of arrival', () => {
    expect(open('ordinary')?.attached).toEqual([
      {
        pk: 'complaints_cd-south',
        sk: `${monday}#complaint_7k2m9xyz`,
        content: { complaintId: 'complaint_7k2m9xyz' },
      },
      {
        pk: 'customer_1',
        sk: `COMPLAINT#${monday}#complaint_7k2m9xyz`,
        content: { complaintId: 'complaint_7k2m9xyz' },
      },
    ]);
  });

  it('R52 R53: a major one is told to superiors, workshop and top at once, each with something to do', () => {
    const change = open('major');
    const { state, events } = committed(change, ComplaintSchema);
    expect(state).toMatchObject({ level: 1, assigneeId: 'zhao-min' });
    expect(events.map(({ name }) => name)).toEqual(['complaint.opened', 'complaint.alarmed']);
    const given = state.tasks.map(({ kind, ownerId }) => [kind, ownerId]);
    expect(given).toEqual([
      ['call-at-once', 'zhao-min'],
      ['secure-vehicle', 'sun-qiang'],
      ['inform-top', 'gao-jun'],
      ['consider-home-visit', 'huang-wei'],
    ]);
    const filings = change?.attached
      ?.filter(({ sk }) => sk.startsWith('TASK#'))
      .map(({ content }) => content);
    expect(filings?.map((each) => each['worklistKey'])).toEqual([
      'zhao-min',
      'sun-qiang',
      'gao-jun',
      'huang-wei',
    ]);
    expect(filings?.[0]?.['worklistAt']).toBe(`${shanghai('2026-03-02T10:00')}#complaint_7k2m9xyz#1`);
  });

  it('R54: none of it goes to who is complained of', () => {
    const { state } = committed(open('major', ['sun-qiang', 'zhao-min']), ComplaintSchema);
    const involved = [state.assigneeId, ...state.tasks.map(({ ownerId }) => ownerId)];
    expect(involved).toEqual(['huang-wei', 'huang-wei', 'huang-wei', 'gao-jun', 'huang-wei']);
  });

  it('a first text that did not reach the customer has somebody call within its own time, once', () => {
    const missed = committed(missAcknowledgement(aComplaint(), at(monday)), ComplaintSchema);
    expect(missed.events[0]?.facts).toMatchObject({
      assigneeId: 'li-na',
      dueAt: shanghai('2026-03-02T10:00'),
    });
    expect(missAcknowledgement(missed.state, at(monday))).toBeUndefined();
    const confirmed = after(missed.state, [['li-na', 'confirm']]);
    expect(confirmed.clocks.map(({ name }) => name)).toEqual(['settle']);
  });
});

describe('R52: grave words of the customer', () => {
  const grave = aComplaintReply({ asks: 'words', severity: 'major' });

  it('make it the superior’s at once, with an emergency plan, and only once', () => {
    const { state, names } = committed(hear(aComplaint(), 'complaint_1', grave, at()), ComplaintSchema);
    expect(state).toMatchObject({ severity: 'major', level: 1, assigneeId: 'zhao-min' });
    expect(names).toEqual(['complaint.words-added', 'complaint.escalated', 'complaint.alarmed']);
    const again = hear(state, 'complaint_1', { ...grave, id: 'reply_2' }, at());
    expect(committed(again, ComplaintSchema).names).toEqual(['complaint.words-added']);
  });

  it('while the customer is asked, a person is to ask, above', () => {
    const { state, names } = committed(
      hear(aProposedComplaint(), 'complaint_1', grave, at()),
      ComplaintSchema,
    );
    expect(names).toEqual(['complaint.handed', 'complaint.alarmed']);
    expect(state).toMatchObject({ state: 'solution-proposed', severity: 'major', level: 1 });
    expect(state.askAgainAt).toBeUndefined();
  });

  it('calm ones make nothing ordinary again', () => {
    const calm = hear(aComplaint({ severity: 'complex' }), 'complaint_1', aComplaintReply(), at());
    expect(calm?.state.severity).toBe('complex');
  });
});

describe('R48: proposing, asking again, and a person who calls', () => {
  it('the same request again changes nothing, whatever became of the complaint since', () => {
    const order = anOrder('li-na', aCommand('propose-solution'));
    const once = takeCommand(aComplaint(), aCommand('propose-solution'), order);
    expect(
      once && takeCommand({ ...once.state, state: 'closed' }, aCommand('propose-solution'), order),
    ).toBeUndefined();
  });

  it('the customer is asked, and silence is asked about twice more; then somebody else calls', () => {
    let known = after(aComplaint(), [['li-na', 'propose-solution']]);
    const told: string[] = [];
    while (known.askAgainAt) {
      const change = askAgainAfterSilence(known, 'complaint_1', at(known.askAgainAt));
      const { state, events } = committed(change, ComplaintSchema);
      told.push(...events.map((event) => `${event.name} ${event.text?.template ?? ''}`.trim()));
      known = state;
    }
    expect(told).toEqual([
      'complaint.asked-again complaint.solved-again?',
      'complaint.asked-again complaint.solved-again?',
      'complaint.handed',
    ]);
    expect(known).toMatchObject({ state: 'solution-proposed', level: 1, assigneeId: 'zhao-min' });
    expect(nextDue(known)).toBe(known.clocks.find(({ name }) => name === 'call')?.climbsAt);
  });

  it('an unclear answer is asked about once more, the next goes to a person', () => {
    const once = committed(answer(aProposedComplaint()), ComplaintSchema);
    const next = aComplaintReply({ id: 'reply_2', asks: 'yes-no' });
    const twice = committed(hear(once.state, 'complaint_1', next, thursday), ComplaintSchema);
    expect([...once.names, ...twice.names]).toEqual(['complaint.asked-again', 'complaint.handed']);
    expect(twice.state.words).toContainEqual(aWordsRef('reply_2'));
  });

  const answered = (staffId: string, known: Complaint, solved: boolean) => {
    const command = aCommand('record-answer', { solved });
    return takeCommand(known, command, anOrder(staffId, command, thursday));
  };

  it('R51: what the customer said on the telephone closes it, verbatim, with who heard it', () => {
    const { state, events } = committed(answered('zhao-min', aProposedComplaint(), true), ComplaintSchema);
    expect(state.state).toBe('closed');
    expect(events[0]).toMatchObject({
      name: 'complaint.closed',
      facts: { heardBy: 'zhao-min', words: state.words.at(-1) },
    });
  });

  it('… or reopens it', () => {
    const { state, events } = committed(answered('zhao-min', aProposedComplaint(), false), ComplaintSchema);
    expect(state).toMatchObject({ state: 'reopened', timesReopened: 1 });
    expect(events[0]).toMatchObject({ name: 'complaint.reopened', facts: { heardBy: 'zhao-min' } });
  });

  it('R54: whoever handled it does not write the answer down', () => {
    expect(() => answered('li-na', aProposedComplaint(), true)).toThrow(
      expect.objectContaining({ status: 403, type: 'handled-it-yourself' }),
    );
  });

  it('R78: closed, it says whether that was at the first attempt and in time, and thanks the customer', () => {
    const close = (known: Complaint) => committed(answer(known, 'yes'), ComplaintSchema);
    const first = close(aProposedComplaint());
    expect(first.events[0]).toMatchObject({
      facts: { firstAttempt: true, closedInTime: true },
      text: { template: 'complaint.closed' },
    });
    expect(nextDue(first.state)).toBeUndefined();
    const second = close(aProposedComplaint({ timesReopened: 1, late: true }));
    expect(second.events[0]?.facts).toMatchObject({ firstAttempt: false, closedInTime: false });
  });

  it('a no gives a person a time of their own, and the limit what was left of it', () => {
    const { state } = committed(
      answer(aProposedComplaint({ level: 2, assigneeId: 'huang-wei' }), 'no'),
      ComplaintSchema,
    );
    expect(state).toMatchObject({ state: 'reopened', level: 2, assigneeId: 'huang-wei', timesAsked: 0 });
    expect(state.clocks).toEqual([
      { name: 'contact', dueAt: shanghai('2026-03-05T14:00'), climbsAt: shanghai('2026-03-05T14:00') },
      { name: 'settle', dueAt: shanghai('2026-03-06T09:00'), climbsAt: shanghai('2026-03-06T09:00') },
    ]);
  });
});

describe('decision 7: closing without the customer’s word', () => {
  const force = aCommand('force-close');

  it('takes two different approvers with a reason each, and is an event of its own', () => {
    const once = committed(takeCommand(aComplaint(), force, anOrder('zhao-min', force)), ComplaintSchema);
    expect(once.names).toEqual(['complaint.force-close-approved']);
    expect(once.state.state).toBe('received');
    expect(() => takeCommand(once.state, force, anOrder('zhao-min', force))).toThrow(
      expect.objectContaining({ status: 409 }),
    );
    const twice = committed(takeCommand(once.state, force, anOrder('gao-jun', force)), ComplaintSchema);
    expect(twice.names).toEqual(['complaint.force-closed']);
    expect(twice.events[0]?.facts).toMatchObject({ approverIds: ['zhao-min', 'gao-jun'] });
    expect(nextDue(twice.state)).toBeUndefined();
  });

  it('a customer who writes on opens it again, and then two must agree anew', () => {
    const closed = after(aComplaint(), [
      ['zhao-min', 'force-close'],
      ['gao-jun', 'force-close'],
    ]);
    const again = hear(closed, 'complaint_1', aComplaintReply(), thursday);
    expect(again?.state).toMatchObject({ state: 'reopened' });
    expect(again?.state.forced).toBeUndefined();
  });
});

describe('R54 R87: who is complained of', () => {
  const about = aComplaint({ about: ['huang-wei'] });

  it('takes no step at all, whatever the role', () => {
    const roster = aRoster();
    for (const { id } of roster) {
      const known = aComplaint({ about: [id] });
      for (const name of ['confirm', 'force-close', 'complete-task', 'propose-solution'] as const)
        expect(() => takeCommand(known, aCommand(name), anOrder(id, aCommand(name)))).toThrow(
          expect.objectContaining({ status: 403, type: 'complained-of' }),
        );
    }
  });

  it('loses it with its tasks as soon as they are named', () => {
    const major = aComplaint({ severity: 'major', level: 1, assigneeId: 'zhao-min' });
    const alarmed =
      hear(aComplaint(), 'complaint_1', aComplaintReply({ severity: 'major' }), at())?.state ?? major;
    const named = after(alarmed, [['gao-jun', 'confirm', { about: ['zhao-min', 'sun-qiang'] }]]);
    expect(named.assigneeId).toBe('huang-wei');
    const owners = named.tasks.flatMap(({ kind, ownerId }) => (kind === 'read-it' ? [] : [ownerId]));
    expect(owners).not.toContain('zhao-min');
    expect(owners).not.toContain('sun-qiang');
  });

  it('is left out when it climbs or is handed on', () => {
    const handed = handOver({ ...aProposedComplaint(), about: about.about, level: 2 }, 'silent', thursday);
    expect(handed?.state.assigneeId).toBe('gao-jun');
  });
});

function keysOf<K extends string>(record: Record<K, unknown>): K[] {
  const isKey = (key: string): key is K => key in record;
  return Object.keys(record).filter(isKey);
}
