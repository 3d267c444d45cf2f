import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SNSClient } from '@aws-sdk/client-sns';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  EndUserMessagingSender,
  endUserMessagingForTexts,
} from '../../../../shared/messages/senders/end-user-messaging.ts';
import { GatewaySender } from '../../../../shared/messages/senders/gateway.ts';
import { NotAccepted, Refused, type Sender } from '../../../../shared/messages/senders/sender.ts';
import { SnsSender, snsForTexts } from '../../../../shared/messages/senders/sns.ts';
import { wallClock } from '../../../../shared/platform/clock.ts';
import { Carrier, type Protocol } from './a-carrier.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const connection = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
});

const sns: Protocol = {
  read(_headers, body) {
    const form = new URLSearchParams(body);
    return { to: form.get('PhoneNumber') ?? '', words: form.get('Message') ?? '' };
  },
  type: 'text/xml',
  answer(mood) {
    const error = (status: number, code: string) => ({
      status,
      body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
    });
    if (mood === 'throttles') return error(429, 'Throttled');
    if (mood === 'refuses') return error(400, 'InvalidParameter');
    if (mood === 'fails') return error(500, 'InternalError');
    return {
      status: 200,
      body: '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
    };
  },
};

const SendTextMessage = v.object({
  DestinationPhoneNumber: v.string(),
  MessageBody: v.string(),
  OriginationIdentity: v.literal('arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1'),
});
const endUserMessaging: Protocol = {
  read(_headers, body) {
    const text = v.parse(SendTextMessage, JSON.parse(body));
    return { to: text.DestinationPhoneNumber, words: text.MessageBody };
  },
  type: 'application/x-amz-json-1.0',
  answer(mood) {
    const error = (status: number, name: string) => ({ status, body: JSON.stringify({ __type: name }) });
    if (mood === 'throttles') return error(400, 'ThrottlingException');
    if (mood === 'refuses') return error(400, 'ConflictException');
    if (mood === 'fails') return error(500, 'InternalServerException');
    return { status: 200, body: JSON.stringify({ MessageId: '1' }) };
  },
};

const Handed = v.object({ id: v.literal('text_1'), to: v.string(), words: v.string() });
const gateway: Protocol = {
  read(headers, body) {
    const signed = v.parse(v.record(v.string(), v.string()), headers);
    expect(signed['webhook-id']).toBe('text_1');
    const { to, words } = v.parse(Handed, new Webhook(secret).verify(body, signed));
    return { to, words };
  },
  type: 'application/json',
  answer(mood) {
    return { status: { takes: 202, throttles: 429, refuses: 422, fails: 500 }[mood], body: '{}' };
  },
};

const kinds: readonly { name: string; protocol: Protocol; sender: (url: string) => Sender }[] = [
  {
    name: 'SNS',
    protocol: sns,
    sender: (url) => new SnsSender(new SNSClient({ ...connection(url), maxAttempts: 1 }), '+12065550100'),
  },
  {
    name: 'End User Messaging',
    protocol: endUserMessaging,
    sender: (url) =>
      new EndUserMessagingSender(
        new PinpointSMSVoiceV2Client({ ...connection(url), maxAttempts: 1 }),
        'arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1',
      ),
  },
  {
    name: 'a gateway',
    protocol: gateway,
    sender: (url) =>
      new GatewaySender({
        url: new URL(url),
        secret: () => Promise.resolve(secret),
        clock: wallClock,
        timeout: 300,
      }),
  },
];

describe.each(kinds)('a text through $name', ({ protocol, sender: make }) => {
  const carrier = new Carrier(protocol);
  let sender: Sender;
  beforeAll(async () => {
    sender = make(await carrier.open());
  });
  afterAll(() => carrier.close());
  beforeEach(() => {
    carrier.mood = 'takes';
    carrier.reached.length = 0;
  });

  const text = {
    id: 'text_1',
    to: '+8613800138000',
    words: '【成都南店】您好！5 = 完全满意 👍 & <a "b">\n退订回T',
  };
  const sending = (mood: Carrier['mood']) => {
    carrier.mood = mood;
    return sender.send(text).then(
      () => undefined,
      (error: unknown) => error,
    );
  };

  it('arrives whole, once, and by SMS', async () => {
    expect(await sending('takes')).toBeUndefined();
    expect(carrier.reached).toEqual([{ to: text.to, words: text.words }]);
    expect(sender.channel).toBe('sms');
  });

  it('may be tried again when the carrier is asked too often', async () => {
    expect(await sending('throttles')).toBeInstanceOf(NotAccepted);
  });

  it('is given up when the carrier will not take it', async () => {
    expect(await sending('refuses')).toBeInstanceOf(Refused);
  });

  it.each(['fails', 'hangs-up'] as const)(
    'is neither when the carrier %s: it may have left',
    async (mood) => {
      const error = await sending(mood);
      expect(error).toBeInstanceOf(Error);
      expect(error instanceof NotAccepted || error instanceof Refused).toBe(false);
    },
  );

  it.each(['throttles', 'refuses', 'fails', 'hangs-up'] as const)(
    'is handed over once even if the carrier %s, and no error quotes number or words',
    async (mood) => {
      const error = await sending(mood);
      expect(carrier.reached).toHaveLength(1);
      expect(String(error)).not.toMatch(/13800138000|满意/);
    },
  );
});

describe('a gateway', () => {
  const silent = new Carrier(gateway);
  afterAll(() => silent.close());
  const sender = (url: string) =>
    new GatewaySender({
      url: new URL(url),
      secret: () => Promise.resolve(secret),
      clock: wallClock,
      timeout: 300,
    });
  const text = { id: 'text_1', to: '+8613800138000', words: 'Hi' };

  it('that nobody listens behind has not been told anything', async () => {
    await expect(sender('http://127.0.0.1:1/').send(text)).rejects.toBeInstanceOf(NotAccepted);
  });

  it('that does not answer in time may have sent it', async () => {
    silent.mood = 'is-silent';
    const sending = sender(await silent.open()).send(text);
    await expect(sending).rejects.not.toBeInstanceOf(NotAccepted);
    expect(silent.reached).toHaveLength(1);
  });
});

describe('the clients that texts go through', () => {
  it('never repeat a call on their own', async () => {
    for (const client of [snsForTexts(), endUserMessagingForTexts()])
      expect(await client.config.maxAttempts()).toBe(1);
  });
});
