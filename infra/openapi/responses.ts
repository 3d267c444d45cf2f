import { gatewayRefusalsOf, problemsOf } from '../../shared/console/api.ts';
import type { Answer, Operation } from '../../shared/console/api/operation.ts';
import {
  GatewayErrorSchema,
  type GatewayRefusal,
  gatewayRefusals,
  ProblemSchema,
  sent,
  unexpected,
} from '../../shared/console/api/refusals.ts';
import type { Problem } from '../../shared/platform/problem.ts';
import { type Part, reference, type SchemaNames } from './schemas.ts';

/** All that an operation may answer: its success, and its refusals by status. */
export function responsesOf(operation: Operation, names: SchemaNames): Part {
  const { answer, otherAnswer } = operation;
  const success = (told: Answer) => ({
    description: told.description,
    content: { 'application/json': { schema: reference(names, told.schema), example: told.example } },
  });
  const problems = Map.groupBy(problemsOf(operation), ({ status }) => status);
  const refusals = Map.groupBy(gatewayRefusalsOf(operation), ({ status }) => status);
  const statuses = [...new Set([...problems.keys(), ...refusals.keys()])].sort((a, b) => a - b);
  const failures = statuses.map((status): [string, Part] => {
    const byFunction = problems.get(status) ?? [];
    const byGateway = refusals.get(status)?.[0];
    const isShared = byGateway && byFunction.every((problem) => problem === unexpected);
    const refusal = isShared
      ? { $ref: `#/components/responses/${byGateway.name}` }
      : refusalOf(byFunction, byGateway, names);
    return [String(status), refusal];
  });
  return {
    [answer.status]: success(answer),
    ...(otherAnswer && { [otherAnswer.status]: success(otherAnswer) }),
    ...Object.fromEntries(failures),
  };
}

/** What the gateway may answer at more than one route. */
export function sharedResponses(names: SchemaNames): Part {
  return Object.fromEntries(
    gatewayRefusals.map((refusal) => {
      const byFunction = refusal.status === unexpected.status ? [unexpected] : [];
      return [refusal.name, refusalOf(byFunction, refusal, names)];
    }),
  );
}

function refusalOf(
  problems: readonly Problem[],
  gateway: GatewayRefusal | undefined,
  names: SchemaNames,
): Part {
  return {
    description: [...new Set(problems.map((problem) => `${problem.title}.`)), gateway?.when ?? '']
      .join(' ')
      .trim(),
    content: {
      ...(problems.length > 0 && {
        'application/problem+json': {
          schema: reference(names, ProblemSchema),
          examples: examplesOf(problems),
        },
      }),
      ...(gateway && {
        'application/json': {
          schema: reference(names, GatewayErrorSchema),
          example: { message: gateway.message },
        },
      }),
    },
  };
}

/** Problems as they are sent, named by their kind; a number tells those of one kind apart. */
function examplesOf(problems: readonly Problem[]): Part {
  const examples: Record<string, Part> = {};
  for (const problem of problems) {
    const { type, detail } = problem;
    const before = problems.slice(0, problems.indexOf(problem)).filter((each) => each.type === type).length;
    examples[before === 0 ? type : `${type}-${before + 1}`] = { summary: detail, value: sent(problem) };
  }
  return examples;
}
