import { PublishCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import { NotAccepted, Refused, type Sender } from './sender.ts';

/**
 * Texts through Amazon SNS, from a number that can receive replies. SNS has no idempotency token, so the client must
 * not retry by itself: build it with `snsForTexts`.
 */
export class SnsSender implements Sender {
  readonly channel = 'sms';
  readonly #client: SNSClient;
  readonly #originationNumber: string;

  constructor(client: SNSClient, originationNumber: string) {
    this.#client = client;
    this.#originationNumber = originationNumber;
  }

  async send(text: { to: string; words: string }): Promise<string | undefined> {
    try {
      const { MessageId } = await this.#client.send(
        new PublishCommand({
          PhoneNumber: text.to,
          Message: text.words,
          MessageAttributes: {
            'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
            'AWS.MM.SMS.OriginationNumber': { DataType: 'String', StringValue: this.#originationNumber },
          },
        }),
      );
      return MessageId;
    } catch (error) {
      throw meaningOf(error);
    }
  }
}

/** An SNS client that never repeats a call on its own. */
export function snsForTexts(): SNSClient {
  return new SNSClient({ maxAttempts: 1 });
}

const passing = new Set([
  'ThrottledException',
  'ThrottlingException',
  'Throttling',
  'AuthorizationErrorException',
]);
const final = new Set(['InvalidParameterException', 'InvalidParameterValueException', 'OptedOutException']);

function meaningOf(error: unknown): unknown {
  if (!(error instanceof SNSServiceException)) return error;
  if (passing.has(error.name)) return new NotAccepted(error);
  return final.has(error.name) ? new Refused(error) : error;
}
