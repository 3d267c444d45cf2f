import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { TableUse } from '../constructs/table-grants.ts';

/** What each function says of itself. */
export interface Described {
  /** The file under functions/, without its ending. */
  readonly name: string;
  readonly description: string;
  readonly table: TableUse;
  /** Whether it may read the group's secret. */
  readonly secret?: true;
  /** Whether it makes or names the pages of surveys, where the group has them; then it reads the secret, too. */
  readonly pages?: true;
  /** What it does with the bucket of seals. */
  readonly seals?: 'reads' | 'writes';
}

/** A function behind a route; `staff` routes ask for a sign-in token, `open` ones judge for themselves. */
export interface HttpEntry extends Described {
  readonly route: `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}` | '$default';
  readonly access: 'staff' | 'open';
}

/** A function that hears events; `impact` is what its dead letters mean for customers or staff. */
export interface EventEntry extends Described {
  readonly pattern: EventPattern;
  readonly impact: string;
}

/** A function that a schedule starts, as often as what is due can bear to wait. */
export interface SweepEntry extends Described {
  readonly everyMinutes: 15 | 30 | 60 | 1440;
  readonly impact: string;
}

const look = { get: true } as const;
const change = { get: true, put: true } as const;
const changeWithRoster = { get: true, put: true, collections: true } as const;
const takeOver = { get: true, put: true, collections: true, indexes: ['worklist'] } as const;
const sweepDue = { get: true, put: true, collections: true, indexes: ['due'] } as const;

export const httpFunctions: readonly HttpEntry[] = [
  {
    name: 'visits/ingest',
    description: 'Takes in a visit from a DMS',
    route: 'POST /v1/dealers/{dealerId}/visits',
    access: 'open',
    table: { ...change, count: true },
    secret: true,
  },
  {
    name: 'visits/find',
    description: 'What became of a repair order, for staff',
    route: 'GET /v1/dealers/{dealerId}/visits',
    access: 'staff',
    table: { ...look, collections: true, indexes: ['timeline'] },
  },
  {
    name: 'visits/look-up',
    description: 'What became of a repair order, for the DMS',
    route: 'POST /v1/dealers/{dealerId}/visits/look-up',
    access: 'open',
    table: { ...look, collections: true, indexes: ['timeline'] },
    secret: true,
  },
  {
    name: 'visits/list-deliveries',
    description: 'What the DMS has delivered lately',
    route: 'GET /v1/dealers/{dealerId}/deliveries',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'visits/show-delivery',
    description: 'A delivery of the DMS with its body',
    route: 'GET /v1/dealers/{dealerId}/deliveries/{deliveryId}',
    access: 'staff',
    table: look,
  },
  {
    name: 'visits/look-up-deliveries',
    description: 'What the DMS has delivered lately, for itself',
    route: 'POST /v1/dealers/{dealerId}/deliveries/look-up',
    access: 'open',
    table: { ...look, collections: true },
    secret: true,
  },
  {
    name: 'visits/replay',
    description: 'Runs a kept delivery through intake again',
    route: 'POST /v1/dealers/{dealerId}/deliveries/{deliveryId}/replay',
    access: 'staff',
    table: change,
    secret: true,
  },
  {
    name: 'visits/import',
    description: 'Takes in rows of a file',
    route: 'POST /v1/dealers/{dealerId}/imports',
    access: 'open',
    table: { ...change, count: true },
    secret: true,
  },
  {
    name: 'visits/show-import',
    description: 'What has come of an import',
    route: 'GET /v1/dealers/{dealerId}/imports/{importId}',
    access: 'open',
    table: { ...look, collections: true },
    secret: true,
  },
  {
    name: 'visits/store-mapping',
    description: "Stores how a dealer's own format is read",
    route: 'POST /v1/dealers/{dealerId}/mappings',
    access: 'staff',
    table: change,
  },
  {
    name: 'visits/try-mapping',
    description: 'Tries a mapping on a visit without keeping it',
    route: 'POST /v1/dealers/{dealerId}/mappings/try',
    access: 'staff',
    table: look,
  },
  {
    name: 'visits/list-mappings',
    description: "Every version of a dealer's mappings",
    route: 'GET /v1/dealers/{dealerId}/mappings',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'staff/worklist',
    description: 'What the person who asks must do',
    route: 'GET /v1/worklist',
    access: 'staff',
    table: { ...look, indexes: ['worklist'] },
  },
  {
    name: 'callbacks/show',
    description: 'The callback form',
    route: 'GET /v1/callbacks/{id}',
    access: 'staff',
    table: { ...look, collections: true, indexes: ['timeline'] },
  },
  {
    name: 'callbacks/attempt',
    description: 'Records what came of a call',
    route: 'POST /v1/callbacks/{id}/attempts',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'callbacks/promise',
    description: 'Takes down a promise to a customer',
    route: 'POST /v1/promises',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'callbacks/show-promise',
    description: 'A promise with its history',
    route: 'GET /v1/promises/{id}',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'callbacks/report-promise',
    description: 'Keeps a promise, passes it on or gives it up',
    route: 'POST /v1/promises/{id}/reports',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'callbacks/list',
    description: 'What is planned or to be done at a dealer',
    route: 'GET /v1/callbacks',
    access: 'staff',
    table: { ...look, collections: true, indexes: ['due', 'worklist'] },
  },
  {
    name: 'callbacks/interview',
    description: 'Takes down an interview on site',
    route: 'POST /v1/callbacks',
    access: 'staff',
    table: change,
  },
  {
    name: 'callbacks/list-scripts',
    description: 'The scripts of a dealer',
    route: 'GET /v1/dealers/{dealerId}/scripts',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'callbacks/show-script',
    description: 'A script and what each version yielded',
    route: 'GET /v1/dealers/{dealerId}/scripts/{scriptId}',
    access: 'staff',
    table: { ...look, indexes: ['ledger'] },
  },
  {
    name: 'callbacks/write-script',
    description: 'Keeps a draft of a script',
    route: 'PUT /v1/dealers/{dealerId}/scripts/{scriptId}',
    access: 'staff',
    table: change,
  },
  {
    name: 'callbacks/decide-script',
    description: 'Approves a script or takes it out of use',
    route: 'POST /v1/dealers/{dealerId}/scripts/{scriptId}/decisions',
    access: 'staff',
    table: change,
  },
  {
    name: 'callbacks/hand-over',
    description: 'Hands a call to a colleague',
    route: 'POST /v1/callbacks/{id}/hand-over',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'callbacks/census',
    description: 'Every delivered visit of a month, asked or not',
    route: 'GET /v1/dealers/{dealerId}/census',
    access: 'staff',
    table: { ...look, indexes: ['ledger'] },
  },
  {
    name: 'surveys/figures',
    description: 'How satisfied the customers of a month are',
    route: 'GET /v1/dealers/{dealerId}/satisfaction',
    access: 'staff',
    table: { ...look, indexes: ['ledger'] },
  },
  {
    name: 'complaints/open',
    description: 'Takes down a complaint that reached staff',
    route: 'POST /v1/complaints',
    access: 'staff',
    table: changeWithRoster,
    secret: true,
  },
  {
    name: 'complaints/list',
    description: "A dealer's complaints",
    route: 'GET /v1/complaints',
    access: 'staff',
    table: { ...look, collections: true, indexes: ['due'] },
  },
  {
    name: 'complaints/show',
    description: 'A complaint with words and history',
    route: 'GET /v1/complaints/{id}',
    access: 'staff',
    table: { ...change, collections: true },
  },
  {
    name: 'complaints/command',
    description: "Takes a step in a complaint's life",
    route: 'POST /v1/complaints/{id}/commands',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'complaints/count',
    description: 'What customers complained of in a month',
    route: 'GET /v1/dealers/{dealerId}/complaint-counts',
    access: 'staff',
    table: { ...look, collections: true, indexes: ['ledger'] },
  },
  {
    name: 'complaints/page',
    description: 'The public page for complaints',
    route: 'GET /c/{dealerId}',
    access: 'open',
    table: look,
  },
  {
    name: 'complaints/submit',
    description: 'Takes in a complaint from the public page',
    route: 'POST /c/{dealerId}',
    access: 'open',
    table: { ...changeWithRoster, count: true },
    secret: true,
  },
  {
    name: 'surveys/page',
    description: 'The page on which a customer answers a survey',
    route: 'GET /s/{token}',
    access: 'open',
    table: look,
  },
  {
    name: 'surveys/submit',
    description: 'Takes in answers from the page of a survey',
    route: 'POST /s/{token}',
    access: 'open',
    table: { ...change, count: true },
    secret: true,
  },
  {
    name: 'complaints/improve',
    description: 'Takes up, checks or drops a point to improve',
    route: 'POST /v1/dealers/{dealerId}/improvements',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'complaints/verify',
    description: 'Proves the record of complaints',
    route: 'GET /v1/dealers/{dealerId}/proof',
    access: 'staff',
    table: { ...look, collections: true },
    seals: 'reads',
  },
  {
    name: 'customers/show',
    description: 'The customer file and timeline',
    route: 'GET /v1/customers/{id}',
    access: 'staff',
    table: { ...look, collections: true, indexes: ['timeline'] },
  },
  {
    name: 'customers/merge',
    description: "Makes two records one customer's",
    route: 'POST /v1/customers/{id}/merge',
    access: 'staff',
    table: change,
  },
  {
    name: 'customers/unmerge',
    description: 'Keeps two records apart',
    route: 'POST /v1/customers/{id}/unmerge',
    access: 'staff',
    table: change,
  },
  {
    name: 'customers/mark-quality',
    description: 'Notes what makes a quality customer',
    route: 'PUT /v1/customers/{id}/quality',
    access: 'staff',
    table: change,
  },
  {
    name: 'customers/share',
    description: 'Notes whether other companies may see a customer',
    route: 'POST /v1/customers/{id}/sharing',
    access: 'staff',
    table: change,
  },
  {
    name: 'customers/erase',
    description: 'Erases what a customer asked to be erased',
    route: 'POST /v1/erasures',
    access: 'staff',
    table: { ...change, remove: true, collections: true, indexes: ['timeline'] },
  },
  {
    name: 'console/show-contacts',
    description: 'Why each contact was or was not made',
    route: 'GET /v1/customers/{id}/contacts',
    access: 'staff',
    table: { ...look, indexes: ['timeline'] },
  },
  {
    name: 'messages/show-texts',
    description: "How a dealer's texts are worded",
    route: 'GET /v1/dealers/{dealerId}/texts',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'messages/store-text',
    description: "Stores a dealer's own wording of a text",
    route: 'PUT /v1/dealers/{dealerId}/texts',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'messages/try-text',
    description: 'Shows how a wording would look on a phone',
    route: 'POST /v1/dealers/{dealerId}/texts/try',
    access: 'staff',
    table: look,
  },
  {
    name: 'messages/show-consents',
    description: 'What a customer may be texted for, with proof',
    route: 'GET /v1/customers/{id}/consents',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'messages/note-consents',
    description: 'Notes what a customer may be texted for',
    route: 'POST /v1/customers/{id}/consents',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'events/causes',
    description: 'What led to an event',
    route: 'GET /v1/events/{id}/causes',
    access: 'staff',
    table: look,
  },
  {
    name: 'surveys/show-questionnaire',
    description: 'What a dealer asks its customers',
    route: 'GET /v1/dealers/{dealerId}/questionnaire',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'surveys/store-questionnaire',
    description: "Stores a dealer's own questionnaire",
    route: 'PUT /v1/dealers/{dealerId}/questionnaire',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'dealers/list',
    description: 'The dealers of the person who asks',
    route: 'GET /v1/dealers',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'dealers/show',
    description: 'A dealer with its settings',
    route: 'GET /v1/dealers/{dealerId}',
    access: 'staff',
    table: look,
  },
  {
    name: 'dealers/register',
    description: 'Registers a dealer or changes it',
    route: 'PUT /v1/dealers/{dealerId}',
    access: 'staff',
    table: change,
  },
  {
    name: 'dealers/add-secret',
    description: 'Adds a generation of the webhook secret',
    route: 'PUT /v1/dealers/{dealerId}/secrets/{generation}',
    access: 'staff',
    table: change,
  },
  {
    name: 'dealers/retire-secret',
    description: 'Ends a generation of the webhook secret',
    route: 'DELETE /v1/dealers/{dealerId}/secrets/{generation}',
    access: 'staff',
    table: change,
  },
  {
    name: 'dealers/switch-texts',
    description: 'Pauses the texts of a dealer or lets them go',
    route: 'PUT /v1/dealers/{dealerId}/texting',
    access: 'staff',
    table: change,
  },
  {
    name: 'dealers/switch-group-texts',
    description: 'Pauses the texts of the group or lets them go',
    route: 'PUT /v1/group/texting',
    access: 'staff',
    table: change,
  },
  {
    name: 'events/list-endpoints',
    description: 'Which systems are told of events',
    route: 'GET /v1/dealers/{dealerId}/endpoints',
    access: 'staff',
    table: look,
  },
  {
    name: 'events/add-endpoint',
    description: 'Registers a system that is told of events',
    route: 'POST /v1/dealers/{dealerId}/endpoints',
    access: 'staff',
    table: change,
    secret: true,
  },
  {
    name: 'events/change-endpoint',
    description: 'Changes what a system is told, and where',
    route: 'PUT /v1/dealers/{dealerId}/endpoints/{endpointId}',
    access: 'staff',
    table: change,
    secret: true,
  },
  {
    name: 'events/remove-endpoint',
    description: 'Tells a system nothing any more',
    route: 'DELETE /v1/dealers/{dealerId}/endpoints/{endpointId}',
    access: 'staff',
    table: change,
  },
  {
    name: 'events/test-endpoint',
    description: 'Asks for a test delivery',
    route: 'POST /v1/dealers/{dealerId}/endpoints/{endpointId}/test',
    access: 'staff',
    table: change,
  },
  {
    name: 'events/list-sent',
    description: 'What a system was told and how often it was tried',
    route: 'GET /v1/dealers/{dealerId}/endpoints/{endpointId}/deliveries',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'events/replay-sent',
    description: 'Asks for a delivery to be sent again',
    route: 'POST /v1/dealers/{dealerId}/endpoints/{endpointId}/deliveries/{deliveryId}/replay',
    access: 'staff',
    table: change,
  },
  {
    name: 'staff/list',
    description: 'Everybody who works at a dealer',
    route: 'GET /v1/staff',
    access: 'staff',
    table: { ...look, collections: true },
  },
  {
    name: 'staff/show',
    description: 'A member of staff',
    route: 'GET /v1/staff/{staffId}',
    access: 'staff',
    table: look,
  },
  {
    name: 'staff/appoint',
    description: 'Registers a member of staff or changes them',
    route: 'PUT /v1/staff/{staffId}',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'staff/dismiss',
    description: 'Takes a member of staff off the rosters',
    route: 'DELETE /v1/staff/{staffId}',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'staff/set-absences',
    description: 'Notes when somebody does not work',
    route: 'PUT /v1/staff/{staffId}/absences',
    access: 'staff',
    table: change,
  },
  {
    name: 'staff/set-phone',
    description: 'Records where somebody is told by text',
    route: 'PUT /v1/staff/{staffId}/phone',
    access: 'staff',
    table: change,
    secret: true,
  },
  {
    name: 'staff/list-teams',
    description: 'The teams of a dealer',
    route: 'GET /v1/dealers/{dealerId}/teams',
    access: 'staff',
    table: look,
  },
  {
    name: 'staff/form-team',
    description: 'Forms a team or changes it',
    route: 'PUT /v1/dealers/{dealerId}/teams/{teamId}',
    access: 'staff',
    table: changeWithRoster,
  },
  {
    name: 'staff/dissolve-team',
    description: 'Dissolves a team',
    route: 'DELETE /v1/dealers/{dealerId}/teams/{teamId}',
    access: 'staff',
    table: change,
  },
  {
    name: 'console/describe',
    description: 'The OpenAPI document',
    route: 'GET /v1/openapi.json',
    access: 'open',
    table: {},
  },
  {
    name: 'console/not-found',
    description: 'Every path that no route serves',
    route: '$default',
    access: 'open',
    table: {},
  },
];

/** Events of these names. */
function named(...names: string[]): EventPattern {
  return { detailType: names };
}

/** Texts from customers in a conversation of a kind. */
function repliesIn(kind: 'survey' | 'complaint'): EventPattern {
  return { ...named('message.received'), detail: { facts: { conversation: { kind: [kind] } } } };
}

/** Questions of a kind of conversation that did not reach the customer. */
function unasked(kind: 'survey' | 'complaint'): EventPattern {
  return {
    ...named('message.withheld', 'message.unconfirmed'),
    detail: { facts: { conversation: { kind: [kind] }, asks: [{ exists: true }] } },
  };
}

export const eventFunctions: readonly EventEntry[] = [
  {
    name: 'customers/learn',
    description: 'Brings the customer file up to a visit',
    table: change,
    pattern: named('visit.recorded', 'visit.corrected'),
    impact: 'A visit did not reach the customer file: its customer cannot be texted or called by name.',
  },
  {
    name: 'customers/recognise',
    description: "Finds the records that are one customer's",
    table: changeWithRoster,
    pattern: named('customer.updated'),
    impact:
      "A customer's records at two stores were not linked: who calls does not see what the other store knows.",
  },
  {
    name: 'customers/trace',
    description: "Brings a vehicle's history up to a visit",
    table: change,
    pattern: named('visit.recorded', 'visit.corrected', 'visit.voided'),
    impact:
      'A vehicle missed a visit: rework is not noticed, and open steering and brake items may be wrong.',
  },
  {
    name: 'customers/distinguish',
    description: 'Makes a customer important whose vehicle was reworked, or who complained',
    table: change,
    pattern: named(
      'vehicle.reworked',
      'vehicle.rework-withdrawn',
      'complaint.opened',
      'complaint.words-added',
    ),
    impact:
      'A customer whose vehicle came back for the same trouble, or who complained, is not treated as important.',
  },
  {
    name: 'customers/doubt-number',
    description: 'Notes whether the number that was called or texted leads to the customer',
    table: change,
    pattern: {
      ...named('callback.closed', 'message.undelivered'),
      detail: {
        $or: [
          { facts: { outcome: [{ 'anything-but': ['refused', 'void', 'no-longer-open'] }] } },
          { facts: { reason: ['invalid-number'] } },
        ],
      },
    },
    impact: 'A number that leads to nobody is not noted: it will not be corrected at the next visit.',
  },
  {
    name: 'callbacks/plan',
    description: 'Plans the callback of a visit, and takes it back from whoever was erased',
    table: { ...change, indexes: ['timeline'] },
    pattern: named('visit.recorded', 'visit.corrected', 'visit.voided', 'customer.erased'),
    impact: 'A visit has no callback plan: its customer will not be asked within three days.',
  },
  {
    name: 'callbacks/conclude',
    description: 'Closes a callback that was answered, or hands it to a person',
    table: changeWithRoster,
    pattern: named('survey.answered', 'survey.silent', 'survey.unclear'),
    impact: 'A survey ended, but its callback did not: a customer may be called in vain, or not at all.',
  },
  {
    name: 'callbacks/rescue',
    description: 'Has a person call where the question did not go out',
    table: changeWithRoster,
    pattern: unasked('survey'),
    impact: 'A question did not reach its customer and nobody was told to call instead.',
  },
  {
    name: 'callbacks/receive',
    description: 'Has a person call a customer who wrote unasked',
    table: changeWithRoster,
    pattern: { ...named('message.received'), detail: { facts: { unasked: [true] } } },
    impact: 'A customer wrote to us and nobody was told.',
  },
  {
    name: 'callbacks/heed',
    description: 'Has a person call a contented customer who wrote more than a score',
    table: changeWithRoster,
    pattern: {
      ...named('survey.answered', 'survey.remarked'),
      detail: { facts: { score: [{ numeric: ['>', 2] }], remark: [true] } },
    },
    impact: 'A customer wrote something beside their score and nobody read it.',
  },
  {
    name: 'callbacks/reassign',
    description: 'Gives the open calls of somebody who has left or is away to others',
    table: takeOver,
    pattern: named('staff.removed', 'staff.absences-changed'),
    impact: 'Customers wait for a call from somebody who has left or is away.',
  },
  {
    name: 'callbacks/carry-out',
    description: 'Takes down what was promised in a call, and asks for the appointment',
    table: change,
    pattern: { ...named('callback.attempted'), detail: { facts: { agreed: [true] } } },
    impact: 'What was promised to a customer stands on no list, or an appointment was not asked for.',
  },
  {
    name: 'callbacks/remind',
    description: 'Plans the calls about safety work that was put off',
    table: change,
    pattern: {
      ...named('vehicle.updated', 'callback.attempted'),
      detail: { facts: { safety: [true] } },
    },
    impact:
      'Steering or brake work that was put off is not called about, or is though it was done or refused.',
  },
  {
    name: 'surveys/ask',
    description: 'Puts the first question of a callback by text',
    table: change,
    pages: true,
    pattern: { ...named('callback.opened'), detail: { facts: { channel: ['text'] } } },
    impact: 'A callback was opened, but its customer was not asked.',
  },
  {
    name: 'surveys/answer',
    description: 'Reads a reply to a survey',
    table: change,
    pattern: repliesIn('survey'),
    impact: "A customer's answer was received, but not read: a complaint may be waiting in it.",
  },
  {
    name: 'surveys/note',
    description: 'Takes down an answer that a customer gave on the phone',
    table: change,
    pattern: { ...named('callback.attempted'), detail: { facts: { score: [{ exists: true }] } } },
    impact:
      "A customer's answer on the phone was reported, but is no score: a complaint may be waiting in it.",
  },
  {
    name: 'complaints/raise',
    description: "Opens a complaint from a dissatisfied customer's answer",
    table: changeWithRoster,
    pattern: {
      ...named('survey.answered', 'survey.remarked'),
      detail: { facts: { score: [{ numeric: ['<=', 2] }] } },
    },
    impact: 'A dissatisfied customer answered, but no complaint was opened.',
  },
  {
    name: 'complaints/hear',
    description: 'Reads what a customer wrote about a complaint',
    table: changeWithRoster,
    pattern: repliesIn('complaint'),
    impact: 'A customer wrote about a complaint, but it was neither closed nor reopened.',
  },
  {
    name: 'complaints/rescue',
    description: 'Has a person call whom no text about a complaint reached',
    table: changeWithRoster,
    pattern: unasked('complaint'),
    impact: 'A customer was not asked whether a complaint is solved, and nobody was told to ask.',
  },
  {
    name: 'complaints/reassign',
    description: 'Gives the open complaints of somebody who has left to others',
    table: takeOver,
    pattern: named('staff.removed'),
    impact: 'Complaints lie with somebody who has left, until their time is up.',
  },
  {
    name: 'staff/tell',
    description: 'Tells staff of major complaints, and notes what climbed to them',
    table: change,
    pattern: named('complaint.alarmed', 'complaint.escalated', 'promise.broken', 'promise.escalated'),
    impact: 'Superiors were not told by text of a major complaint, or of what climbed to them.',
  },
];

/** What other systems are told of, and what was asked of their endpoints. */
export const notifyEntry: EventEntry = {
  name: 'events/notify',
  description: 'Tells other systems of an event',
  table: change,
  secret: true,
  pattern: named(
    'callback.closed',
    'survey.answered',
    'complaint.opened',
    'complaint.escalated',
    'complaint.closed',
    'appointment.requested',
    'endpoint.test-requested',
    'endpoint.replay-requested',
  ),
  impact: 'Other systems were not told of an event that they asked for, and nothing will be tried again.',
};

/** Who joins and who leaves; only where staff sign in with our own user pool. */
export const admitEntry: EventEntry = {
  name: 'staff/admit',
  description: 'Creates or disables the sign-in of a member of staff',
  table: look,
  pattern: named('staff.registered', 'staff.removed'),
  impact: 'Somebody who was registered cannot sign in, or somebody who has left still can.',
};

/** Every event that asks for a text. */
export const sendEntry: EventEntry = {
  name: 'messages/send',
  description: 'Sends, holds or withholds the text that an event asks for',
  table: { ...change, remove: true, count: true },
  pages: true,
  pattern: { detail: { text: { template: [{ exists: true }] } } },
  impact: 'A text to a customer was neither sent nor withheld for a reason.',
};

/** Texts from customers. */
export const receiveEntry: Omit<EventEntry, 'pattern'> = {
  name: 'messages/receive',
  description: 'Takes in a text from a customer',
  table: changeWithRoster,
  secret: true,
  impact: "A customer's text was not taken in: it may be a complaint or an opt-out.",
};

/** What carriers tell of texts, from the log that SNS writes; only where it is SNS that texts. */
export const receiptEntry: Omit<EventEntry, 'pattern'> = {
  name: 'messages/note-receipt',
  description: 'Notes whether a text arrived',
  table: change,
  impact: 'That a text did not arrive was not noted: a number that leads to nobody will not be corrected.',
};

export const sweepFunctions: readonly SweepEntry[] = [
  {
    name: 'callbacks/generate',
    description: 'Opens every callback whose moment has come',
    everyMinutes: 15,
    table: sweepDue,
    impact: 'Callbacks that are due were not opened: customers are not asked in time.',
  },
  {
    name: 'callbacks/renew-scripts',
    description: 'Tells the owners of scripts that have grown stale',
    everyMinutes: 60,
    table: sweepDue,
    impact: 'Nobody is told that a script has grown stale: callers go on with it.',
  },
  {
    name: 'surveys/expire',
    description: 'Records silence where the time for an answer is up',
    everyMinutes: 60,
    table: sweepDue,
    impact: 'Silent customers are not handed to a person.',
  },
  {
    name: 'messages/release',
    description: 'Asks again for texts that quiet hours held back',
    everyMinutes: 30,
    table: sweepDue,
    impact: 'Texts that were held back overnight are not sent.',
  },
  {
    name: 'callbacks/pursue',
    description: 'Lets broken promises climb, and letters be written where a text brought no answer',
    everyMinutes: 30,
    table: sweepDue,
    impact: 'Broken promises reach nobody, and customers who cannot be reached are not written to.',
  },
  {
    name: 'complaints/escalate',
    description: 'Lets complaints climb and customers be asked again',
    everyMinutes: 30,
    table: sweepDue,
    impact: 'Complaints whose time is up do not reach the next level.',
  },
  {
    name: 'complaints/seal',
    description: 'Proves and seals the record of complaints, once a day',
    everyMinutes: 1440,
    table: { get: true, collections: true, indexes: ['ledger'] },
    seals: 'writes',
    impact:
      'The record of complaints was not sealed, or the record of one does not hold: somebody may have changed it behind the system.',
  },
  {
    name: 'staff/tell-overdue',
    description: 'Tells staff by text how much of their work is overdue',
    everyMinutes: 30,
    table: { get: true, put: true, collections: true, indexes: ['worklist'] },
    impact: 'Staff are not told by text of work that is overdue; their worklists show it.',
  },
  {
    name: 'events/deliver',
    description: 'Tries again to tell other systems what did not reach them',
    everyMinutes: 15,
    table: { get: true, put: true, indexes: ['due'] },
    secret: true,
    impact: 'Other systems that did not answer at once are not told of events again.',
  },
];

export const relayEntry = {
  name: 'events/relay',
  description: "Puts the table's events on the bus",
  impact:
    'Events were committed but did not reach the bus: nothing that follows from them happens. Relay them again.',
} as const;
