import { noteReceipt } from '../../shared/messages/note-receipt.ts';
import { ReceiptSchema } from '../../shared/messages/receipt.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { logFunction } from '../../shared/platform/lambda/log.ts';
import { note } from '../../shared/platform/lambda/observe.ts';

const table = connectTable();

/** SNS wrote into its log what became of a text. */
export const handler = logFunction(ReceiptSchema, async (receipt, writtenAt, now) => {
  const isOurs = await noteReceipt(receipt, writtenAt, now, table);
  if (!isOurs) note('a receipt of a text that is not ours', { messageId: receipt.notification.messageId });
});
