import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const table = new DynamoDBClient({});
const secrets = new SecretsManagerClient({});
const TableName = process.env.TABLE_NAME;
let calls = 0;

/** Behind the HTTP API. */
export const handler = async (event, context) => {
  calls += 1;
  const { id } = event.pathParameters ?? {};
  switch (event.routeKey) {
    case 'POST /v1/things': {
      const thing = JSON.parse(event.body);
      await table.send(
        new PutItemCommand({
          TableName,
          Item: {
            pk: { S: `thing#${thing.id}` },
            sk: { S: 'event' },
            kind: { S: 'ThingMade' },
            phone: { S: thing.phone ?? '' },
            note: { S: thing.note ?? '' },
            madeAt: { S: new Date().toISOString() },
          },
        }),
      );
      return {
        statusCode: 202,
        body: JSON.stringify({ id: thing.id }),
        headers: { 'Content-Type': 'application/json' },
      };
    }
    case 'GET /v1/things/{id}': {
      const { Item } = await table.send(
        new GetItemCommand({
          TableName,
          Key: { pk: { S: `thing#${id}` }, sk: { S: event.queryStringParameters?.sk ?? 'event' } },
        }),
      );
      return Item ?? { statusCode: 404, body: 'none' };
    }
    case 'GET /v1/secret':
      return (await secrets.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_ARN })))
        .SecretString;
    case 'GET /v1/me':
      return event.requestContext.authorizer.jwt.claims;
    case 'GET /v1/world':
      return {
        date: new Date().toISOString(),
        isDate: new Date() instanceof Date,
        now: Date.now(),
        random: [Math.random(), crypto.randomUUID(), [...crypto.getRandomValues(new Uint8Array(4))]],
        name: context.functionName,
        hasTime: context.getRemainingTimeInMillis() > 0,
        requestId: context.awsRequestId,
        environment: Object.keys(process.env).sort(),
        calls,
      };
    case 'GET /v1/slow':
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      return 'late';
    case 'GET /v1/exit':
      return process.exit(3);
    case 'GET /v1/throw':
      throw new TypeError('on purpose');
    case 'POST /v1/echo':
      return event;
    default:
      return {
        statusCode: 404,
        body: JSON.stringify({ title: 'no such route' }),
        headers: { 'content-type': 'application/problem+json' },
      };
  }
};
