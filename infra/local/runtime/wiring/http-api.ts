import * as v from 'valibot';
import { functionNameOf } from '../../services/arn.ts';
import type { GatewaySettings } from '../gateway/gateway.ts';
import type { Authorizer, Route } from '../gateway/routes.ts';
import type { Resource, Template } from '../template.ts';

const ApiProperties = v.object({
  ProtocolType: v.literal('HTTP', 'only HTTP APIs can run on one machine'),
  CorsConfiguration: v.optional(v.undefined('cross-origin answers cannot be given on one machine')),
});
const StageProperties = v.object({
  ApiId: v.string(),
  StageName: v.literal('$default', 'only the stage $default can run on one machine'),
  DefaultRouteSettings: v.optional(
    v.object({
      ThrottlingRateLimit: v.optional(v.number(), 10_000),
      ThrottlingBurstLimit: v.optional(v.number(), 5000),
    }),
  ),
});
const RouteProperties = v.object({
  ApiId: v.string(),
  RouteKey: v.string(),
  Target: v.pipe(v.string(), v.startsWith('integrations/')),
  AuthorizationType: v.optional(v.picklist(['NONE', 'JWT']), 'NONE'),
  AuthorizerId: v.optional(v.string()),
  AuthorizationScopes: v.optional(v.array(v.string()), []),
});
const IntegrationProperties = v.object({
  IntegrationType: v.literal('AWS_PROXY'),
  IntegrationUri: v.string(),
  PayloadFormatVersion: v.literal('2.0'),
  TimeoutInMillis: v.optional(v.number(), 30_000),
});
const AuthorizerProperties = v.object({
  AuthorizerType: v.literal('JWT'),
  IdentitySource: v.tuple([v.pipe(v.string(), v.startsWith('$request.header.'))]),
  JwtConfiguration: v.object({ Audience: v.array(v.string()), Issuer: v.string() }),
});

/** The HTTP API of the template; undefined when it has none. Throws when it has several. */
export function httpApi(template: Template): GatewaySettings | undefined {
  const [api, another] = template.ofType('AWS::ApiGatewayV2::Api');
  if (another) throw new Error('Only one HTTP API can run on one machine');
  if (!api) return undefined;
  v.parse(ApiProperties, api.properties);
  const [stage] = template
    .ofType('AWS::ApiGatewayV2::Stage')
    .map(({ properties }) => v.parse(StageProperties, properties).DefaultRouteSettings);
  const throttling = stage && { rate: stage.ThrottlingRateLimit, burst: stage.ThrottlingBurstLimit };
  const routes = template.ofType('AWS::ApiGatewayV2::Route').map((resource) => routeOf(resource, template));
  const domainName = (api.attributes['ApiEndpoint'] ?? '').replace('https://', '');
  return { account: template.account, apiId: api.ref, domainName, routes, throttling };
}

function routeOf(resource: Resource, template: Template): Route {
  const route = v.parse(RouteProperties, resource.properties);
  const id = route.Target.replace('integrations/', '');
  const integration = template.ofType('AWS::ApiGatewayV2::Integration').find(({ ref }) => ref === id);
  if (!integration) throw new Error(`Route ${route.RouteKey} leads to no integration of the template`);
  const { IntegrationUri, TimeoutInMillis } = v.parse(IntegrationProperties, integration.properties);
  const [functionArn] = /arn:aws:lambda:[^/]*/.exec(IntegrationUri.replace(/^.*\/functions\//, '')) ?? [];
  if (!functionArn) throw new Error(`Route ${route.RouteKey} leads to no function: ${IntegrationUri}`);
  return {
    key: route.RouteKey,
    functionName: functionNameOf(functionArn),
    timeoutMilliseconds: TimeoutInMillis,
    authorizer: route.AuthorizationType === 'JWT' ? authorizerOf(route.AuthorizerId, template) : undefined,
    scopes: route.AuthorizationScopes,
  };
}

function authorizerOf(id: string | undefined, template: Template): Authorizer {
  const resource = template.ofType('AWS::ApiGatewayV2::Authorizer').find(({ ref }) => ref === id);
  if (!resource) throw new Error(`The template has no authorizer ${id}`);
  const { IdentitySource, JwtConfiguration } = v.parse(AuthorizerProperties, resource.properties);
  const [source] = IdentitySource;
  return {
    issuer: JwtConfiguration.Issuer,
    audience: JwtConfiguration.Audience,
    header: source.replace('$request.header.', '').toLowerCase(),
  };
}
