import * as v from 'valibot';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import { told } from './operation.ts';

/** A problem as it is sent (RFC 9457). */
export const ProblemSchema = v.object({
  type: told(
    v.pipe(v.string(), v.startsWith('urn:huifang:problem:')),
    'Which kind of problem; programs decide by this.',
  ),
  title: told(v.string(), 'The kind of problem in words; the same for each occurrence.'),
  status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
  detail: told(v.string(), 'What is wrong here and what to do about it. Never personal data.'),
  instance: told(
    v.pipe(v.string(), v.startsWith('urn:huifang:request:')),
    'Names the request in our log; quote it when asking for help.',
  ),
  errors: v.optional(
    told(
      v.pipe(
        v.array(
          v.object({
            pointer: told(
              v.pipe(v.string(), v.regex(/^(?:\/(?:[^~/]|~[01])*)*$/)),
              'JSON pointer (RFC 6901) to the fault; empty for the whole body.',
            ),
            detail: v.string(),
          }),
        ),
        v.minLength(1),
      ),
      'Every fault of the request, where there are any to name.',
    ),
  ),
});

/** An error that the gateway makes before or instead of a function, as AWS writes it. */
export const GatewayErrorSchema = v.object({ message: v.string() });

/** Where the gateway itself may refuse: any route, only those that ask for a token, only those that take a body. */
export interface GatewayRefusal {
  readonly status: number;
  readonly name: string;
  readonly message: string;
  readonly when: string;
  readonly where: 'any' | 'staff' | 'body';
}

export const gatewayRefusals: readonly GatewayRefusal[] = [
  {
    status: 401,
    name: 'Unauthorized',
    message: 'Unauthorized',
    when: 'There is no sign-in token, or it is expired or not one of ours.',
    where: 'staff',
  },
  {
    status: 413,
    name: 'TooLarge',
    message: 'Request Entity Too Large',
    when: 'The body is larger than the gateway takes.',
    where: 'body',
  },
  {
    status: 429,
    name: 'TooManyRequests',
    message: 'Too Many Requests',
    when: 'More requests came than are served at a time. Send again later, each time later than before.',
    where: 'any',
  },
  {
    status: 500,
    name: 'ServerError',
    message: 'Internal Server Error',
    when: 'Where it is the gateway that says so, the function could not even answer. Send the request again.',
    where: 'any',
  },
  {
    status: 503,
    name: 'Unavailable',
    message: 'Service Unavailable',
    when: 'The function did not answer in time. Send the request again.',
    where: 'any',
  },
];

/** What every function answers when it fails for no fault of the sender. */
export const unexpected = new Problem({
  status: 500,
  type: 'unexpected',
  title: 'Something went wrong on our side',
  detail:
    'Nothing was lost that was answered with success. Send the request again, a POST of staff with the same idempotency-key; if it fails again, tell us its instance.',
});

export const notRegistered = new Problem({
  status: 403,
  type: 'not-registered',
  title: 'You are signed in, but not registered as staff',
  detail: 'Ask your service director to register you with a role and a dealer.',
});

export const noDealer = notFound('dealer');

/** Refused to people of other roles than those named. */
export function notYourRole(toDo: string, allowed: readonly string[]): Problem {
  return new Problem({
    status: 403,
    type: 'not-your-role',
    title: 'Your role does not allow this',
    detail: `To ${toDo} one must be: ${allowed.join(', ')}.`,
  });
}

export const changedSince = new Problem({
  status: 412,
  type: 'changed-since',
  title: 'Somebody has changed this since',
  detail: 'You have seen version 2, but now it is 3. Read it again and repeat your change on it.',
});

/** A body with faults. */
export function faulty(what: string, pointer: string, detail: string): Problem {
  return invalid(`The ${what} has 1 fault(s); see errors.`, [{ pointer, detail }]);
}

export const wrongCursor = invalid('The cursor is not one of ours.', [
  { pointer: '/next', detail: 'must be the `next` of the page before, unchanged' },
]);

/** A problem as it is sent for a request. */
export function sent(problem: Problem): v.InferInput<typeof ProblemSchema> {
  const { status, type, title, detail, errors } = problem;
  return {
    type: `urn:huifang:problem:${type}`,
    title,
    status,
    detail,
    instance: 'urn:huifang:request:JKJaXmPLvHcESHA=',
    ...(errors.length > 0 && { errors: [...errors] }),
  };
}
