import { createHash } from 'node:crypto';
import type { Locale } from '../../events/text-request.ts';

/** What surrounds every public page: its language, its title, and the store that it belongs to. */
export interface Frame {
  readonly locale: Locale;
  readonly title: string;
  readonly dealerName: string;
}

const style = `*{box-sizing:border-box}body{margin:0 auto;max-width:34rem;padding:1rem;font:1rem/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1c1c1c;background:#fff}
h1{font-size:1.4rem;margin:.2rem 0 1rem}.dealer{margin:0;color:#555}label{display:block;font-weight:600;margin:1rem 0 .3rem}
textarea,input,button{width:100%;font:inherit;padding:.6rem;border:1px solid #767676;border-radius:.4rem}
button{margin-top:1rem;background:#0b5cad;border-color:#0b5cad;color:#fff;font-weight:600}.hint{margin:.3rem 0;color:#555;font-size:.9rem}
.fault{margin:.3rem 0;color:#a30000;font-weight:600}.number{font-size:1.2rem;font-weight:700}
fieldset{border:0;margin:1.2rem 0 0;padding:0}legend{font-weight:600;padding:0}fieldset label{display:flex;align-items:center;gap:.6rem;margin:.3rem 0;padding:.5rem .6rem;border:1px solid #767676;border-radius:.4rem;font-weight:400}
input[type=radio]{width:1.2rem;height:1.2rem;margin:0;flex:none}:focus-visible,fieldset label:focus-within{outline:3px solid #0b5cad;outline-offset:2px}`;

/** What a browser may do with the page: show it with this style and send its form back to us, nothing else. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** A whole page around what is its own. */
export function framed({ locale, title, dealerName }: Frame, main: string): string {
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
<header>
<p class="dealer">${escaped(dealerName)}</p>
<h1>${escaped(title)}</h1>
</header>
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
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => meant[sign] ?? sign);
}
