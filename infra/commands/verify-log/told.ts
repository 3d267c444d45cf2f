import type { BrokenSeal } from '../../../shared/complaints/seals.ts';
import type { Verification } from '../../../shared/complaints/verify.ts';
import type { BrokenLink } from '../../../shared/events/prove.ts';

/** What each flaw of a link means for whoever reads of it. */
const flawInWords: Readonly<Record<BrokenLink['flaw'], string>> = {
  'aggregate-missing': 'nothing is left of the complaint',
  'event-missing': 'the event is not there',
  'event-changed': 'the event is not the one that was written',
  'words-changed': 'the words are not those that were written',
  'words-missing': 'the words are gone, and no erasure says so',
  'not-as-sealed':
    'the record up to here is not the one that was sealed, though its links hold: it was rewritten',
  'head-missing': 'the state, or the end of the chain in it, is not there',
  'head-changed': 'the state does not end where the chain ends',
  'state-changed': 'the state is not the one that was written with the newest event',
};

const sealInWords: Readonly<Record<BrokenSeal['flaw'], string>> = {
  'seal-missing': 'it does not follow from the seal before: one is missing between them, or was forged',
  'seal-unreadable': 'it is no seal',
};

/** A verification in sentences. */
export function toldOf(of: Verification): string {
  const { dealerId, whole, complaints, seals, lastSealedAt, brokenSeal, broken, gone } = of;
  return [
    `${complaints} complaints of ${dealerId} proven against ${seals} seals${lastSealedAt ? `, the last of ${lastSealedAt}` : ''}.`,
    ...(brokenSeal ? [`The seal ${brokenSeal.key} does not hold: ${sealInWords[brokenSeal.flaw]}.`] : []),
    ...broken.map(
      ({ complaintId, number, version, flaw, sk }) =>
        `${number} (${complaintId}) does not hold from version ${version} on, item ${sk}: ${flawInWords[flaw]}.`,
    ),
    ...gone.map(
      ({ complaintId, number, version, sk, erasedIn }) =>
        `${number} (${complaintId}), version ${version}: ${sk} was erased, as version ${erasedIn} says.`,
    ),
    whole ? 'The record is whole.' : 'The record is NOT whole.',
  ].join('\n');
}
