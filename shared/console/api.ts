import * as v from 'valibot';
import { SettableSchema } from '../dealers/administer.ts';
import { callbackListOperations } from './api/callback-list.ts';
import { callbackOperations } from './api/callbacks.ts';
import { censusOperations } from './api/census.ts';
import { satisfactionOperations } from './api/satisfaction.ts';
import { complaintOperations, ComplaintSummarySchema } from './api/complaints.ts';
import { complaintCountOperations } from './api/complaint-counts.ts';
import { consoleOperations } from './api/console.ts';
import { contactOperations } from './api/contacts.ts';
import { consentOperations } from './api/consents.ts';
import { customerOperations } from './api/customers.ts';
import { erasureOperations } from './api/erasures.ts';
import { deliveryOperations } from './api/deliveries.ts';
import { dealerOperations } from './api/dealers.ts';
import { endpointOperations } from './api/endpoints.ts';
import { handOverOperations } from './api/hand-over.ts';
import { proofOperations } from './api/proof.ts';
import { promiseOperations } from './api/promises.ts';
import { questionnaireOperations } from './api/questionnaires.ts';
import { scriptOperations } from './api/scripts.ts';
import { textOperations } from './api/texts.ts';
import { staffOperations } from './api/staff.ts';
import type { AnySchema, Operation, Tag } from './api/operation.ts';
import { HappeningSchema, SpokenSchema, StepSchema } from './api/parts.ts';
import {
  GatewayErrorSchema,
  type GatewayRefusal,
  gatewayRefusals,
  ProblemSchema,
  unexpected,
} from './api/refusals.ts';
import { importOperations } from './api/imports.ts';
import { interviewOperations } from './api/interviews.ts';
import { mappingOperations } from './api/mappings.ts';
import { visitOperations } from './api/visits.ts';
import type { Problem } from '../platform/problem.ts';

/** Every operation of the API. */
export const operations: readonly Operation[] = [
  ...visitOperations,
  ...importOperations,
  ...mappingOperations,
  ...deliveryOperations,
  ...consoleOperations,
  ...callbackOperations,
  ...handOverOperations,
  ...callbackListOperations,
  ...censusOperations,
  ...satisfactionOperations,
  ...interviewOperations,
  ...scriptOperations,
  ...questionnaireOperations,
  ...promiseOperations,
  ...complaintOperations,
  ...complaintCountOperations,
  ...proofOperations,
  ...customerOperations,
  ...erasureOperations,
  ...consentOperations,
  ...contactOperations,
  ...dealerOperations,
  ...staffOperations,
  ...textOperations,
  ...endpointOperations,
];

export const tags: Readonly<Record<Tag, string>> = {
  visits: 'What a DMS tells of workshop visits.',
  worklist: 'What a member of staff must do.',
  callbacks: 'Who is asked after a visit, by whom, and what came of it.',
  complaints: "From the customer's words to the customer's “it is solved”.",
  customers: 'The customer file.',
  events: 'What happened, and why.',
  administration:
    'Dealers, staff and teams, the switch that pauses texts, and which other systems are told of events.',
  console: 'This description.',
};

export const title = 'Huifang';
export const version = '1';
export const description = `After-service follow-up for car dealer groups: every visit asked after, every complaint pursued until the customer
says that it is solved.

**Times** are taken in RFC 3339 with an offset, and answered in UTC with milliseconds. **Money** is a decimal string.
**Phones** are taken in E.164 or as dialled in the dealer's country, and answered in E.164.

**Lists** answer \`{items, next?}\`. Where there is a \`next\`, hand it back unchanged as a parameter for the page after.

**Refusals** by our functions are problem details (RFC 9457, \`application/problem+json\`) whose \`errors\` name each fault
by JSON pointer. The gateway in front of them refuses as AWS writes it, \`{"message": "Unauthorized"}\` in
\`application/json\`: 401 without a valid token, 413 and 429, and 500 or 503 where a function failed or did not answer.
What is not yours to see is not there: 404. So is every path and method that is not described here.`;

/** The schemas that several answers share, by the name that they have in the document. */
export const sharedSchemas: Readonly<Record<string, AnySchema>> = {
  DealerSettings: SettableSchema,
  Problem: ProblemSchema,
  GatewayError: GatewayErrorSchema,
  Step: StepSchema,
  Happening: HappeningSchema,
  Words: SpokenSchema,
  ComplaintSummary: ComplaintSummarySchema,
};

/** The refusals that the gateway may answer in place of an operation's function. */
export function gatewayRefusalsOf(operation: Operation): readonly GatewayRefusal[] {
  return gatewayRefusals.filter(
    ({ where }) =>
      where === 'any' || (where === 'staff' ? operation.security === 'staff' : operation.body !== undefined),
  );
}

/** The refusals of an operation's function, those that every function may make included. */
export function problemsOf(operation: Operation): readonly Problem[] {
  return [...operation.problems, unexpected];
}

/**
 * What an operation answers with a status, to hold real answers against: they are described in full where parsing gives
 * them back unchanged. Throws when the document knows no such operation or status.
 */
export function responseSchema(operationId: string, status: number): AnySchema {
  const operation = operations.find((each) => each.operationId === operationId);
  if (!operation) throw new Error(`no operation ${operationId} is described`);
  if (operation.answer.status === status) return operation.answer.schema;
  if (operation.otherAnswer?.status === status) return operation.otherAnswer.schema;
  const byFunction = problemsOf(operation).some((problem) => problem.status === status);
  const byGateway = gatewayRefusalsOf(operation).some((refusal) => refusal.status === status);
  if (byFunction && byGateway) return v.union([ProblemSchema, GatewayErrorSchema]);
  if (byFunction) return ProblemSchema;
  if (byGateway) return GatewayErrorSchema;
  throw new Error(`no answer ${status} of ${operationId} is described`);
}
