import type { Callback } from './callback.ts';

/** What every view of a callback shows of it, with why a person is to call or nobody asks. */
export function summaryOf(id: string, callback: Callback) {
  const { dealerId, status, channel, rule, dueAt, assigneeId, assignedBy, handReason, skipReason } = callback;
  return {
    id,
    dealerId,
    status,
    channel,
    rule,
    dueAt,
    assigneeId,
    assignedBy,
    reason: handReason ?? skipReason,
  };
}
