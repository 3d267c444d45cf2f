import { submitForm } from '../../shared/complaints/page/serve.ts';
import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** POST /c/{dealerId}: takes in what a customer wrote on the public page. */
export const handler = httpFunction(({ id, parameters, query, headers, body, address, now }) =>
  submitForm(
    {
      id,
      dealerId: parameters['dealerId'] ?? '',
      language: query['lang'],
      accepted: headers['accept-language'],
      body,
      address,
      now,
    },
    deps,
  ),
);
