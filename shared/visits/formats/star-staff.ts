import type { Draft } from './draft.ts';
import { Place } from './place.ts';

/** A person of the staff in a STAR order: where id and name stand. */
export interface StarStaff {
  readonly id: Place;
  readonly name: Place;
}

const advisorRoles = ['SERVICE_ADVISOR', 'ADVISOR'] as const;
const technicianRoles = ['PRIMARY_TECHNICIAN', 'TECHNICIAN', 'HELPER_TECHNICIAN', 'SERVICE_TECH'] as const;

/** Who took the vehicle in: assigned to the order, or to one of its operations. */
export function advisorOf(draft: Draft, order: Place, operations: readonly Place[]): StarStaff {
  const assigned = assignmentsIn(draft, [order, ...operations]);
  const advisor = advisorRoles
    .map((role) => assigned.find(({ roles }) => roles.includes(role)))
    .find((each) => each !== undefined);
  if (advisor) return advisor;
  // Nobody has the role: what is missing is an element of the list.
  const expected = new Place(`${order.at('staff_assignments').pointer}/-`, undefined).at('identifier');
  return { id: expected.at('value'), name: expected.at('detail') };
}

/** Who worked on the vehicle, each once, the primary ones first. */
export function techniciansOf(draft: Draft, order: Place, operations: readonly Place[]): StarStaff[] {
  const assigned = assignmentsIn(draft, [order, ...operations]);
  const ranked = technicianRoles.flatMap((role) => assigned.filter(({ roles }) => roles.includes(role)));
  const byId = new Map<string, StarStaff>();
  for (const each of ranked) {
    const id = each.id.text();
    if (id !== undefined && !byId.has(id)) byId.set(id, each);
  }
  return [...byId.values()];
}

function assignmentsIn(draft: Draft, places: readonly Place[]): (StarStaff & { roles: string[] })[] {
  return places
    .flatMap((place) => place.at('staff_assignments').each())
    .map((assignment) => {
      const identifier = assignment.at('identifier');
      const keys = ['staff_key', 'staff_reference_key', 'staff_reference_id'].map((key) =>
        assignment.at(key),
      );
      const id = [identifier.at('value'), ...keys].find((each) => each.isThere) ?? identifier.at('value');
      const names = [identifier.at('detail'), assignment.at('staff_name'), assignment.at('full_name')];
      const name = names.find((each) => each.isThere) ?? identifier.at('detail');
      return { id, name, roles: rolesOf(draft, assignment) };
    });
}

/** A list of codes, or a single one. */
function rolesOf(draft: Draft, assignment: Place): string[] {
  const roles = draft.at(assignment, 'role_types', 'role_type', 'roles');
  const codes = Array.isArray(roles.value) ? roles.each().map((each) => each.code()) : [roles.code()];
  return codes.filter((code) => code !== undefined);
}
