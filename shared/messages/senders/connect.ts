import * as v from 'valibot';
import { wallClock } from '../../platform/clock.ts';
import { connectSecret } from '../../platform/connect-secret.ts';
import { environment } from '../../platform/environment.ts';
import type { Sender } from './sender.ts';

/**
 * The sender that the function's environment names (`TEXTS_BY`), loaded only if it is that one. Call it once, at load.
 * Throws an error that names what the environment lacks.
 */
export async function connectSender(): Promise<Sender> {
  const { TEXTS_BY } = environment({ TEXTS_BY: v.picklist(['sns', 'end-user-messaging', 'gateway']) });
  switch (TEXTS_BY) {
    case 'sns': {
      const { ORIGINATION_NUMBER } = environment({ ORIGINATION_NUMBER: v.string() });
      const { SnsSender, snsForTexts } = await import('./sns.ts');
      return new SnsSender(snsForTexts(), ORIGINATION_NUMBER);
    }
    case 'end-user-messaging': {
      const { ORIGINATION_ARN } = environment({ ORIGINATION_ARN: v.string() });
      const { EndUserMessagingSender, endUserMessagingForTexts } = await import('./end-user-messaging.ts');
      return new EndUserMessagingSender(endUserMessagingForTexts(), ORIGINATION_ARN);
    }
    case 'gateway': {
      const { GATEWAY_URL } = environment({ GATEWAY_URL: v.pipe(v.string(), v.url()) });
      const secret = connectSecret();
      const { GatewaySender } = await import('./gateway.ts');
      return new GatewaySender({
        url: new URL(GATEWAY_URL),
        secret: () => secret.gatewaySecret(),
        clock: wallClock,
      });
    }
  }
}
