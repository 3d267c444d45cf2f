import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Something that happens, and the texts that the customer gets from it. */
export interface Act {
  readonly kind: 'reply' | 'reply-twice' | 'visit' | 'complain' | 'solve' | 'wait';
  readonly words: string;
  readonly texts: string[];
}

/** What was recorded of the customer by the end of a scene, or was not. */
export interface Expectation {
  readonly recorded: boolean;
  readonly name: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** What happens at one time. */
export interface Scene {
  /** `Tue 12:00`, at the store. */
  readonly time: string;
  readonly acts: Act[];
  readonly expectations: Expectation[];
}

export interface Conversation {
  readonly title: string;
  readonly scenes: Scene[];
}

/** Reads the conversations of a language; their lines are explained in conversations/README.md. Throws on any other line. */
export function conversationsIn(locale: 'zh-CN' | 'en-US'): Conversation[] {
  const file = path.resolve(import.meta.dirname, 'conversations', `${locale}.txt`);
  const read: Conversation[] = [];
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('//')) continue;
    try {
      readLine(read, line);
    } catch (cause) {
      throw new Error(`${locale}.txt, line ${index + 1}: “${line}” is no line of a conversation`, { cause });
    }
  }
  return read;
}

function readLine(read: Conversation[], line: string): void {
  const [, sign = '', rest = ''] = /^(#|>>|>|<|\*|=|!) (.*)$/.exec(line) ?? [];
  if (sign === '#') {
    read.push({ title: rest, scenes: [] });
    return;
  }
  const { scenes } = last(read);
  if (/^(?:Tue|Wed|Thu) \d\d:\d\d$/.test(line)) {
    // What the time alone brings is an act, too.
    scenes.push({ time: line, acts: [{ kind: 'wait', words: '', texts: [] }], expectations: [] });
    return;
  }
  const { acts, expectations } = last(scenes);
  if (sign === '<') last(acts).texts.push(rest);
  else if (sign === '=' || sign === '!') expectations.push(expectationOf(sign === '=', rest));
  else acts.push(actOf(sign, rest));
}

function actOf(sign: string, rest: string): Act {
  if (sign === '>' || sign === '>>') {
    const words = rest.replaceAll(String.raw`\n`, '\n');
    return { kind: sign === '>' ? 'reply' : 'reply-twice', words, texts: [] };
  }
  const [, kind, words = ''] = /^(visit|complain|solve)(?: (.*))?$/.exec(sign === '*' ? rest : '') ?? [];
  if (kind !== 'visit' && kind !== 'complain' && kind !== 'solve') throw new Error('no such act');
  return { kind, words, texts: [] };
}

function expectationOf(recorded: boolean, rest: string): Expectation {
  const [name = '', ...facts] = rest.split(' ');
  const pairs = facts.map((fact): [string, string] => {
    const [key = '', value = ''] = fact.split('=');
    return [key, value];
  });
  return { recorded, name, facts: Object.fromEntries(pairs) };
}

function last<T>(list: readonly T[]): T {
  const found = list.at(-1);
  if (found === undefined) throw new Error('nothing stands before it');
  return found;
}
