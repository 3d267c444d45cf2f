import { demo } from './demo.ts';
import type { Group } from './group.ts';

const groups: readonly Group[] = [demo];

/** The group of a name. Throws an error that lists the names there are. */
export function groupOf(name: string): Group {
  const group = groups.find((each) => each.name === name);
  if (group) return group;
  const names = groups.map((each) => each.name).join(', ');
  throw new Error(
    `there is no dealer group "${name}" in infra/groups (there is: ${names}); add a file and list it in groups.ts`,
  );
}
