import type { Locale } from '../../events/text-request.ts';
import { escaped, framed } from './frame.ts';
import { type Wording, wordings } from './wording.ts';

/** What stands in the form: what the customer has written so far, and which fields are at fault. */
export interface Form {
  readonly key: string;
  readonly words?: string | undefined;
  readonly remedySought?: string | undefined;
  readonly phone?: string | undefined;
  readonly faults: readonly (keyof Wording['faults'])[];
}

interface Asked {
  readonly locale: Locale;
  readonly dealerName: string;
}

/** The form, with the faults of what was sent before. */
export function formPage(frame: Asked, form: Form): string {
  const say = wordings[frame.locale];
  const { words, remedySought, phone, faults, key } = form;
  const fault = (name: keyof Wording['faults']) =>
    faults.includes(name) ? `<p class="fault" id="${name}-fault">${escaped(say.faults[name])}</p>` : '';
  const marked = (name: keyof Wording['faults']) =>
    faults.includes(name) ? ` aria-invalid="true" aria-describedby="${name}-fault"` : '';
  return page(
    frame,
    `<p>${escaped(say.intro)}</p>
<form method="post" action="?lang=${frame.locale}" accept-charset="utf-8">
<input type="hidden" name="key" value="${escaped(key)}">
<label for="words">${escaped(say.words)}</label>${fault('words')}
<textarea id="words" name="words" rows="7" maxlength="5000" required${marked('words')}>
${escaped(words ?? '')}</textarea>
<p class="hint">${escaped(say.wordsHint)}</p>
<label for="remedy">${escaped(say.remedy)}</label>${fault('remedySought')}
<textarea id="remedy" name="remedySought" rows="2" maxlength="2000"${marked('remedySought')}>
${escaped(remedySought ?? '')}</textarea>
<label for="phone">${escaped(say.phone)}</label>${fault('phone')}
<input id="phone" name="phone" type="tel" autocomplete="tel" maxlength="40" required value="${escaped(phone ?? '')}"${marked('phone')}>
<p class="hint">${escaped(say.phoneHint)}</p>
<button type="submit">${escaped(say.send)}</button>
<p class="hint">${escaped(say.privacy)}</p>
</form>
<p><a href="?lang=${say.other.locale}" lang="${say.other.locale}">${escaped(say.other.name)}</a></p>`,
  );
}

/** That it arrived: the number and the next step, and nothing of what was written. */
export function receivedPage(frame: Asked, number: string): string {
  const say = wordings[frame.locale];
  return page(
    frame,
    `<p class="number">${escaped(say.received(number))}</p><p>${escaped(say.next)}</p><p>${escaped(say.verify)}</p>`,
  );
}

/** Why it did not, in a sentence. */
export function refusedPage(frame: Asked, why: 'tooMany' | 'tooLarge' | 'noDealer'): string {
  const say = wordings[frame.locale];
  return page(frame, `<p class="fault">${escaped(say[why])}</p>`);
}

function page(frame: Asked, main: string): string {
  return framed({ ...frame, title: wordings[frame.locale].title }, main);
}
