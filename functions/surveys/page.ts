import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { showPage } from '../../shared/surveys/page/serve.ts';

const table = connectTable();

/** GET /s/{token}: the page on which a customer answers a survey. */
export const handler = httpFunction(({ id, parameters, query, headers, now }) =>
  showPage(
    {
      id,
      token: parameters['token'] ?? '',
      language: query['lang'],
      accepted: headers['accept-language'],
      now,
    },
    table,
  ),
);
