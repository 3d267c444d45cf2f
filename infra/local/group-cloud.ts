import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findDealer, listDealers } from '../../shared/dealers/dealers.ts';
import { newestGeneration } from '../../shared/dealers/secret-generations.ts';
import { webhookSecretOf } from '../../shared/platform/secrets.ts';
import { Table } from '../../shared/platform/table.ts';
import { instantOf } from '../../shared/platform/time.ts';
import { rosterOf } from '../../shared/staff/roster.ts';
import { registerGroup } from '../commands/register-group.ts';
import { groupOf } from '../groups/groups.ts';
import { type Cloud, type CloudOptions, startCloud } from './cloud.ts';
import type { Fixtures } from './front.ts';

/** Monday 2 March 2026, 09:00 in Shanghai: where the clock of a fresh cloud starts. */
const firstMorning = Date.parse('2026-03-02T09:00:00+08:00');

export interface GroupCloudOptions extends Partial<
  Pick<CloudOptions, 'directory' | 'port' | 'middlewares' | 'requests' | 'scheduleRoundMs'>
> {
  readonly group?: string;
  /** A cloud assembly that was synthesized before; otherwise it is synthesized now. */
  readonly assembly?: string | Promise<string>;
}

/** Starts the one-machine cloud of a dealer group, with its dealers and staff registered. */
export async function startGroupCloud(options: GroupCloudOptions = {}): Promise<Cloud> {
  const group = groupOf(options.group ?? 'demo');
  const scratch = options.directory ? undefined : mkdtempSync(path.join(tmpdir(), 'huifang-'));
  const outdir = path.join(options.directory ?? scratch ?? '.', 'assembly');
  const assembly = options.assembly ?? (() => synthesizeApart(group.name, outdir));
  const running: { cloud?: Cloud } = {};
  const cloud = await startCloud({
    assembly,
    directory: options.directory,
    port: options.port ?? 0,
    start: firstMorning,
    fixtures: fixturesOf(() => running.cloud),
    texting: { number: group.originationNumber, inboundTopic: 'InboundTexts' },
    middlewares: options.middlewares,
    requests: options.requests,
    scheduleRoundMs: options.scheduleRoundMs,
  });
  running.cloud = cloud;
  await registerGroup(group, operatorTable(cloud), instantOf(cloud.now()));
  await cloud.quiet();
  const stop = async () => {
    await cloud.stop();
    if (scratch) rmSync(scratch, { recursive: true, force: true });
  };
  return { ...cloud, stop };
}

const synthesizer = path.resolve(import.meta.dirname, '..', 'synthesize.ts');

/** Synthesizes in a process of its own; its memory goes with it. */
async function synthesizeApart(group: string, outdir: string): Promise<string> {
  await promisify(execFile)(process.execPath, [synthesizer, group, outdir]);
  return outdir;
}

/** The one table as an operator sees it through the door. */
export function operatorTable(cloud: Pick<Cloud, 'doorUrl' | 'template'>): Table {
  const client = new DynamoDBClient({
    endpoint: cloud.doorUrl,
    region: cloud.template.region,
    credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
  });
  const [table] = cloud.template.ofType('AWS::DynamoDB::Table');
  if (!table) throw new Error('the template holds no table');
  return new Table(client, table.ref);
}

/** Who works here and with which secret a DMS signs, as the table has it now. */
function fixturesOf(running: () => Cloud | undefined): Fixtures {
  return {
    staff: async () => {
      const cloud = running();
      if (!cloud) return [];
      const table = operatorTable(cloud);
      const rosters = await Promise.all((await listDealers(table)).map(({ id }) => rosterOf(table, id)));
      const people = new Map(rosters.flat().map((person) => [person.id, person]));
      return [...people.values()].map(({ id, name, role, dealerIds }) => ({
        staffId: id,
        name,
        role,
        dealerIds,
      }));
    },
    webhookSecret: async (dealerId) => {
      const cloud = running();
      const dealer = cloud && (await findDealer(operatorTable(cloud), dealerId));
      return dealer && webhookSecretOf(cloud.secretValue('Secret'), dealerId, newestGeneration(dealer));
    },
  };
}
