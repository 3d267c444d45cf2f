import { Problem } from '../../shared/platform/problem.ts';

/** The problem by which a call is refused. Throws when it is answered, or fails otherwise. */
export async function refusal(call: Promise<unknown>): Promise<Problem> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
