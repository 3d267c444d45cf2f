import {
  App,
  Duration,
  Stack,
  aws_apigatewayv2 as apigateway,
  aws_apigatewayv2_authorizers as authorizers,
  aws_apigatewayv2_integrations as integrations,
  aws_cognito as cognito,
  aws_dynamodb as dynamodb,
  aws_events as events,
  aws_events_targets as targets,
  aws_iam as iam,
  aws_lambda as lambda,
  aws_lambda_event_sources as sources,
  aws_secretsmanager as secretsmanager,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

/**
 * A toy with one of everything that the one-machine cloud knows how to run:
 * HTTP → things → table → stream → relay → bus → rule → queue → text → phone → topic → queue → listen → table, and tick by the clock.
 */
export async function synthesizeToy(outdir: string): Promise<string> {
  const names = ['things', 'relay', 'text', 'listen', 'tick'];
  const bundles = `${outdir}/bundles`;
  await build({
    entryPoints: names.map((name) => fileURLToPath(new URL(`functions/${name}.mjs`, import.meta.url))),
    outdir: `${bundles}/toy`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const app = new App({ outdir: `${outdir}/cdk.out`, analyticsReporting: false });
  const kept = new Stack(app, 'ToyKept');
  const table = new dynamodb.Table(kept, 'Table', {
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'expiresAt',
  });
  table.addGlobalSecondaryIndex({
    indexName: 'by-kind',
    partitionKey: { name: 'kind', type: dynamodb.AttributeType.STRING },
    sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
  });
  const secret = new secretsmanager.Secret(kept, 'Secret');
  const bus = new events.EventBus(kept, 'Bus');
  const pool = new cognito.UserPool(kept, 'Pool');
  const client = pool.addClient('Client');

  const stack = new Stack(app, 'Toy');
  const code = lambda.Code.fromAsset(bundles);
  const make = (name: string, more: Partial<lambda.FunctionProps> = {}) => {
    const made = new lambda.Function(stack, name, {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: `toy/${name}.handler`,
      code,
      environment: { TABLE_NAME: table.tableName, BUS_NAME: bus.eventBusName, SECRET_ARN: secret.secretArn },
      timeout: Duration.seconds(2),
      ...more,
    });
    table.grantReadWriteData(made);
    return made;
  };
  const things = make('things');
  secret.grantRead(things);

  const parked = new sqs.Queue(stack, 'Parked');
  const relay = make('relay');
  bus.grantPutEventsTo(relay);
  relay.addEventSource(
    new sources.DynamoEventSource(table, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      filters: [
        lambda.FilterCriteria.filter({ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: ['event'] } } } }),
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 2,
      onFailure: new sources.SqsDlq(parked),
    }),
  );

  const dead = new sqs.Queue(stack, 'Dead');
  const queueFor = (name: string) =>
    new sqs.Queue(stack, name, {
      visibilityTimeout: Duration.seconds(30),
      deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
    });
  const texts = queueFor('Texts');
  new events.Rule(stack, 'OnThing', {
    eventBus: bus,
    eventPattern: { source: ['toy'], detailType: ['ThingMade'] },
    targets: [new targets.SqsQueue(texts)],
  });
  const text = make('text');
  text.addToRolePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources: ['*'] }));
  text.addEventSource(new sources.SqsEventSource(texts, { reportBatchItemFailures: true, batchSize: 5 }));

  const inbound = new sns.Topic(stack, 'Inbound');
  const replies = queueFor('Replies');
  inbound.addSubscription(new subscriptions.SqsSubscription(replies));
  make('listen').addEventSource(new sources.SqsEventSource(replies, { reportBatchItemFailures: true }));

  new events.Rule(stack, 'Every15Minutes', {
    schedule: events.Schedule.cron({ minute: '0/15' }),
    targets: [
      new targets.LambdaFunction(make('tick'), { retryAttempts: 1, maxEventAge: Duration.minutes(10) }),
    ],
  });

  const api = new apigateway.HttpApi(stack, 'Api');
  const integration = new integrations.HttpLambdaIntegration('Things', things);
  const route = (method: apigateway.HttpMethod, path: string, authorizer?: apigateway.IHttpRouteAuthorizer) =>
    api.addRoutes({ path, methods: [method], integration, ...(authorizer && { authorizer }) });
  route(apigateway.HttpMethod.POST, '/v1/things');
  route(apigateway.HttpMethod.POST, '/v1/echo');
  for (const path of ['things/{id}', 'secret', 'world', 'slow', 'exit', 'throw'])
    route(apigateway.HttpMethod.GET, `/v1/${path}`);
  const signedIn = new authorizers.HttpUserPoolAuthorizer('SignedIn', pool, { userPoolClients: [client] });
  route(apigateway.HttpMethod.GET, '/v1/me', signedIn);
  api.addRoutes({ path: '/{proxy+}', methods: [apigateway.HttpMethod.ANY], integration });
  app.synth();
  return `${outdir}/cdk.out`;
}
