import { parseArgs } from 'node:util';
import * as v from 'valibot';

const USAGE = `npm run clock                              what time it is
npm run clock -- 3d                        turn it by three days; also 12h, 90m, 1w or PT1H
npm run clock -- 2026-03-05T09:00+08:00    turn it to a time
npm run clock -- 3d --port N               of a cloud on another port than 4000`;

const UNITS: Readonly<Record<string, (count: string) => string>> = {
  m: (count) => `PT${count}M`,
  h: (count) => `PT${count}H`,
  d: (count) => `P${count}D`,
  w: (count) => `P${count}W`,
};
const Clock = v.object({ now: v.string() });
const Refusal = v.object({ title: v.string(), detail: v.string() });

await main().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '4000' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [wanted, ...more] = positionals;
  if (values.help || more.length > 0) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const address = `http://localhost:${values.port}/local/clock`;
  const before = await ask(address);
  if (wanted === undefined) return console.log(before);
  const after = await ask(address, orderOf(wanted));
  console.log(`${before} → ${after}`);
}

function orderOf(wanted: string): object {
  const [, count = '', unit = ''] = /^(\d+)([mhdw])$/.exec(wanted) ?? [];
  const duration = UNITS[unit]?.(count) ?? wanted;
  return duration.startsWith('P') ? { advance: duration } : { to: wanted };
}

/** The time that the clock stands at, after an order if there is one. */
async function ask(address: string, order?: object): Promise<string> {
  const response = await fetch(address, {
    ...(order && {
      method: 'POST',
      body: JSON.stringify(order),
      headers: { 'content-type': 'application/json' },
    }),
  }).catch(() => {
    throw new Error(
      `Nothing answers at ${address}. Is the cloud running (npm start), on this port (--port N)?`,
    );
  });
  const body: unknown = await response.json().catch(() => undefined);
  const answer = v.safeParse(Clock, body);
  if (response.ok && answer.success) return answer.output.now;
  const refusal = v.safeParse(Refusal, body);
  throw new Error(
    refusal.success
      ? `${refusal.output.title}. ${refusal.output.detail}`
      : `${address} answered ${response.status}, but it is no one-machine cloud's clock.`,
  );
}
