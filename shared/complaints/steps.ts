import { seededCategories } from '../dealers/seeded-categories.ts';
import { invalid } from '../platform/problem.ts';
import { mustBe } from '../staff/access.ts';
import { nextDue, without } from './clock.ts';
import type { CommandOf } from './commands.ts';
import { type Complaint, type Decision, filedUnder, handled } from './complaint.ts';
import { askToRead, headOf } from './informed.ts';
import { inCharge } from './ladder.ts';
import { life } from './life.ts';
import { type Order, wordsOf } from './order.ts';
import { raisedTo, withSeverity } from './severity-change.ts';

/**
 * Step 1 (R43): a person has listened to the customer and says how grave it is and who is complained of. Whoever that is
 * loses the complaint and its tasks at once (R54). What the words showed to be major only a superior takes for less.
 */
export function confirm(known: Complaint, order: CommandOf<'confirm'>, at: Order): Decision {
  const severity = order.severity ?? known.severity;
  if (known.severity === 'major' && severity !== 'major')
    mustBe(at.by, life.approve.by, 'take a major complaint for less');
  const category = order.category ?? known.category;
  mustBeOfTree(order.category, at);
  const about = order.about ? [...new Set(order.about)].toSorted() : known.about;
  const heard: Complaint = {
    ...known,
    about,
    ...(category !== undefined && { category }),
    state: 'confirmed',
    clocks: without(without(known.clocks, 'contact'), 'acknowledge'),
  };
  const { state: graded, events } = withSeverity(raisedTo(heard, heard.level, at), severity, at);
  const handed: Complaint = {
    ...graded,
    tasks: graded.tasks.map((task) =>
      task.kind !== 'read-it' && task.ownerId !== undefined && about.includes(task.ownerId)
        ? { ...task, ownerId: inCharge(at, graded, task.level ?? 1).assigneeId }
        : task,
    ),
  };
  const { state, facts: tasks } = askToRead(handed, about, at);
  const { level, assigneeId } = state;
  return {
    state,
    events: [
      {
        name: 'complaint.confirmed',
        ...filedUnder(known),
        facts: {
          severity,
          about,
          ...(category !== undefined && { category }),
          ...(tasks.length > 0 && { tasks }),
          level,
          assigneeId,
          dueAt: nextDue(state),
        },
      },
      ...events,
    ],
  };
}

/** Step 2 (R41, R44): the causes, in ourselves first, and how far it is our own fault; whose it is reads the words. */
export function analyse(known: Complaint, order: CommandOf<'analyse'>, at: Order): Decision {
  const { causes, fault, department, system } = order;
  const analysed: Complaint = {
    ...handled(known, at.by.id),
    state: 'analysed',
    fault,
    clocks: without(known.clocks, 'contact'),
  };
  const head = department && headOf(department, at);
  const { state, facts: tasks } = askToRead(analysed, head ? [head] : [], at, department);
  return {
    state,
    events: [
      {
        name: 'complaint.analysed',
        ...filedUnder(known),
        facts: {
          causes,
          fault,
          findings: wordsOf(at, 'findings'),
          ...(department && { department }),
          ...(system && { system }),
          ...(tasks.length > 0 && { tasks }),
        },
      },
    ],
  };
}

function mustBeOfTree(category: string | undefined, { dealer }: Order): void {
  const known = (dealer.settings.complaintCategories ?? seededCategories).map(({ id }) => id);
  if (category === undefined || known.includes(category)) return;
  throw invalid('The command has 1 fault(s); see errors.', [
    { pointer: '/category', detail: `must be one of ${known.join(', ')}` },
  ]);
}
