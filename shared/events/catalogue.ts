import * as v from 'valibot';
import * as appointments from './appointments.ts';
import * as callbacks from './callbacks.ts';
import * as complaints from './complaints.ts';
import * as endpoints from './endpoints.ts';
import * as messages from './messages.ts';
import * as people from './people.ts';
import * as scripts from './scripts.ts';
import * as surveys from './surveys.ts';
import * as vehicles from './vehicles.ts';
import * as visits from './visits.ts';

/** Every kind of event there is, by name. An event that none of these reads is not relayed but parked. */
export const EventSchema = v.variant('name', [
  visits.VisitRecorded,
  visits.VisitCorrected,
  visits.VisitVoided,
  visits.MappingStored,
  callbacks.CallbackPlanned,
  callbacks.CallbackReplanned,
  callbacks.CallbackWithdrawn,
  callbacks.CallbackSkipped,
  callbacks.CallbackOpened,
  callbacks.CallbackHanded,
  callbacks.CallbackReassigned,
  callbacks.CallbackAttempted,
  callbacks.CallbackClosed,
  scripts.ScriptDrafted,
  scripts.ScriptApproved,
  scripts.ScriptRetired,
  scripts.ScriptGrownStale,
  surveys.SurveyAsked,
  surveys.SurveyRepeated,
  surveys.SurveyAnswered,
  surveys.SurveyRemarked,
  surveys.SurveyUnclear,
  surveys.SurveySilent,
  messages.MessageSent,
  messages.MessageHeld,
  messages.MessageReleased,
  messages.MessageWithheld,
  messages.MessageUnconfirmed,
  messages.MessageReceived,
  messages.HandsetOptedOut,
  messages.HandsetOptedIn,
  complaints.ComplaintOpened,
  complaints.ComplaintWordsAdded,
  complaints.ComplaintEscalated,
  complaints.ComplaintReassigned,
  complaints.ComplaintSolutionProposed,
  complaints.ComplaintAskedAgain,
  complaints.ComplaintHanded,
  complaints.ComplaintClosed,
  complaints.ComplaintReopened,
  people.CustomerUpdated,
  people.CustomerImportanceChanged,
  people.CustomerSharingRecorded,
  people.CustomersLinked,
  people.CustomersUnlinked,
  people.CustomersMerged,
  people.CustomersUnmerged,
  vehicles.VehicleUpdated,
  vehicles.VehicleKeeperChanged,
  vehicles.VehicleReworked,
  vehicles.VehicleReworkWithdrawn,
  people.DealerRegistered,
  people.DealerSecretsChanged,
  people.TextingSwitched,
  people.StaffRegistered,
  people.StaffRemoved,
  people.TeamFormed,
  people.TeamDissolved,
  appointments.AppointmentRequested,
  endpoints.EndpointRegistered,
  endpoints.EndpointChanged,
  endpoints.EndpointRemoved,
  endpoints.EndpointDisabled,
  endpoints.EndpointTestRequested,
  endpoints.EndpointReplayRequested,
  endpoints.EndpointDeliveryFailed,
]);
export type DomainEvent = v.InferOutput<typeof EventSchema>;
