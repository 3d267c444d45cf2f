const compiled = new Map<string, RegExp>();

/** Whether a text fits a pattern of IAM: `*` stands for any text, also none, `?` for one character. */
export function fits(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    // A variable would stand for something else in every call; none of it may be taken as written.
    if (pattern.includes('${')) throw new Error(`policy variables cannot be evaluated: ${pattern}`);
    const escaped = pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
    const body = escaped.replaceAll(String.raw`\*`, '[^]*').replaceAll(String.raw`\?`, '[^]');
    expression = new RegExp(`^${body}$`);
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

/** Actions are the same in any case: `dynamodb:getitem` is `dynamodb:GetItem`. */
export function fitsAction(pattern: string, action: string): boolean {
  return fits(pattern.toLowerCase(), action.toLowerCase());
}

/** ARNs fit part by part, so that a wildcard does not reach over a colon into the next one; `*` alone fits everything. */
export function fitsArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [wanted, given] = [partsOf(pattern), partsOf(arn)];
  return wanted.length === given.length && wanted.every((part, index) => fits(part, given[index] ?? ''));
}

/** The five parts before the resource, and the resource with whatever colons it has. */
function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
