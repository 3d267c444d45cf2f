import { createHash } from 'node:crypto';
import type { Locale } from '../../events/text-request.ts';
import { type Wording, wordings } from './wording.ts';

/** What stands in the form: what the customer has written so far, and which fields are at fault. */
export interface Form {
  readonly key: string;
  readonly words?: string | undefined;
  readonly remedySought?: string | undefined;
  readonly phone?: string | undefined;
  readonly faults: readonly (keyof Wording['faults'])[];
}

interface Frame {
  readonly locale: Locale;
  readonly dealerName: string;
}

/** The form, with the faults of what was sent before. */
export function formPage(frame: Frame, form: Form): string {
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
export function receivedPage(frame: Frame, number: string): string {
  const say = wordings[frame.locale];
  return page(
    frame,
    `<p class="number">${escaped(say.received(number))}</p><p>${escaped(say.next)}</p><p>${escaped(say.verify)}</p>`,
  );
}

/** Why it did not, in a sentence. */
export function refusedPage(frame: Frame, why: 'tooMany' | 'tooLarge' | 'noDealer'): string {
  const say = wordings[frame.locale];
  return page(frame, `<p class="fault">${escaped(say[why])}</p>`);
}

const style = `*{box-sizing:border-box}body{margin:0 auto;max-width:34rem;padding:1rem;font:1rem/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1c1c1c;background:#fff}
h1{font-size:1.4rem;margin:.2rem 0 1rem}.dealer{margin:0;color:#555}label{display:block;font-weight:600;margin:1rem 0 .3rem}
textarea,input,button{width:100%;font:inherit;padding:.6rem;border:1px solid #767676;border-radius:.4rem}
button{margin-top:1rem;background:#0b5cad;border-color:#0b5cad;color:#fff;font-weight:600}.hint{margin:.3rem 0;color:#555;font-size:.9rem}
.fault{margin:.3rem 0;color:#a30000;font-weight:600}.number{font-size:1.2rem;font-weight:700}`;

/** What a browser may do with the page: show it with this style and send its form back to us, nothing else. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

function page({ locale, dealerName }: Frame, main: string): string {
  const { title } = wordings[locale];
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<p class="dealer">${escaped(dealerName)}</p>
<h1>${escaped(title)}</h1>
<main>
${main}
</main>
</body>
</html>
`;
}

const meant: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it is shown, whatever it would mean as HTML. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => meant[sign] ?? sign);
}
