import * as v from 'valibot';
import type { Complaint } from '../../shared/complaints/complaint.ts';
import { type Command, CommandBodySchema, wordsIn } from '../../shared/complaints/commands.ts';
import type { Circumstances } from '../../shared/complaints/ladder.ts';
import type { Order } from '../../shared/complaints/order.ts';
import type { ComplaintReply } from '../../shared/complaints/reply.ts';
import { takeCommand } from '../../shared/complaints/take-command.ts';
import type { Instant } from '../../shared/platform/time.ts';
import { aDealer } from './dealer.ts';
import { aRoster } from './person.ts';
import { monday, shanghai } from './times.ts';
import { aWordsRef } from './words.ts';

/** An ordinary complaint received on Monday 2 March 2026 at 9:00 in Shanghai, with customer service. */
export function aComplaint(overrides: Partial<Complaint> = {}): Complaint {
  const contact = shanghai('2026-03-02T13:00');
  const settle = shanghai('2026-03-03T09:00');
  return {
    number: 'C-ABC123',
    dealerId: 'cd-south',
    customerId: 'customer_1',
    handsetId: 'handset_1',
    locale: 'zh-CN',
    source: 'survey',
    state: 'received',
    severity: 'ordinary',
    level: 0,
    assigneeId: 'li-na',
    receivedAt: monday,
    clocks: [
      { name: 'contact', dueAt: contact, climbsAt: contact },
      { name: 'settle', dueAt: settle, climbsAt: settle },
    ],
    tasks: [],
    about: [],
    handledBy: [],
    words: [aWordsRef('reply_0')],
    repliesRead: [],
    commandsTaken: [],
    resolutions: [],
    timesAsked: 0,
    timesReopened: 0,
    ...overrides,
  };
}

/** A complaint whose customer was asked once whether it is solved, and is asked again on Thursday 5 March at 10:00. */
export function aProposedComplaint(overrides: Partial<Complaint> = {}): Complaint {
  return aComplaint({
    state: 'solution-proposed',
    clocks: [{ name: 'settle', dueAt: shanghai('2026-03-03T09:00'), leftMinutes: 420 }],
    resolutions: [aWordsRef('resolution-1')],
    handledBy: ['li-na'],
    timesAsked: 1,
    askAgainAt: shanghai('2026-03-05T10:00'),
    ...overrides,
  });
}

/** What a customer wrote about a complaint: words that answer no question. */
export function aComplaintReply(overrides: Partial<ComplaintReply> = {}): ComplaintReply {
  const id = overrides.id ?? 'reply_1';
  return { id, words: aWordsRef(id), severity: 'ordinary', ...overrides };
}

/** A store with one person of each role, on Monday 2 March 2026 at 10:00 unless told otherwise. */
export function at(
  now: Instant = shanghai('2026-03-02T10:00'),
  overrides: Partial<Circumstances> = {},
): Circumstances {
  return { dealer: aDealer(), roster: aRoster(), now, ...overrides };
}

let orders = 0;

/** A command as staff give it, with a request of its own. */
export function anOrder(staffId: string, command: Command, circumstances: Circumstances = at()): Order {
  const by = circumstances.roster.find(({ id }) => id === staffId);
  if (!by) throw new Error(`${staffId} works nowhere`);
  orders += 1;
  const key = `request-${orders}`;
  const kept = Object.keys(wordsIn(command)).map((name) => {
    const ref = { ...aWordsRef('complaint_1'), key: `${name}-${key}` };
    return [name, { ref, attachment: { sk: `WORDS#${ref.key}`, content: {} } }] as const;
  });
  return { ...circumstances, complaintId: 'complaint_1', by, key, kept: Object.fromEntries(kept) };
}

/** One example of every command. */
export const examples: { readonly [N in Command['command']]: v.InferInput<typeof CommandBodySchema> } = {
  confirm: { command: 'confirm' },
  analyse: { command: 'analyse', causes: ['carelessness'], fault: 'partly', findings: '螺栓未拧紧' },
  settle: {
    command: 'settle',
    options: [{ goods: '刹车片', money: 20_000, apology: 'spoken' }],
    reasons: '责任在我方',
    tasks: [{ department: 'workshop', ownerId: 'sun-qiang', what: '更换', withinHours: 8 }],
  },
  approve: { command: 'approve' },
  return: { command: 'return', reason: '太多' },
  'complete-task': { command: 'complete-task', taskId: '1', outcome: '已完成' },
  'propose-solution': { command: 'propose-solution', resolution: '已更换' },
  refuse: { command: 'refuse', reasons: '已过保修期', alternatives: '半价更换' },
  'record-answer': { command: 'record-answer', solved: true, words: '好了，谢谢' },
  wait: { command: 'wait', until: '2026-03-04T10:00:00+08:00', reason: '客户出差' },
  resume: { command: 'resume' },
  'request-extension': { command: 'request-extension', until: '2026-03-06T10:00:00+08:00', reason: '等配件' },
  'decide-extension': { command: 'decide-extension', granted: true, reason: '同意' },
  'force-close': { command: 'force-close', reason: '客户失联' },
};

/** The example of a command, with what differs. */
export function aCommand(
  name: Command['command'],
  overrides: Readonly<Record<string, unknown>> = {},
): Command {
  return v.parse(CommandBodySchema, { ...examples[name], ...overrides });
}

/** A complaint after some commands, each by somebody; all at once. */
export function after(
  known: Complaint,
  steps: readonly (readonly [
    staffId: string,
    command: Command['command'],
    overrides?: Readonly<Record<string, unknown>>,
  ])[],
  circumstances: Circumstances = at(),
): Complaint {
  return steps.reduce((state, [staffId, name, overrides]) => {
    const order = anOrder(staffId, aCommand(name, overrides), circumstances);
    return takeCommand(state, aCommand(name, overrides), order)?.state ?? state;
  }, known);
}
