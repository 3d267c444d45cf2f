import type { DomainEvent } from '../catalogue.ts';
import type { ToldEvent } from '../endpoints.ts';

/** What is told of an event: its outward name, and ids and figures only. */
export interface Told {
  readonly type: ToldEvent;
  readonly data: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
}

/**
 * What other systems are told of an event; undefined where it is none of theirs. Each member is named here, so that
 * what an event learns to carry later does not leave the house by itself.
 */
export function toldOf(event: DomainEvent): Told | undefined {
  const { id: eventId, aggregateId, dealerId, customerId } = event;
  const subject = { eventId, dealerId, customerId };
  switch (event.name) {
    case 'callback.closed': {
      const { visitId, outcome } = event.facts;
      if (visitId === undefined || outcome === 'void') return undefined;
      return { type: 'visit.followed-up', data: { ...subject, callbackId: aggregateId, visitId, outcome } };
    }
    case 'survey.answered': {
      const { callbackId, visitId, score, late } = event.facts;
      const data = { ...subject, surveyId: aggregateId, callbackId, visitId, score, late };
      return { type: event.name, data };
    }
    case 'complaint.opened': {
      const { number, source, severity, level, assigneeId, dueAt } = event.facts;
      const data = { complaintId: aggregateId, number, source, severity, level, assigneeId, dueAt };
      return { type: event.name, data: { ...subject, ...data } };
    }
    case 'complaint.escalated': {
      const { level, assigneeId, dueAt } = event.facts;
      return { type: event.name, data: { ...subject, complaintId: aggregateId, level, assigneeId, dueAt } };
    }
    case 'complaint.closed': {
      const { firstAttempt } = event.facts;
      return { type: event.name, data: { ...subject, complaintId: aggregateId, firstAttempt } };
    }
    case 'appointment.requested': {
      const { visitId, callbackId, from, until, work } = event.facts;
      const data = { appointmentId: aggregateId, visitId, callbackId, from, until, work };
      return { type: event.name, data: { ...subject, ...data } };
    }
    default:
      return undefined;
  }
}

/** The body of a webhook as Standard Webhooks shapes it. */
export function bodyOf(type: string, timestamp: string, data: Told['data']): string {
  return JSON.stringify({ type, timestamp, data });
}
