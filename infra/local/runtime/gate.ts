import type { WorkSource } from '../contract.ts';
import { Problem } from '../front/problem.ts';

/** Those who ask while an answer is on its way get that one. */
export function together(ask: () => Promise<void>): () => Promise<void> {
  let asked: Promise<void> | undefined;
  return () =>
    (asked ??= ask().finally(() => {
      asked = undefined;
    }));
}

/** Lets no further piece of work begin once it is closed; the clock then stays where it is, too. */
export class Gate {
  closed = false;

  guard(source: WorkSource): WorkSource {
    return {
      name: source.name,
      work: () => {
        if (this.closed)
          return Promise.reject(new Problem(503, 'Stopping', 'This cloud is stopping; start it again.'));
        return source.work();
      },
      nextAt: () => source.nextAt(),
    };
  }
}
