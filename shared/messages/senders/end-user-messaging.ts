import {
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { NotAccepted, Refused, type Sender } from './sender.ts';

/**
 * Texts through AWS End User Messaging, from a number, pool or sender id by its ARN. It has no idempotency token, so the
 * client must not retry by itself: build it with `endUserMessagingForTexts`.
 */
export class EndUserMessagingSender implements Sender {
  readonly channel = 'sms';
  readonly #client: PinpointSMSVoiceV2Client;
  readonly #originationArn: string;

  constructor(client: PinpointSMSVoiceV2Client, originationArn: string) {
    this.#client = client;
    this.#originationArn = originationArn;
  }

  async send(text: { to: string; words: string }): Promise<undefined> {
    try {
      await this.#client.send(
        new SendTextMessageCommand({
          DestinationPhoneNumber: text.to,
          OriginationIdentity: this.#originationArn,
          MessageBody: text.words,
          MessageType: 'TRANSACTIONAL',
        }),
      );
      return undefined;
    } catch (error) {
      throw meaningOf(error);
    }
  }
}

/** A client that never repeats a call on its own. */
export function endUserMessagingForTexts(): PinpointSMSVoiceV2Client {
  return new PinpointSMSVoiceV2Client({ maxAttempts: 1 });
}

/** What an operator can mend (quota, grant, a number that is missing) is not the text's fault: it goes out afterwards. */
const passing = new Set([
  'ThrottlingException',
  'ServiceQuotaExceededException',
  'AccessDeniedException',
  'ResourceNotFoundException',
]);
/** A conflict is a number that has opted out or is out of bounds, or an origination that may not text it. */
const final = new Set(['ValidationException', 'ConflictException']);

function meaningOf(error: unknown): unknown {
  if (!(error instanceof PinpointSMSVoiceV2ServiceException)) return error;
  if (passing.has(error.name)) return new NotAccepted(error);
  return final.has(error.name) ? new Refused(error) : error;
}
