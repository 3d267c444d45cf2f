import * as v from 'valibot';
import { ImportanceSchema } from '../../customers/importance.ts';
import { ReworkSchema } from '../../customers/rework.ts';
import { WorkSchema } from '../../customers/work.ts';
import { numberDoubts } from '../../events/people.ts';
import { InstantSchema } from '../../platform/time.ts';
import { vinDoubts } from '../../visits/vin.ts';
import { told } from './operation.ts';
import { sample } from './sample.ts';

/** A vehicle as a store may see it. */
export const VehicleViewSchema = v.object({
  id: v.string(),
  isKeeper: told(
    v.boolean(),
    'Whether it is this customer who brought it last; if not, it was probably sold, and nothing else of it is shown.',
  ),
  plate: v.optional(v.string()),
  vin: v.optional(v.string()),
  vinDoubts: told(v.array(v.picklist(vinDoubts)), 'Why the VIN may be mistyped; ask for it.'),
  openItems: told(
    v.array(
      v.object({
        visitId: v.string(),
        item: told(WorkSchema.entries.item, 'Its place among the items of that visit, from 0.'),
        since: told(InstantSchema, 'When it was put off, for the last time.'),
        description: v.string(),
        outcome: WorkSchema.entries.outcome,
        reason: v.optional(told(v.string(), 'Why this customer put it off.')),
        systems: WorkSchema.entries.systems,
        safety: told(
          WorkSchema.entries.safety,
          'Why it is safety-relevant: steering, brakes, or called so by the DMS; which field, and what in it.',
        ),
      }),
    ),
    'What was deferred or declined and has not been done since, safety-relevant items first.',
  ),
  reworks: told(
    v.array(v.pick(ReworkSchema, ['system', 'visitId', 'earlierVisitId', 'within', 'at'])),
    'The same system worked on again too soon: both visits, and which limit it fell under.',
  ),
});

export const ImportanceListSchema = told(
  v.array(ImportanceSchema),
  'Why the customer is important: of which kind, since when, and what it follows from. Empty where they are not.',
);

const earlierVisitId = 'visit_3b5d7f9h1k3m5p7r9t1v';

/** Front brake pads that came again, and rear ones that were put off. */
export const vehicleExample: v.InferInput<typeof VehicleViewSchema> = {
  id: sample.vehicleId,
  isKeeper: true,
  plate: '川A12345',
  vin: 'LFV3A23C8K3000017',
  vinDoubts: ['check-digit'],
  openItems: [
    {
      visitId: sample.visitId,
      item: 1,
      since: '2026-03-02T01:12:00.000Z',
      description: '后刹车片剩3毫米',
      outcome: 'deferred',
      reason: '客户下次再换',
      systems: ['brakes'],
      safety: [{ field: 'description', found: '刹车片' }],
    },
  ],
  reworks: [
    {
      system: 'brakes',
      visitId: sample.visitId,
      earlierVisitId,
      within: 'days',
      at: '2026-03-02T01:12:00.000Z',
    },
  ],
};

export const importanceExample: v.InferInput<typeof ImportanceListSchema> = [
  {
    kind: 'rework',
    since: '2026-03-02T01:12:00.000Z',
    vehicleId: sample.vehicleId,
    system: 'brakes',
    visitId: sample.visitId,
    earlierVisitId,
  },
];

/** Why the customer's number is to be corrected. */
export const NumberDoubtSchema = told(
  v.object({ because: v.picklist(numberDoubts), since: InstantSchema }),
  'The number led to nobody when it was called last: ask for another at the next visit. Absent once a visit told another, or the customer was reached at it.',
);
