/** The parts of `arn:partition:service:region:account:resource` that AWS repeats elsewhere. Throws on anything else. */
export function arnParts(arn: string): {
  service: string;
  region: string;
  account: string;
  resource: string;
} {
  const [prefix, partition, service, region, account, ...rest] = arn.split(':');
  if (prefix !== 'arn' || !partition || !service || region === undefined || account === undefined) {
    throw new Error(`not an ARN: ${arn}`);
  }
  return { service, region, account, resource: rest.join(':') };
}

/** The name of the function in a Lambda ARN (without version or alias), or the text itself where it is a bare name. */
export function functionNameOf(arnOrName: string): string {
  if (!arnOrName.startsWith('arn:')) return arnOrName;
  const [, name] = arnParts(arnOrName).resource.split(':');
  if (!name) throw new Error(`not the ARN of a function: ${arnOrName}`);
  return name;
}
