import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const bus = new EventBridgeClient({});

/** From the table's stream to the bus. A record that says so is refused. */
export const handler = async ({ Records }) => {
  const poisoned = Records.find((record) => record.dynamodb.NewImage?.note?.S === 'poison');
  if (poisoned) return { batchItemFailures: [{ itemIdentifier: poisoned.dynamodb.SequenceNumber }] };
  await bus.send(
    new PutEventsCommand({
      Entries: Records.map(({ dynamodb: { NewImage: item } }) => ({
        EventBusName: process.env.BUS_NAME,
        Source: 'toy',
        DetailType: item.kind.S,
        Time: new Date(item.madeAt.S),
        Detail: JSON.stringify({ id: item.pk.S, phone: item.phone.S, note: item.note.S }),
      })),
    }),
  );
  return { batchItemFailures: [] };
};
