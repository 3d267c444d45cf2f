import { forceClose, recordAnswer } from './answer.ts';
import type { Command } from './commands.ts';
import type { Complaint, Decision } from './complaint.ts';
import { mustBeImpartial } from './impartial.ts';
import { mustBeAllowed } from './life.ts';
import type { Order } from './order.ts';
import { decideExtension, requestExtension, resume, wait } from './pace.ts';
import { proposeSolution } from './question.ts';
import { approve, completeTask, refuse, returnSettlement, settle } from './settlement.ts';
import { analyse, confirm } from './steps.ts';
import { taskFilings } from './tasks.ts';

/**
 * What a command makes of a complaint. Nothing for one that was taken before. Throws problems: 403 to those who may not,
 * by role or because it is about them, 409 with what is possible where the table does not allow it now.
 */
export function takeCommand(known: Complaint, command: Command, at: Order): Decision | undefined {
  if (known.commandsTaken.includes(at.key)) return undefined;
  mustBeImpartial(at.by, known);
  mustBeAllowed(command.command, known, at.by);
  const { state, events, attached = [] } = decide(known, command, at);
  const taken: Complaint = { ...state, commandsTaken: [...state.commandsTaken, at.key] };
  const words = Object.values(at.kept).map(({ attachment }) => attachment);
  const filings = taskFilings(known, taken, at.complaintId);
  return { state: taken, events, attached: [...words, ...attached, ...filings] };
}

function decide(known: Complaint, command: Command, at: Order): Decision {
  switch (command.command) {
    case 'confirm':
      return confirm(known, command, at);
    case 'analyse':
      return analyse(known, command, at);
    case 'settle':
      return settle(known, command, at);
    case 'approve':
      return approve(known, command, at);
    case 'return':
      return returnSettlement(known, command, at);
    case 'complete-task':
      return completeTask(known, command, at);
    case 'propose-solution':
      return proposeSolution(known, command, at);
    case 'refuse':
      return refuse(known, command, at);
    case 'record-answer':
      return recordAnswer(known, command, at);
    case 'wait':
      return wait(known, command, at);
    case 'resume':
      return resume(known, command, at);
    case 'request-extension':
      return requestExtension(known, command, at);
    case 'decide-extension':
      return decideExtension(known, command, at);
    case 'force-close':
      return forceClose(known, command, at);
  }
}
