import * as v from 'valibot';
import { connectSecret } from '../../platform/connect-secret.ts';
import { environment } from '../../platform/environment.ts';
import type { Pages } from './link.ts';

/** Where the pages of surveys are reached, as the function's environment says; nothing where surveys stay text-only. */
export function connectPages(): Pages | undefined {
  const { SURVEY_LINK: link } = environment({ SURVEY_LINK: v.optional(v.string()) });
  return link === undefined ? undefined : { link, secret: connectSecret() };
}
