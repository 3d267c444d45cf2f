import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  HttpMethod,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HouseAlarm } from './alarm.ts';
import type { House, HouseFunction } from './house-function.ts';

export interface HouseApiProps {
  readonly house: House;
  /** Whose tokens staff sign in with. */
  readonly signIn: { readonly issuer: string; readonly audience: string };
}

const requestsPerSecond = 100;
const burst = 200;

/** The one HTTP API: a stage with throttling and an access log without personal data, and sign-in for staff routes. */
export class HouseApi extends Construct {
  readonly #api: HttpApi;
  readonly #authorizer: HttpJwtAuthorizer;

  constructor(scope: Construct, id: string, { house, signIn }: HouseApiProps) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Http', { createDefaultStage: false, description: 'Huifang' });
    this.#authorizer = new HttpJwtAuthorizer('SignIn', signIn.issuer, { jwtAudience: [signIn.audience] });
    const log = new LogGroup(this, 'AccessLog', {
      retention: house.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            at: '$context.requestTimeEpoch',
            route: '$context.routeKey',
            status: '$context.status',
            milliseconds: '$context.responseLatency',
            error: '$context.error.message',
          }),
        ),
      },
    });
    new HouseAlarm(this, 'Failing', {
      metric: this.#api.metricServerError({ period: Duration.minutes(5) }),
      threshold: 5,
      impact:
        'Requests fail on our side: a DMS cannot deliver visits, or staff cannot work. Nothing was accepted; senders try again.',
      topic: house.alarms,
    });
  }

  /** Serves a route with a function: by sign-in token, or open to whoever the function itself lets in. */
  serve(route: string, fn: HouseFunction, access: 'staff' | 'open'): HttpRoute {
    const [method, path] = route.split(' ');
    return new HttpRoute(fn, 'Route', {
      httpApi: this.#api,
      routeKey: path
        ? HttpRouteKey.with(path, methods[method ?? ''] ?? HttpMethod.ANY)
        : HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Integration', fn),
      authorizer: access === 'staff' ? this.#authorizer : new HttpNoneAuthorizer(),
    });
  }

  /** Where the API is reached. */
  get endpoint(): string {
    return this.#api.apiEndpoint;
  }
}

const methods: Readonly<Record<string, HttpMethod>> = {
  GET: HttpMethod.GET,
  POST: HttpMethod.POST,
  PUT: HttpMethod.PUT,
  DELETE: HttpMethod.DELETE,
};
