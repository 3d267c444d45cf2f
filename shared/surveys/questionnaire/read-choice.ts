import { clausesOf, isCourtesy, normalise } from '../../messages/normalise.ts';

const lone = /^(?:选|选择|答案?|第|option|number|no|answer)?[ .:]*([1-9])(?: ?(?:号|项|个))?$/u;

/** The number that a reply picks out of so many, or undefined: a number counts alone, beside mere politeness. */
export function readChoice(text: string, options: number): number | undefined {
  const said = clausesOf(normalise(text).text).filter((clause) => !isCourtesy(clause.text));
  const [only, ...others] = said;
  const picked = Number(only && others.length === 0 ? lone.exec(only.text)?.[1] : undefined);
  return picked <= options ? picked : undefined;
}
