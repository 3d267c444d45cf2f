import { readFile } from 'node:fs/promises';
import { Webhook } from 'standardwebhooks';
import { dealerView } from '../../shared/dealers/administer.ts';
import { listDealers, loadDealer } from '../../shared/dealers/dealers.ts';
import { newestGeneration, SecretBodySchema } from '../../shared/dealers/secret-generations.ts';
import { addSecret, retireSecret } from '../../shared/dealers/secrets.ts';
import { switchDealerTexts, switchGroupTexts } from '../../shared/dealers/texting.ts';
import type { Occasion } from '../../shared/events/occasion.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import type { GroupSecret } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { Instant } from '../../shared/platform/time.ts';
import { appoint, dismiss, establish } from '../../shared/staff/appoint.ts';
import { rosterOf } from '../../shared/staff/roster.ts';
import { readTeam } from '../../shared/staff/team.ts';
import { dissolveTeam, formTeam, teamsOf } from '../../shared/staff/teams.ts';
import { Misuse } from './command.ts';
import { timeAt } from './connection.ts';

/** What can be done from a shell, and what it does. */
export const dealerCommands: Readonly<Record<string, string>> = {
  list: 'lists the dealers',
  'show DEALER': 'shows hours, holidays and settings, defaults too',
  'register DEALER': 'registers a dealer or changes it, from --file',
  'pause [DEALER]': "pauses a dealer's texts, or the group's",
  'resume [DEALER]': 'lets them go again',
  'secret DEALER [GENERATION]': 'shows the webhook secret, once, here; needs --secret',
  'add-secret DEALER GENERATION': 'adds the next one; older ones end after --hours, if given',
  'retire-secret DEALER GENERATION': 'ends an older one at once',
  'gateway-secret': 'shows the secret with which texts for a gateway are signed; needs --secret',
  'test-event DEALER': 'posts a signed test visit to --url, the Endpoint of the API; needs --secret',
  'staff DEALER': 'lists who works there',
  'appoint STAFF': 'registers somebody or changes them, from --file',
  'dismiss STAFF': 'takes somebody off the rosters',
  'teams DEALER': 'lists its teams',
  'form-team DEALER TEAM': 'forms a team or changes it, from --file',
  'dissolve-team DEALER TEAM': 'dissolves it',
};

interface World {
  readonly table: Table;
  readonly secret: GroupSecret | undefined;
  readonly now: Instant;
}

interface Options {
  readonly file?: string | undefined;
  readonly url?: string | undefined;
  readonly hours?: string | undefined;
}

/** Does what a command says; answers what is to be shown. Throws problems as the API does, and a Misuse that says what is missing. */
export async function runDealerCommand(
  [command = '', first = '', second = '']: readonly string[],
  options: Options,
  { table, secret, now }: World,
): Promise<unknown> {
  const cause = { kind: 'command', id: `dealer ${command}` } as const;
  const occasion: Occasion = { cause, actor: { kind: 'system' }, happenedAt: now, now };
  const body = async () => parseJson(await readFile(needed(options.file, '--file'), 'utf8'));
  const generation = () => Number(needed(/^\d{1,6}$/.exec(second)?.[0], 'a generation, such as 2'));
  switch (command) {
    case 'list':
      return (await listDealers(table)).map(({ id, name }) => ({ id, name }));
    case 'show':
      return dealerView(await loadDealer(table, first));
    case 'register':
      return dealerView(await establish(table, needed(first, 'a dealer'), await body(), occasion));
    case 'pause':
    case 'resume': {
      const paused = command === 'pause';
      if (first) await switchDealerTexts(table, first, paused, occasion);
      else await switchGroupTexts(table, paused, occasion);
      return { paused, of: first || 'the group' };
    }
    case 'secret': {
      const wanted = second ? generation() : newestGeneration((await loadDealer(table, first)).dealer);
      return needed(secret, '--secret').webhookSecret(first, wanted);
    }
    case 'add-secret': {
      const hours = options.hours === undefined ? {} : { retireOldAfterHours: Number(options.hours) };
      const order = parseRequest(SecretBodySchema, hours, 'secret');
      return addSecret(table, first, { generation: generation(), ...order }, occasion);
    }
    case 'retire-secret':
      return retireSecret(table, first, generation(), occasion);
    case 'gateway-secret':
      return needed(secret, '--secret').gatewaySecret();
    case 'test-event':
      return postTestVisit(first, needed(options.url, '--url'), needed(secret, '--secret'), table);
    case 'staff':
      return rosterOf(table, first);
    case 'appoint':
      return appoint(table, needed(first, 'a staff id'), await body(), occasion);
    case 'dismiss':
      return dismiss(table, first, occasion);
    case 'teams':
      return teamsOf(table, first);
    case 'form-team':
      return formTeam(table, first, readTeam(second, await body()), occasion);
    case 'dissolve-team':
      await dissolveTeam(table, first, second, occasion);
      return { dissolved: second };
    default:
      throw new Misuse(`There is no command ${command}.`);
  }
}

/**
 * Posts a visit that is signed like a real one and changes nothing; answers what a real one would be answered. It is
 * signed at the time that the API's own answers tell, so that a clock that is wrong here spoils nothing.
 */
async function postTestVisit(
  dealerId: string,
  url: string,
  secret: GroupSecret,
  table: Table,
): Promise<unknown> {
  const { dealer } = await loadDealer(table, dealerId);
  const now = await timeAt(new URL('/v1/openapi.json', url));
  const body = JSON.stringify({
    repairOrder: { number: 'TEST-1', openedAt: now, deliveredAt: now, type: 'test' },
    vehicle: { vin: 'LSVAA4182E2123456' },
    customer: {
      id: 'TEST-1',
      name: 'Test',
      phone: dealer.country === 'US' ? '+12065550123' : '+8613800138000',
    },
    advisor: { id: 'TEST-1', name: 'Test' },
    items: [],
  });
  const id = `msg_test_${now}`;
  const signature = new Webhook(await secret.webhookSecret(dealerId, newestGeneration(dealer))).sign(
    id,
    new Date(now),
    body,
  );
  const response = await fetch(new URL(`/v1/dealers/${dealerId}/visits?test=true`, url), {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(Date.parse(now) / 1000)),
      'webhook-signature': signature,
    },
  });
  const answer: unknown = await response.json();
  return { status: response.status, answer };
}

function needed<T>(given: T | undefined, what: string): T {
  if (given !== undefined && given !== '') return given;
  throw new Misuse(`The command needs ${what}.`);
}
