import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { Problem } from '../../shared/platform/problem.ts';

/** Every path that no route serves. */
export const handler = httpFunction(() =>
  Promise.reject(
    new Problem({
      status: 404,
      type: 'no-such-path',
      title: 'There is nothing at this path',
      detail: 'GET /v1/openapi.json lists every path and method.',
    }),
  ),
);
