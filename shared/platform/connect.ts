import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { environment } from './environment.ts';
import { Table } from './table.ts';

/** The one table, as a function's environment names it. Call it once, at load. */
export function connectTable(): Table {
  const { TABLE_NAME } = environment({ TABLE_NAME: v.string() });
  return new Table(new DynamoDBClient(), TABLE_NAME);
}
