import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const table = new DynamoDBClient({});

/** From the queue of the inbound topic: keeps what customers text. */
export const handler = async ({ Records }) => {
  for (const record of Records) {
    const notification = JSON.parse(record.body);
    const text = JSON.parse(notification.Message);
    await table.send(
      new PutItemCommand({
        TableName: process.env.TABLE_NAME,
        Item: {
          pk: { S: `thing#${text.originationNumber}` },
          sk: { S: 'reply' },
          words: { S: text.messageBody },
          inReplyTo: { S: text.previousPublishedMessageId ?? '' },
          at: { S: notification.Timestamp },
        },
      }),
    );
  }
  return { batchItemFailures: [] };
};
