/** What of an item may say what it is about. */
export const evidenceFields = ['system', 'code', 'description', 'priority', 'reason'] as const;
export type EvidenceField = (typeof evidenceFields)[number];
