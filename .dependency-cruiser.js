/**
 * The arrows of the house: who may import whom. Types count like values unless a rule says otherwise.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'platform-knows-no-room',
      comment: 'shared/platform is what any serverless service needs; it imports nothing else of shared.',
      severity: 'error',
      from: { path: '^shared/platform/' },
      to: { path: '^shared/', pathNot: '^shared/platform/' },
    },
    {
      name: 'events-know-no-room',
      comment: 'The catalogue of events stands on the platform alone.',
      severity: 'error',
      from: { path: '^shared/events/' },
      to: { path: '^shared/', pathNot: '^shared/(events|platform)/' },
    },
    {
      name: 'dealers-know-no-room',
      comment: 'Dealers and their hours stand below all rooms: on the platform and on events.',
      severity: 'error',
      from: { path: '^shared/dealers/' },
      to: { path: '^shared/', pathNot: '^shared/(dealers|events|platform)/' },
    },
    {
      name: 'store-is-for-its-room',
      comment: "A room uses another room's use cases or hears its events; its store stays its own.",
      severity: 'error',
      from: { path: '^shared/([^/]+)/' },
      to: { path: '^shared/[^/]+/store[.]ts$', pathNot: '^shared/$1/' },
    },
    {
      name: 'store-is-for-shared',
      comment: 'Functions and what is deployed go through use cases, never to a store.',
      severity: 'error',
      from: { path: '^(functions|infra)/' },
      to: { path: '^shared/[^/]+/store[.]ts$' },
    },
    {
      name: 'shared-stands-alone',
      comment: 'Rules know neither the functions that run them nor what is deployed.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|infra)/' },
    },
    {
      name: 'functions-only-wire',
      comment: 'A function wires a trigger to a use case: it imports no other function and nothing of infra.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(functions|infra)/' },
    },
    {
      name: 'infra-runs-no-function',
      comment: 'What is deployed, here or in an account, are the bundles.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^functions/' },
    },
    {
      name: 'template-holds-no-domain',
      comment: 'The template knows of dealers and staff only the types of their settings.',
      severity: 'error',
      from: { path: '^infra/(?:app[.]ts|bundle[.]ts|fast-start[.]ts|(?:stacks|constructs|groups)/)' },
      to: { path: '^shared/', pathNot: '^shared/(?:dealers|staff)/' },
    },
    {
      name: 'template-takes-types-only',
      comment: 'The template runs no code of the domain.',
      severity: 'error',
      from: { path: '^infra/(?:app[.]ts|bundle[.]ts|fast-start[.]ts|(?:stacks|constructs|groups)/)' },
      to: { path: '^shared/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'openapi-reads-the-contract',
      comment:
        'The OpenAPI document is generated from what the console says of the API, not from what lies behind.',
      severity: 'error',
      from: { path: '^infra/openapi[.]ts$' },
      to: { path: '^shared/', pathNot: '^shared/(?:console/api|platform/)' },
    },
    {
      name: 'local-cloud-knows-no-domain',
      comment:
        'The one-machine cloud runs any template; what it knows of this one it reads from the template.',
      severity: 'error',
      from: {
        path: '^infra/local/(?:(?:runtime|services|rules|front|pages)/|(?:cloud|front|pages|contract)[.]ts$)',
      },
      to: { path: '^shared/' },
    },
    {
      name: 'nothing-needs-a-test',
      comment: 'Tests look at the house; the house does not look back.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-barrel',
      comment:
        'A file that only passes on makes a function load what it does not use: import from where it is.',
      severity: 'error',
      from: { path: '^(functions|shared)/' },
      to: { dependencyTypes: ['export'] },
    },
    {
      name: 'no-index',
      comment: 'A file is named after its one idea.',
      severity: 'error',
      from: {},
      to: { path: '/index[.][jt]s$', pathNot: 'node_modules' },
    },
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one idea, or hide a third. Types alone may point back.',
      severity: 'error',
      from: { path: '^(infra|functions|shared|test)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'lambda-stays-in-its-wrapper',
      comment:
        'Lambda, middy and Powertools are known to the wrapper of each kind of trigger, and to nobody else.',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^shared/platform/lambda/' },
      to: { path: '(?:^|/)(?:@types/aws-lambda|aws-lambda|@middy|@aws-lambda-powertools)(?:/|$)' },
    },
    {
      name: 'one-way-to-the-table',
      comment: 'Only the platform speaks to DynamoDB.',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^shared/platform/' },
      to: { path: '(?:^|/)@aws-sdk/(?:client-dynamodb|util-dynamodb)(?:/|$)' },
    },
    {
      name: 'one-way-to-the-bus',
      comment: 'Only events/relay puts events on the bus.',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^(functions|shared)/events/relay[.]ts$' },
      to: { path: '(?:^|/)@aws-sdk/client-eventbridge(?:/|$)' },
    },
    {
      name: 'one-way-to-the-phones',
      comment: 'Only messages/send speaks to the SMS service.',
      severity: 'error',
      from: {
        path: '^(functions|shared)/',
        pathNot: '^(?:functions/messages/send|shared/messages/senders/(?:sns|end-user-messaging))[.]ts$',
      },
      to: { path: '(?:^|/)@aws-sdk/client-(?:sns|pinpoint-sms-voice-v2)(?:/|$)' },
    },
    {
      name: 'no-orphan',
      comment: 'A file that nothing imports and that imports nothing is forgotten.',
      severity: 'error',
      from: { orphan: true, path: '^shared/' },
      to: {},
    },
    {
      name: 'no-dead-room',
      comment: 'What no function and no command reaches is not deployed; tests alone keep nothing alive.',
      severity: 'error',
      from: { path: '^(functions|infra)/' },
      to: { path: '^shared/', reachable: false },
    },
    {
      name: 'no-unknown',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
