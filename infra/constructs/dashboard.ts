import { Duration, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { HouseAlarm } from './alarm.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { HouseFunction } from './house-function.ts';

/** The table, shown with what happens to customers on the dashboard of one stack. */
export interface TableShown {
  readonly table: ITable;
  /** The names of the table's indexes. */
  readonly indexes: readonly string[];
}

const width = 24;
const height = 6;
const period = Duration.minutes(5);

/**
 * What a service director's IT looks at: alarms first, then what happens to customers, then the machinery. It shows
 * every alarm, queue, function and API that its stack holds when it is made, so it is made last.
 */
export class HouseDashboard extends Dashboard {
  constructor(scope: Construct, id: string, shown?: TableShown) {
    const parts = Stack.of(scope).node.findAll();
    const functions = parts.filter((each) => each instanceof HouseFunction);
    const rows = [
      shown ? business() : [],
      queueGraphs(parts.filter((each) => each instanceof Queue)),
      functionGraphs(functions),
      [
        ...parts.filter((each) => each instanceof HttpApi).flatMap(apiGraphs),
        ...(shown ? [outbound(), throttles(shown)] : []),
      ],
    ];
    super(scope, id, {
      dashboardName: Stack.of(scope).stackName,
      defaultInterval: Duration.days(1),
      widgets: [
        [alarmsOf(parts.filter((each) => each instanceof HouseAlarm))],
        ...rows.filter((graphs) => graphs.length > 0).map(row),
      ],
    });
  }
}

function alarmsOf(alarms: HouseAlarm[]): IWidget {
  return new AlarmStatusWidget({ title: 'Is anything wrong? What to do: docs/runbook.md', alarms, width });
}

function row(graphs: ((width: number) => IWidget)[]): IWidget[] {
  return graphs.map((graph) => graph(width / graphs.length));
}

function graph(title: string, left: IMetric[]): (width: number) => IWidget {
  return (part) => new GraphWidget({ title, left, width: part, height, leftYAxis: { min: 0 } });
}

/** What the functions count themselves. Events are counted where they all pass; relaying again counts again. */
function business() {
  return [
    graph('Visits from the DMS', [
      counted('visits/ingest', 'VisitsAccepted', 'accepted'),
      counted('visits/ingest', 'VisitsRefused', 'refused'),
    ]),
    graph('Callbacks and what was due', [
      happened('callback.opened', 'opened'),
      happened('callback.handed', 'handed to a person'),
      happened('callback.closed', 'closed'),
      counted('callbacks/generate', 'DueHandled', 'due, handled'),
      counted('surveys/expire', 'DueHandled', 'unanswered, handled'),
    ]),
    graph('Texts', [
      happened('message.sent', 'sent'),
      happened('message.held', 'held in quiet hours'),
      happened('message.withheld', 'withheld for a reason'),
      happened('message.unconfirmed', 'unconfirmed'),
      happened('message.received', 'from customers'),
    ]),
    graph('Complaints', [
      happened('complaint.opened', 'opened'),
      happened('complaint.escalated', 'escalated'),
      happened('complaint.reopened', 'reopened'),
      happened('complaint.closed', 'closed by the customer'),
      happened('complaint.force-closed', 'closed by force'),
    ]),
  ];
}

function happened(event: string, label: string): Metric {
  return counted('events/relay', event, label);
}

function counted(service: string, metricName: string, label: string): Metric {
  return new Metric({
    namespace: 'Huifang',
    metricName,
    label,
    dimensionsMap: { service },
    statistic: 'Sum',
    period: Duration.hours(1),
  });
}

function queueGraphs(queues: Queue[]) {
  if (queues.length === 0) return [];
  const parked = queues.filter((each) => each instanceof DeadLetterQueue);
  const live = queues.filter((each) => !parked.includes(each));
  const waiting = (each: Queue) =>
    each.metricApproximateNumberOfMessagesVisible({ label: ownerOf(each), statistic: 'Maximum', period });
  const age = (each: Queue) =>
    each.metricApproximateAgeOfOldestMessage({ label: ownerOf(each), statistic: 'Maximum', period });
  return [
    graph('Waiting to be handled', live.map(waiting)),
    graph('Longest wait (seconds)', live.map(age)),
    graph('Dead letters', parked.map(waiting)),
    graph('Oldest dead letter (seconds)', parked.map(age)),
  ];
}

/** The function whose queue it is. */
function ownerOf({ node }: Queue): string {
  return node.scope instanceof HouseFunction ? node.scope.title : node.id;
}

function functionGraphs(functions: HouseFunction[]) {
  const relay = functions.filter(({ title }) => title === 'events/relay');
  return [
    graph(
      'Errors by function',
      functions.map((each) => each.metricErrors({ label: each.title, period })),
    ),
    graph(
      'Throttled functions',
      functions.map((each) => each.metricThrottles({ label: each.title, period })),
    ),
    graph(
      'Slowest runs by function (milliseconds)',
      functions.map((each) => each.metricDuration({ label: each.title, statistic: 'p99', period })),
    ),
    ...relay.map((each) =>
      graph('How late events reach the bus (milliseconds)', [
        each.metric('IteratorAge', { label: each.title, statistic: 'Maximum', period }),
      ]),
    ),
  ];
}

function apiGraphs(api: HttpApi) {
  return [
    graph('Requests and refusals', [
      api.metricCount({ label: 'requests', statistic: 'Sum', period }),
      api.metricClientError({ label: 'refused (4xx)', statistic: 'Sum', period }),
      api.metricServerError({ label: 'failed on our side (5xx)', statistic: 'Sum', period }),
    ]),
    graph('Time to answer (milliseconds)', [
      api.metricLatency({ label: 'half are faster', statistic: 'p50', period }),
      api.metricLatency({ label: '99 of 100 are faster', statistic: 'p99', period }),
    ]),
  ];
}

/** What the sweep does whose receivers did not answer at once. */
function outbound() {
  return graph('What other systems are told again', [
    counted('events/deliver', 'DueHandled', 'tried again'),
    counted('events/deliver', 'DeliveriesGivenUp', 'given up'),
  ]);
}

/** An index that is throttled holds back the table's writes, so each is shown by itself. */
function throttles({ table: { tableName }, indexes }: TableShown) {
  const places = [undefined, ...indexes].map((index) => ({
    label: index ?? 'the table',
    dimensionsMap: { TableName: tableName, ...(index && { GlobalSecondaryIndexName: index }) },
  }));
  const throttled = (what: 'Read' | 'Write') =>
    places.map(
      ({ label, dimensionsMap }) =>
        new Metric({
          namespace: 'AWS/DynamoDB',
          metricName: `${what}ThrottleEvents`,
          label: `${what.toLowerCase()}s of ${label}`,
          dimensionsMap,
          statistic: 'Sum',
          period,
        }),
    );
  return graph('Table: throttled requests', [...throttled('Read'), ...throttled('Write')]);
}
