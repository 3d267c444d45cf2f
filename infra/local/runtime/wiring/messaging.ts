import type { DatabaseSync } from 'node:sqlite';
import type { Admission } from '../../contract.ts';
import type { Faults } from '../../faults/faults.ts';
import { AsyncInvocations } from '../../services/async-invocations.ts';
import { Bus } from '../../services/bus.ts';
import { LogGroups } from '../../services/log-groups.ts';
import { Phones } from '../../services/phones.ts';
import { Queues } from '../../services/queues.ts';
import { Topics } from '../../services/topics.ts';
import type { VirtualClock } from '../../services/virtual-clock.ts';
import type { Functions } from '../functions.ts';
import { Secrets } from '../secrets.ts';
import type { Template } from '../template.ts';
import { defineBuses, defineLogSubscriptions, defineQueues, defineTopics } from './definitions.ts';
import { asyncSettings } from './functions.ts';

/** Two-way texting: the number that customers see, and the logical id (or its beginning) of the topic their texts come in on. */
export interface Texting {
  number: string;
  inboundTopic: string;
}

export interface Messaging {
  queues: Queues;
  topics: Topics;
  phones: Phones;
  bus: Bus;
  asyncInvocations: AsyncInvocations;
  secrets: Secrets;
}

interface Surroundings {
  readonly functions: Functions;
  readonly faults: Faults;
  readonly texting: Texting | undefined;
  readonly admit: Admission;
  readonly scheduleRoundMs: number | undefined;
}

/** Queues, topics, phones, buses and secrets as the template defines them. */
export function messagingOf(
  template: Template,
  db: DatabaseSync,
  clock: VirtualClock,
  { functions, faults, texting, admit, scheduleRoundMs }: Surroundings,
): Messaging {
  const queues = new Queues(db, clock);
  const asyncInvocations = new AsyncInvocations(db, clock, functions.invoke, (arn, body, attributes) => {
    queues.send(arn, body, { attributes });
  });
  for (const [name, settings] of asyncSettings(template)) {
    asyncInvocations.configure(name, settings);
    for (const arn of [settings.deadLetterArn, settings.onFailureArn]) if (arn) queues.watchDeadLetters(arn);
  }
  const invokeAsync = (invocation: Parameters<AsyncInvocations['enqueue']>[0]) => {
    asyncInvocations.enqueue(invocation);
  };
  const topics: Topics = new Topics(db, clock, {
    queues: faults.sending('text', queues),
    invokeAsync,
    text: (e164, message) => phones.deliver(e164, message),
    admit,
  });
  const logGroups = new LogGroups(clock, template.account, { invokeAsync, admit });
  const failures = `sns/${template.region}/${template.account}/DirectPublishToPhoneNumber/Failure`;
  const logFailure = (messageId: string, line: string) => {
    logGroups.write(failures, messageId, line);
  };
  const phones: Phones = new Phones(db, clock, topics, logFailure, {
    originationNumber: texting?.number ?? '+12065550100',
    inboundTopicArn: inboundTopic(template, texting?.inboundTopic),
  });
  const bus = new Bus(
    db,
    clock,
    { queues: faults.sending('event', queues), invokeAsync, admit },
    scheduleRoundMs,
  );
  const secrets = new Secrets(db, clock);
  defineQueues(template, queues);
  defineTopics(template, topics);
  defineBuses(template, bus);
  defineLogSubscriptions(template, logGroups);
  for (const resource of template.ofType('AWS::SecretsManager::Secret')) secrets.define(resource);
  return { queues, topics, phones, bus, asyncInvocations, secrets };
}

function inboundTopic(template: Template, logicalId: string | undefined): string | undefined {
  const topics = template.ofType('AWS::SNS::Topic');
  if (logicalId === undefined) return topics.length === 1 ? topics[0]?.ref : undefined;
  const found = topics.filter((topic) => topic.logicalId.startsWith(logicalId));
  if (found.length !== 1) throw new Error(`${found.length} topics of the template begin with ${logicalId}`);
  return found[0]?.ref;
}
