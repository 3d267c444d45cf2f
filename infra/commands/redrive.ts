import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { groupOf } from '../groups/groups.ts';
import { Misuse, readOptions, run } from './command.ts';
import { connectionTo, timeOf } from './connection.ts';
import { redriveGroup } from './redrive-group.ts';

const usage = `npm run redrive -- --group NAME [--dry-run] [--queue ROOM/VERB] [--message ID] [--function NAME] [--endpoint URL]

Sends dead letters back to where they came from, with the AWS credentials and region of this shell.

  --dry-run          only shows what there is: which event, text or item each letter is; moves nothing
  --queue ROOM/VERB  only the letters of one function, such as surveys/answer
  --message ID       only the letter with this id
  --discard          deletes the letter named by --message instead, when a person has dealt with it
  --function NAME    the output RelayFunction of the stack; items that the relay parked are shown to it again
  --endpoint URL     the AWS endpoint of the one-machine cloud, as npm start prints it

Whoever hears an event or text twice does nothing, so it is safe to repeat. docs/runbook.md says what each queue means.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const { values } = readOptions(usage, {
  group: text,
  queue: text,
  message: text,
  function: text,
  endpoint: text,
  'dry-run': flag,
  discard: flag,
});

await run(usage, async () => {
  const { group, queue, message, endpoint, discard } = values;
  const isLook = values['dry-run'];
  if (!group) throw new Misuse('The command needs --group.');
  if (discard && (!message || isLook))
    throw new Misuse('--discard needs --message, and does not go with --dry-run.');
  const { dealers } = groupOf(group);
  const connection = connectionTo(endpoint);
  await redriveGroup(group, queue, {
    sqs: new SQSClient(connection),
    lambda: new LambdaClient(connection),
    relayFunction: values.function,
    dealerIds: dealers.map(({ id }) => id),
    mode: isLook ? 'look' : discard ? 'discard' : 'redrive',
    messageId: message,
    now: await timeOf(endpoint),
    say: (line) => {
      console.log(line);
    },
    progress,
  });
});

/** Counts on one line of a terminal; elsewhere only the last count is written. */
function progress(done: number, of: number): void {
  const start = process.stdout.isTTY ? '\r' : '';
  if (start || done === of) process.stdout.write(`${start}  ${done} of ${of}${done === of ? '\n' : ''}`);
}
