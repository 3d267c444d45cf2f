import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { submitPage } from '../../shared/surveys/page/serve.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** POST /s/{token}: takes in what a customer sent from the page of a survey. */
export const handler = httpFunction(({ id, parameters, query, headers, body, address, now }) =>
  submitPage(
    {
      id,
      token: parameters['token'] ?? '',
      language: query['lang'],
      accepted: headers['accept-language'],
      body,
      address,
      now,
    },
    deps,
  ),
);
