import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { HouseFunction } from './house-function.ts';

/** What a function does with the one table; nobody may scan it. */
export interface TableUse {
  readonly get?: boolean;
  readonly put?: boolean;
  readonly remove?: boolean;
  /** Counting in one item. */
  readonly count?: boolean;
  /** Queries of item collections. */
  readonly collections?: boolean;
  readonly indexes?: readonly ('timeline' | 'ledger' | 'due' | 'worklist')[];
}

/** Grants a function what it does with the table, and tells it the table's name. */
export function grantTable(fn: HouseFunction, table: ITable, use: TableUse): void {
  fn.addEnvironment('TABLE_NAME', table.tableName);
  const actions = [
    ...(use.get ? ['dynamodb:GetItem'] : []),
    ...(use.put ? ['dynamodb:PutItem'] : []),
    ...(use.count ? ['dynamodb:UpdateItem'] : []),
    ...(use.remove ? ['dynamodb:DeleteItem'] : []),
    ...(use.collections ? ['dynamodb:Query'] : []),
  ];
  if (actions.length > 0) fn.allow(actions, [table.tableArn]);
  const indexes = (use.indexes ?? []).map((index) => `${table.tableArn}/index/${index}`);
  if (indexes.length > 0) fn.allow(['dynamodb:Query'], indexes);
}
