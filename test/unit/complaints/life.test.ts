import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  commandNames,
  complaintStates,
  judge,
  mustBeAllowed,
  notNow,
  possibleNow,
} from '../../../shared/complaints/life.ts';
import { lifeDiagram } from './life-diagram.ts';
import { severities } from '../../../shared/events/complaints.ts';
import { roles } from '../../../shared/staff/person.ts';
import { aPerson } from '../../builders/person.ts';

/**
 * Every state × command as it ought to be, written without a look at the table: `x` possible, `o` for ordinary complaints
 * only, `.` not now. The columns are the states: received, confirmed, analysed, negotiated, approved, carried-out,
 * solution-proposed, refused, reopened, closed, force-closed.
 */
const expected = {
  //                    r c a n a c s r r c f
  confirm: /*         */ 'x x x . . . . . x . .',
  analyse: /*         */ '. x x . . . . . x . .',
  settle: /*          */ '. . x . . . . . . . .',
  approve: /*         */ '. . . x . . . . . . .',
  return: /*          */ '. . . x . . . . . . .',
  'complete-task': /* */ 'x x x x x x x x x . .',
  'propose-solution': 'o o x . . x . . o . .',
  refuse: /*          */ '. . x x . . . . . . .',
  'record-answer': /* */ '. . . . . . x x . . .',
  wait: /*            */ 'x x x . . x . . x . .',
  resume: /*          */ 'x x x . . x . . x . .',
  'request-extension': 'x x x x x x . . x . .',
  'decide-extension': 'x x x x x x . . x . .',
  'force-close': /*   */ 'x x x x x x x x x . .',
} as const;

/** Who may at all; the columns are advisor, agent, customer-care-lead, workshop-manager, service-director, general-manager. */
const entitled = {
  confirm: '. x x . x x',
  analyse: '. x x x x x',
  settle: '. x x . x x',
  approve: '. . x . x x',
  return: '. . x . x x',
  'complete-task': 'x x x x x x',
  'propose-solution': '. x x x x x',
  refuse: '. . x . x x',
  'record-answer': '. x x . x x',
  wait: '. x x x x x',
  resume: '. x x x x x',
  'request-extension': '. x x x x x',
  'decide-extension': '. . x . x x',
  'force-close': '. . x . x x',
} as const;

const all = commandNames.flatMap((command) =>
  complaintStates.flatMap((state, column) =>
    severities.map((severity) => {
      const mark = expected[command].split(' ')[column];
      return {
        command,
        state,
        severity,
        isPossible: mark === 'x' || (mark === 'o' && severity === 'ordinary'),
      };
    }),
  ),
);

describe('R43 R48: every command in every state, by every role', () => {
  it('the matrix speaks of every command, state and role', () => {
    expect(Object.keys(expected).toSorted()).toEqual([...commandNames].toSorted());
    expect(Object.values(expected).every((row) => row.split(' ').length === complaintStates.length)).toBe(
      true,
    );
    expect(Object.values(entitled).every((row) => row.split(' ').length === roles.length)).toBe(true);
  });

  it.each(all)(
    '$command on a $severity one that is $state: $isPossible',
    ({ command, state, severity, isPossible }) => {
      for (const [column, role] of roles.entries()) {
        const may = entitled[command].split(' ')[column] === 'x';
        const verdict = may ? (isPossible ? 'yes' : 'not-now') : 'never';
        expect([role, judge(command, { state, severity }, role)]).toEqual([role, verdict]);
        const attempt = () => {
          mustBeAllowed(command, { state, severity }, aPerson({ role }));
        };
        if (verdict === 'yes') expect(attempt).not.toThrow();
        else expect(attempt).toThrow(expect.objectContaining({ status: verdict === 'never' ? 403 : 409 }));
      }
    },
  );

  it('a command that is not possible now is told which are, and who may', () => {
    const refusal = notNow({ state: 'negotiated', severity: 'complex' }, 'Not now.');
    expect(refusal.detail).toMatch(
      /^Not now\. Possible now: approve \(customer-care-lead, service-director, general-manager\); return \(/,
    );
    expect(notNow({ state: 'closed', severity: 'ordinary' }, 'Not now.').detail).toContain(
      'Nothing is left to do',
    );
  });

  it('of a finished one nothing is possible', () => {
    for (const state of ['closed', 'force-closed'] as const)
      expect(possibleNow({ state, severity: 'ordinary' })).toEqual([]);
  });

  it('R54 R87: no advisor takes any step but completing a task', () => {
    const own = commandNames.filter((command) =>
      complaintStates.some((state) => judge(command, { state, severity: 'ordinary' }, 'advisor') === 'yes'),
    );
    expect(own).toEqual(['complete-task']);
  });
});

it('the diagram in docs/complaints.md is the one that the table draws', () => {
  const doc = readFileSync(path.join(import.meta.dirname, '../../../docs/complaints.md'), 'utf8');
  expect(doc).toContain(`\`\`\`mermaid\n${lifeDiagram()}\n\`\`\``);
});
