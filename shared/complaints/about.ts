import { normalise } from '../messages/normalise.ts';
import type { Table } from '../platform/table.ts';
import type { Person } from '../staff/person.ts';
import { findVisit } from '../visits/visits.ts';

/** Words for whoever receives customers, and for how people are treated; what they did to the vehicle is not meant. */
const personal = new RegExp(
  [
    '(?<![a-z])(?:advis[eo]rs?|receptionists?|front desk|rude(?:ly|ness)?|impolite|unfriendly|arrogant|attitude|disrespect(?:ful|ed)?|yelled|shouted|ignored (?:me|us)|lied|liar)(?![a-z])',
    '态度|接待|顾问|前台|没礼貌|不礼貌|不耐烦|爱理不理|爱搭不理|不理人|骂人|吼|脾气|敷衍|忽悠|骗',
  ].join('|'),
  'u',
);

/** Whether words complain of how somebody treated the customer; rather once too often, since then others handle it. */
export function isAboutPeople(words: string): boolean {
  return personal.test(normalise(words).text);
}

/**
 * Who is complained of by words about a visit: its advisor, where the words are of people (R54, R87). Nobody where the
 * visit or the person is not known.
 */
export async function advisorComplainedOf(
  table: Table,
  visitId: string,
  roster: readonly Person[],
  words: readonly string[],
): Promise<string[]> {
  if (!words.some(isAboutPeople)) return [];
  const advisorId = (await findVisit(table, visitId))?.state.advisorId;
  const advisor = roster.find(({ id, dmsId }) => id === advisorId || dmsId === advisorId);
  return advisor ? [advisor.id] : [];
}
