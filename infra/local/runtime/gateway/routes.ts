/** A route of an HTTP API, such as `GET /v1/complaints/{id}`, `ANY /files/{path+}` or `$default`. */
export interface Route {
  key: string;
  functionName: string;
  /** Real milliseconds after which the gateway no longer waits for the function. */
  timeoutMilliseconds: number;
  authorizer: Authorizer | undefined;
  scopes: readonly string[];
}

export interface Authorizer {
  issuer: string;
  audience: readonly string[];
  /** The header that holds the token, in lower case. */
  header: string;
}

export interface MatchedRoute {
  route: Route;
  pathParameters: Record<string, string> | undefined;
}

interface Pattern {
  route: Route;
  method: string;
  segments: string[];
}

/**
 * The route that API Gateway takes for a request: of those that fit, the one that is most specific from left to right
 * (fixed text, then `{parameter}`, then `{greedy+}`), its own method before `ANY`, `$default` last. The path is decoded.
 */
export function routeMatcher(
  routes: readonly Route[],
): (method: string, path: string) => MatchedRoute | undefined {
  const patterns = routes
    .filter(({ key }) => key !== '$default')
    .map(patternOf)
    .toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
  const fallback = routes.find(({ key }) => key === '$default');
  return (method, path) => {
    const segments = segmentsOf(path);
    for (const pattern of patterns) {
      if (pattern.method !== method && pattern.method !== 'ANY') continue;
      const pathParameters = parametersIn(pattern.segments, segments);
      if (pathParameters)
        return {
          route: pattern.route,
          pathParameters: Object.keys(pathParameters).length > 0 ? pathParameters : undefined,
        };
    }
    return fallback && { route: fallback, pathParameters: undefined };
  };
}

function patternOf(route: Route): Pattern {
  const [method = '', path = ''] = route.key.split(' ');
  return { route, method, segments: segmentsOf(path) };
}

/** Sorts like the specificity of a pattern. */
function rank({ method, segments }: Pattern): string {
  const kinds = segments.map((segment) => (!isParameter(segment) ? '0' : isGreedy(segment) ? '2' : '1'));
  return `${kinds.join('')}9${method === 'ANY' ? '1' : '0'}`;
}

function parametersIn(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (isGreedy(wanted)) {
      parameters[wanted.slice(1, -2)] = segments.slice(index).join('/');
      return parameters;
    }
    if (isParameter(wanted)) parameters[wanted.slice(1, -1)] = segment;
    else if (wanted !== segment) return undefined;
  }
  return pattern.length === segments.length ? parameters : undefined;
}

function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

function isGreedy(segment: string): boolean {
  return isParameter(segment) && segment.endsWith('+}');
}
