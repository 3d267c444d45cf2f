import {
  commandNames,
  type ComplaintState,
  customerMoves,
  finished,
  life,
} from '../../../shared/complaints/life.ts';

/** The life of a complaint as a Mermaid diagram, from the table: `*` marks what only ordinary complaints may do. */
export function lifeDiagram(): string {
  const edges = new Map<string, string[]>();
  const draw = (from: ComplaintState, to: ComplaintState, label: string) => {
    const edge = `${spelt(from)} --> ${spelt(to)}`;
    edges.set(edge, [...(edges.get(edge) ?? []), label]);
  };
  for (const command of commandNames) {
    const { from, ordinaryFrom = [], to } = life[command];
    for (const target of to) {
      for (const state of from)
        if (state !== target && leads(command, state, target)) draw(state, target, command);
      for (const state of ordinaryFrom) draw(state, target, `${command} *`);
    }
  }
  for (const { says, from, to } of customerMoves)
    for (const state of from) draw(state, to, `customer: ${says}`);
  const lines = [...edges].map(([edge, labels]) => `  ${edge} : ${labels.join(', ')}`);
  const ends = finished.map((state) => `  ${spelt(state)} --> [*]`);
  return ['stateDiagram-v2', '  [*] --> received : an objection', ...lines, ...ends].join('\n');
}

/** A finished task moves a complaint only where it was the last of an approved settlement. */
function leads(command: string, from: ComplaintState, to: ComplaintState): boolean {
  return command !== 'complete-task' || (from === 'approved' && to === 'carried-out');
}

/** Mermaid takes a hyphen for an arrow. */
function spelt(state: ComplaintState): string {
  return state.replaceAll('-', '_');
}
