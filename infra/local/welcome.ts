import type { Cloud } from './cloud.ts';

type Welcoming = Pick<Cloud, 'url' | 'doorUrl' | 'template' | 'now'>;

/** What `npm start` says when the cloud runs: where everything is, what to try, and what operators' commands need. */
export function welcome(cloud: Welcoming): string {
  const { url } = cloud;
  const time = new Date(cloud.now()).toISOString();
  const port = new URL(url).port === '4000' ? '' : ` --port ${new URL(url).port}`;
  return `
Ready. The virtual clock stands at ${time} and moves only when it is turned.

  Start page       ${url}/
  Phones           ${url}/phones
  Clock            ${url}/clock
  Events           ${url}/events
  Dead letters     ${url}/dead-letters
  API              ${url}/v1/openapi.json
  AWS endpoint     ${cloud.doorUrl} (any access key, region ${cloud.template.region})

Try next
  npm run demo                  one complaint, from the visit to "it is solved", told as a story
  npm run clock -- 3d${port}
                                turns the clock by three days
  curl ${url}/local/staff
                                lists who can sign in; POST /local/tokens {"staffId": "…"} gives a token
  curl ${url}/local/webhook-secrets/cd-south
                                gives the secret that a dealer's DMS signs its visits with

For operators' commands, such as npm run dealer -- list $T (docs/administration.md)
${operatorsNeeds(cloud)
  .map((line) => `  ${line}`)
  .join('\n')}

Everything is kept under .local/. Ctrl-C stops; npm start -- --fresh starts empty.
`;
}

/** The options of operators' commands as a shell takes them, under the names that the documents use. */
export function operatorsNeeds({ url, doorUrl, template }: Welcoming): string[] {
  const only = (type: string, beginning: string) =>
    template.ofType(type).find(({ logicalId }) => logicalId.startsWith(beginning))?.ref ?? 'unknown';
  return [
    `E="--endpoint ${doorUrl}"`,
    `T="--table ${only('AWS::DynamoDB::Table', 'Table')} $E"`,
    `S="--secret ${only('AWS::SecretsManager::Secret', 'Secret')}"`,
    `F="--function ${only('AWS::Lambda::Function', 'EventsRelay')}"`,
    `B="--bucket ${only('AWS::S3::Bucket', 'Seals')}"`,
    `U="--url ${url}"`,
  ];
}
