import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { environment } from './environment.ts';
import { Table } from './table.ts';

/** The one table as it is, on which nothing that is written comes to be: for trying out what would happen. */
export class Rehearsal extends Table {
  override commit(): Promise<void> {
    return Promise.resolve();
  }

  override putNew(): Promise<boolean> {
    return Promise.resolve(true);
  }

  override remove(): Promise<void> {
    return Promise.resolve();
  }

  override countUpTo(): Promise<boolean> {
    return Promise.resolve(true);
  }

  override add(amount: number): Promise<number> {
    return Promise.resolve(amount);
  }
}

/** A rehearsal on the table that the function's environment names. Call it once, at load. */
export function connectRehearsal(): Rehearsal {
  const { TABLE_NAME } = environment({ TABLE_NAME: v.string() });
  return new Rehearsal(new DynamoDBClient(), TABLE_NAME);
}
