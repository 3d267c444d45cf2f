import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const sns = new SNSClient({});

/** From a queue behind a rule: texts the phone of each event. */
export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const record of Records) {
    const event = JSON.parse(record.body);
    if (event.detail.note === 'fail') batchItemFailures.push({ itemIdentifier: record.messageId });
    else if (event.detail.phone)
      await sns.send(
        new PublishCommand({ PhoneNumber: event.detail.phone, Message: `您好 ${event.detail.id}` }),
      );
  }
  return { batchItemFailures };
};
