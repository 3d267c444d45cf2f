import { proposeCategories } from '../../shared/complaints/categorise.ts';
import { gradeSeverity } from '../../shared/complaints/severity.ts';
import type { LabelledComplaint } from './corpus.ts';
import { type Measure, measure } from './measure.ts';

/** The figures of the rules for severity on some complaints. */
export function measureComplaints(complaints: readonly LabelledComplaint[]): Measure[] {
  const of = (severity: LabelledComplaint['severity']) =>
    complaints.filter((each) => !each.safety && each.severity === severity);
  const atStake = complaints.filter(({ safety }) => safety);
  const harmless = complaints.filter((each) => each.severity !== 'major');
  return [
    measure('safety at stake, and made major', atStake, (each) => graded(each) === 'major'),
    measure('major without danger, and made major', of('major'), (each) => graded(each) === 'major'),
    measure('not major, and not made major', harmless, (each) => graded(each) !== 'major'),
    measure('complex, and made complex', of('complex'), (each) => graded(each) === 'complex'),
    measure('ordinary, and left ordinary', of('ordinary'), (each) => graded(each) === 'ordinary'),
    measure('one of its categories is proposed', complaints, (each) =>
      each.categories.some((category) => proposed(each).includes(category)),
    ),
    measure('the first proposed is one of its own', complaints, (each) =>
      each.categories.includes(proposed(each)[0] ?? ''),
    ),
  ];
}

function graded({ text }: LabelledComplaint): string {
  return gradeSeverity(text).severity;
}

function proposed({ text }: LabelledComplaint): string[] {
  return proposeCategories(text).map(({ category }) => category);
}
