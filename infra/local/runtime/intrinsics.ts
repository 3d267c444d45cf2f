/** What the intrinsic functions of a template look things up in. */
export interface Scope {
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  importedValue(exportName: string): unknown;
  stackOutput(stackName: string, outputName: string): unknown;
  condition(name: string): boolean;
  mapped(map: string, topKey: string, secondKey: string): unknown;
}

/** What `AWS::NoValue` stands for: the property is as if it had never been written. */
export const noValue = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** The value of a piece of a CloudFormation template: every intrinsic function in it is replaced by what it stands for. */
export function resolve(piece: unknown, scope: Scope): unknown {
  if (typeof piece === 'string') return withoutDynamicReference(piece);
  if (Array.isArray(piece))
    return piece.map((item) => resolve(item, scope)).filter((item) => item !== noValue);
  if (!isRecord(piece)) return piece;
  const [only, ...more] = Object.entries(piece);
  if (only && more.length === 0) {
    const [name, argument] = only;
    if (name === 'Ref') return scope.ref(text(argument, 'Ref'));
    const intrinsic = intrinsics[name];
    if (intrinsic) return intrinsic(argument, scope);
    if (name.startsWith('Fn::')) throw new Error(`The one-machine cloud does not know ${name}`);
  }
  const entries = Object.entries(piece).map(([key, value]): [string, unknown] => [
    key,
    resolve(value, scope),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== noValue));
}

/** Whether a condition of a template (`Fn::Equals`, `Fn::And` …) holds. */
export function holds(condition: unknown, scope: Scope): boolean {
  return isRecord(condition) && 'Condition' in condition
    ? scope.condition(text(condition['Condition'], 'Condition'))
    : resolve(condition, scope) === true;
}

const intrinsics: Record<string, Intrinsic> = {
  'Fn::GetAtt': (argument, scope) => {
    const path = typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt');
    const [logicalId, ...attribute] = path.map((part) => text(resolve(part, scope), 'Fn::GetAtt'));
    return scope.attribute(logicalId ?? '', attribute.join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(resolve(argument, scope), 'Fn::Join');
    return list(parts, 'Fn::Join')
      .map((part) => text(part, 'Fn::Join'))
      .join(text(separator, 'Fn::Join'));
  },
  'Fn::Sub': (argument, scope) => {
    const [pattern, given] = Array.isArray(argument) ? list(argument, 'Fn::Sub') : [argument, {}];
    const variables = resolve(given, scope);
    return text(pattern, 'Fn::Sub').replace(/\$\{([^}]*)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (isRecord(variables) && name in variables) return text(variables[name], 'Fn::Sub');
      const [logicalId, ...attribute] = name.trim().split('.');
      const value =
        attribute.length === 0
          ? scope.ref(logicalId ?? '')
          : scope.attribute(logicalId ?? '', attribute.join('.'));
      return text(value, 'Fn::Sub');
    });
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = list(resolve(argument, scope), 'Fn::Select');
    const item = list(items, 'Fn::Select')[Number(index)];
    if (item === undefined) throw new Error(`Fn::Select: nothing at index ${text(index, 'Fn::Select')}`);
    return item;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = list(resolve(argument, scope), 'Fn::Split');
    return text(whole, 'Fn::Split').split(text(separator, 'Fn::Split'));
  },
  'Fn::ImportValue': (argument, scope) =>
    scope.importedValue(text(resolve(argument, scope), 'Fn::ImportValue')),
  'Fn::GetStackOutput': (argument, scope) => {
    const wanted = resolve(argument, scope);
    if (!isRecord(wanted)) throw new Error('Fn::GetStackOutput: names a stack and an output');
    return scope.stackOutput(
      text(wanted['StackName'], 'Fn::GetStackOutput'),
      text(wanted['OutputName'], 'Fn::GetStackOutput'),
    );
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, top, second] = list(resolve(argument, scope), 'Fn::FindInMap');
    return scope.mapped(
      text(map, 'Fn::FindInMap'),
      text(top, 'Fn::FindInMap'),
      text(second, 'Fn::FindInMap'),
    );
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text(resolve(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = list(argument, 'Fn::If');
    return resolve(scope.condition(text(condition, 'Fn::If')) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [one, other] = list(resolve(argument, scope), 'Fn::Equals');
    return one === other;
  },
  'Fn::And': (argument, scope) => list(argument, 'Fn::And').every((part) => holds(part, scope)),
  'Fn::Or': (argument, scope) => list(argument, 'Fn::Or').some((part) => holds(part, scope)),
  'Fn::Not': (argument, scope) => !holds(list(argument, 'Fn::Not')[0], scope),
};

function withoutDynamicReference(value: string): string {
  if (value.includes('{{resolve:'))
    throw new Error(`The one-machine cloud does not know dynamic references: ${value}`);
  return value;
}

function text(value: unknown, intrinsic: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${intrinsic}: expected a text, got ${JSON.stringify(value)}`);
}

function list(value: unknown, intrinsic: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${intrinsic}: expected a list, got ${JSON.stringify(value)}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
