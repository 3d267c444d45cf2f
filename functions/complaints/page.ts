import { showForm } from '../../shared/complaints/page/serve.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';

const table = connectTable();

/** GET /c/{dealerId}: the public page on which customers complain. */
export const handler = httpFunction(({ id, parameters, query, headers }) =>
  showForm(
    {
      id,
      dealerId: parameters['dealerId'] ?? '',
      language: query['lang'],
      accepted: headers['accept-language'],
    },
    table,
  ),
);
