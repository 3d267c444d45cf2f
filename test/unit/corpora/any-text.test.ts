import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeCategories } from '../../../shared/complaints/categorise.ts';
import { gradeSeverity } from '../../../shared/complaints/severity.ts';
import { isCourtesy } from '../../../shared/messages/courtesy.ts';
import { readKeyword } from '../../../shared/messages/opt-out.ts';
import { readYesNo } from '../../../shared/messages/yes-no.ts';
import { readRating } from '../../../shared/surveys/reply.ts';
import { anyText, noOptOut } from '../../corpora/any-text.ts';

// The campaign: ANY_TEXTS=5000 npx vitest run --project rules test/unit/corpora/any-text.test.ts
const runs = { seed: 20260302, numRuns: Number(process.env['ANY_TEXTS'] ?? 500) };
const named = { namedWayOut: 'T', yesNoOpen: false };

describe('any text at all', { timeout: 3_600_000 }, () => {
  it('is read without a fault and in a moment, and evidence is a piece of it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const began = performance.now();
        const evidence = [
          readRating(text)?.evidence,
          readKeyword(text, named)?.evidence,
          readYesNo(text)?.evidence,
          ...gradeSeverity(text).evidence,
          ...proposeCategories(text).flatMap((proposed) => proposed.evidence),
        ];
        isCourtesy(text.slice(0, 5000));
        // A text that takes a reader exponential time would take minutes; the machine may be busy.
        expect(performance.now() - began).toBeLessThan(5000);
        for (const piece of evidence) expect(text.includes(piece ?? '')).toBe(true);
      }),
      runs,
    );
  });

  it('is no opt-out unless it asks for one', () => {
    fc.assert(
      fc.property(noOptOut, (text) => {
        expect(readKeyword(text, named)?.kind).not.toBe('opt-out');
      }),
      runs,
    );
  });
});
