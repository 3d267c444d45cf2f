import * as v from 'valibot';
import { AwsError } from '../contract.ts';
import { parseInput } from './parse-input.ts';
import type { Topics } from './topics.ts';

const SendTextMessage = v.object({
  DestinationPhoneNumber: v.string(),
  OriginationIdentity: v.string(),
  MessageBody: v.pipe(v.string(), v.minLength(1), v.maxLength(1600)),
  MessageType: v.picklist(['TRANSACTIONAL', 'PROMOTIONAL']),
});

/** One call of AWS End User Messaging, which texts the same handsets as SNS does. Throws AwsError. */
export function callTexts(topics: Pick<Topics, 'text'>, action: string, input: unknown): unknown {
  if (action !== 'SendTextMessage')
    throw new AwsError('ValidationException', `End User Messaging ${action} is not part of this cloud.`);
  const { DestinationPhoneNumber, MessageBody } = parseInput(SendTextMessage, input, 'ValidationException');
  try {
    return { MessageId: topics.text(DestinationPhoneNumber, MessageBody) };
  } catch (error) {
    if (error instanceof AwsError && error.code === 'InvalidParameter')
      throw new AwsError('ValidationException', error.message);
    throw error;
  }
}
