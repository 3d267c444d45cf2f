import * as v from 'valibot';
import { InboundSchema, receiveText } from '../../shared/messages/receive.ts';
import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { environment } from '../../shared/platform/environment.ts';
import { topicFunction } from '../../shared/platform/lambda/queue.ts';

const { OPT_OUT_CONFIRMED_BY } = environment({ OPT_OUT_CONFIRMED_BY: v.picklist(['us', 'carrier']) });
const deps = { table: connectTable(), secret: connectSecret(), optOutConfirmedBy: OPT_OUT_CONFIRMED_BY };

/** A customer's text came in by the two-way SMS topic. */
export const handler = topicFunction(InboundSchema, (inbound, publishedAt, now) =>
  receiveText(inbound, publishedAt, now, deps),
);
