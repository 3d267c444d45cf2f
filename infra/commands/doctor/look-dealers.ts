import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { listDealers } from '../../../shared/dealers/dealers.ts';
import { isGroupPaused } from '../../../shared/dealers/texting.ts';
import { Table } from '../../../shared/platform/table.ts';
import type { Instant } from '../../../shared/platform/time.ts';
import { rosterOf } from '../../../shared/staff/roster.ts';
import { listDeliveries } from '../../../shared/visits/delivery.ts';
import type { DealerSeen } from './answers.ts';

/** The dealers of the table, who works there, and what their DMS delivered last. */
export async function dealersIn(db: DynamoDBClient, tableName: string, now: Instant): Promise<DealerSeen[]> {
  const table = new Table(db, tableName);
  const found: DealerSeen[] = [];
  for (const dealer of await listDealers(table)) {
    const roster = await rosterOf(table, dealer.id);
    const { items } = await listDeliveries(table, dealer.id, {}, now);
    found.push({ dealer, roster, deliveries: items });
  }
  return found;
}

/** Whether the texts of the whole group wait. */
export function groupPauseIn(db: DynamoDBClient, tableName: string): Promise<boolean> {
  return isGroupPaused(new Table(db, tableName));
}
