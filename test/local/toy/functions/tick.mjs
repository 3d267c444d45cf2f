import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const table = new DynamoDBClient({});

/** On a schedule: counts, and keeps the time that it was planned for. */
export const handler = async (event) => {
  await table.send(
    new UpdateItemCommand({
      TableName: process.env.TABLE_NAME,
      Key: { pk: { S: 'thing#ticks' }, sk: { S: 'ticks' } },
      UpdateExpression: 'ADD #count :one SET #last = :time, #seen = :now',
      ExpressionAttributeNames: { '#count': 'count', '#last': 'last', '#seen': 'seen' },
      ExpressionAttributeValues: {
        ':one': { N: '1' },
        ':time': { S: event.time },
        ':now': { S: new Date().toISOString() },
      },
    }),
  );
};
