import { createHash } from 'node:crypto';

/** What other resources may know of a resource: `Ref` and `Fn::GetAtt`, as AWS answers them. */
export interface Identity {
  ref: string;
  attributes: Record<string, string>;
}

/** Where the resources of the one-machine cloud live. */
export interface Place {
  region: string;
  account: string;
  /** The local endpoint of AWS calls: queues are reached under it, as SDK clients go where a queue's URL points. */
  doorUrl: string;
}

export interface Subject extends Place {
  stack: string;
  logicalId: string;
  /** A property of the resource, resolved, if it is a text. */
  property(name: string): string | undefined;
}

/**
 * The resource types that the one-machine cloud knows, each with its identity. Those that do nothing here
 * (alarms, dashboards, log groups) are known all the same, since they are part of what is deployed.
 */
export const identities: Record<string, (subject: Subject) => Identity> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SecretsManager::Secret': (of) => {
    const name = of.property('Name') ?? generatedName(of, 64);
    const arn = arnOf(of, 'secretsmanager', `secret:${name}-${hash(of, 6)}`);
    return { ref: arn, attributes: { Id: arn } };
  },
  'AWS::Cognito::UserPool': (of) => {
    const id = `${of.region}_${hash(of, 9)}`;
    const provider = `cognito-idp.${of.region}.amazonaws.com/${id}`;
    return {
      ref: id,
      attributes: {
        Arn: arnOf(of, 'cognito-idp', `userpool/${id}`),
        UserPoolId: id,
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
      },
    };
  },
  'AWS::Cognito::UserPoolClient': (of) => {
    const id = hash(of, 26).toLowerCase();
    return { ref: id, attributes: { ClientId: id, Name: of.property('ClientName') ?? of.logicalId } };
  },
  'AWS::Events::EventBus': (of) => {
    const name = of.property('Name') ?? of.logicalId;
    return { ref: name, attributes: { Name: name, Arn: arnOf(of, 'events', `event-bus/${name}`) } };
  },
  'AWS::Events::Rule': (of) => {
    const name = of.property('Name') ?? generatedName(of, 64);
    const bus = (of.property('EventBusName') ?? 'default').replace(/^.*:event-bus\//, '');
    const path = bus === 'default' ? name : `${bus}/${name}`;
    return {
      ref: path.replace('/', '|'),
      attributes: { Arn: arnOf(of, 'events', `rule/${path}`) },
    };
  },
  'AWS::Lambda::Function': (of) => {
    const name = of.property('FunctionName') ?? generatedName(of, 64);
    return { ref: name, attributes: { Arn: arnOf(of, 'lambda', `function:${name}`) } };
  },
  'AWS::Lambda::Permission': unnamed,
  'AWS::Lambda::EventSourceMapping': (of) => {
    const id = uuid(of);
    return {
      ref: id,
      attributes: { Id: id, EventSourceMappingArn: arnOf(of, 'lambda', `event-source-mapping:${id}`) },
    };
  },
  'AWS::Lambda::EventInvokeConfig': unnamed,
  'AWS::IAM::Role': (of) => {
    const name = of.property('RoleName') ?? generatedName(of, 64);
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:iam::${of.account}:role${of.property('Path') ?? '/'}${name}`,
        RoleId: `AROA${hash(of, 17)}`,
      },
    };
  },
  'AWS::IAM::Policy': (of) => ({ ref: of.property('PolicyName') ?? generatedName(of, 64), attributes: {} }),
  'AWS::IAM::ManagedPolicy': (of) => {
    const arn = `arn:aws:iam::${of.account}:policy${of.property('Path') ?? '/'}${of.property('ManagedPolicyName') ?? generatedName(of, 64)}`;
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
  'AWS::ApiGatewayV2::Api': (of) => {
    const id = hash(of, 10).toLowerCase();
    const endpoint = `https://${id}.execute-api.${of.region}.amazonaws.com`;
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: endpoint } };
  },
  'AWS::ApiGatewayV2::Route': (of) => shortId(of, 'RouteId'),
  'AWS::ApiGatewayV2::Integration': (of) => shortId(of, 'IntegrationId'),
  'AWS::ApiGatewayV2::Authorizer': (of) => shortId(of, 'AuthorizerId'),
  'AWS::ApiGatewayV2::Stage': (of) => ({ ref: of.property('StageName') ?? '$default', attributes: {} }),
  'AWS::SQS::Queue': (of) => {
    const name = of.property('QueueName') ?? generatedName(of, 80);
    const url = `${of.doorUrl}/${of.account}/${name}`;
    return { ref: url, attributes: { Arn: arnOf(of, 'sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::SQS::QueuePolicy': unnamed,
  'AWS::SNS::Topic': (of) => {
    const name = of.property('TopicName') ?? generatedName(of, 256);
    const arn = arnOf(of, 'sns', name);
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  'AWS::SNS::Subscription': (of) => {
    const arn = `${of.property('TopicArn') ?? ''}:${uuid(of)}`;
    return { ref: arn, attributes: { Arn: arn } };
  },
  'AWS::SNS::TopicPolicy': unnamed,
  'AWS::CloudWatch::Alarm': (of) => {
    const name = of.property('AlarmName') ?? generatedName(of, 255);
    return { ref: name, attributes: { Arn: arnOf(of, 'cloudwatch', `alarm:${name}`) } };
  },
  'AWS::CloudWatch::CompositeAlarm': (of) => {
    const name = of.property('AlarmName') ?? generatedName(of, 255);
    return { ref: name, attributes: { Arn: arnOf(of, 'cloudwatch', `alarm:${name}`) } };
  },
  'AWS::CloudWatch::Dashboard': (of) => ({
    ref: of.property('DashboardName') ?? generatedName(of, 255),
    attributes: {},
  }),
  'AWS::Logs::LogGroup': (of) => {
    const name = of.property('LogGroupName') ?? generatedName(of, 512);
    return { ref: name, attributes: { Arn: arnOf(of, 'logs', `log-group:${name}:*`) } };
  },
  'AWS::Logs::MetricFilter': unnamed,
  'AWS::Logs::SubscriptionFilter': unnamed,
  'AWS::KMS::Key': (of) => {
    const id = uuid(of);
    return { ref: id, attributes: { KeyId: id, Arn: arnOf(of, 'kms', `key/${id}`) } };
  },
  'AWS::KMS::Alias': (of) => ({ ref: of.property('AliasName') ?? generatedName(of, 256), attributes: {} }),
  'AWS::S3::Bucket': (of) => {
    const name = of.property('BucketName') ?? generatedName(of, 63).toLowerCase();
    const domain = `${name}.s3.amazonaws.com`;
    return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: domain } };
  },
  'AWS::S3::BucketPolicy': unnamed,
  'AWS::CDK::Metadata': unnamed,
};

function table(of: Subject): Identity {
  const name = of.property('TableName') ?? generatedName(of, 255);
  const arn = arnOf(of, 'dynamodb', `table/${name}`);
  return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/2026-01-01T00:00:00.000` } };
}

function unnamed(of: Subject): Identity {
  return { ref: generatedName(of, 255), attributes: {} };
}

function shortId(of: Subject, attribute: string): Identity {
  const id = hash(of, 7).toLowerCase();
  return { ref: id, attributes: { [attribute]: id } };
}

function arnOf(of: Place, service: string, rest: string): string {
  return `arn:aws:${service}:${of.region}:${of.account}:${rest}`;
}

/** Stack, logical id and a tail of twelve characters, as CloudFormation names what has no name of its own. */
function generatedName(of: Subject, longest: number): string {
  const tail = hash(of, 12);
  const stack = of.stack.slice(0, Math.floor((longest - tail.length - 2) / 2));
  const logicalId = of.logicalId.slice(0, longest - tail.length - 2 - stack.length);
  return `${stack}-${logicalId}-${tail}`;
}

function hash(of: Subject, length: number): string {
  const digest = createHash('sha256').update(`${of.stack}/${of.logicalId}`).digest();
  return Array.from(digest, (byte) => 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'[byte % 32])
    .join('')
    .slice(0, length);
}

function uuid(of: Subject): string {
  const hex = createHash('sha256').update(`${of.stack}/${of.logicalId}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
