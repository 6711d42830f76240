// What the server refused, tied to the rule that it was said of, wherever that stands by now.

import { same } from '../../lib/same';
import { wrongs } from '../../lib/saving';
import type { Rule } from '../../lib/wire';
import { t } from './text';

export type Part = 'name' | 'when' | 'then' | 'message' | 'tags' | 'team' | 'other';

export interface Wrong {
  rule: string;
  part: Part;
  what: string;
  /** The rule as it was refused. */
  sent: Rule;
}

const PARTS: readonly string[] = ['name', 'when', 'then', 'message', 'tags', 'team'];

/** An attribute whose name was not written. */
const NAMELESS = /^Nothing is called "(attribute|signed|earlier)\."/;

/** Reads `rules.2.when` and the like. */
export function wrongOf(error: unknown, sent: readonly Rule[]): Wrong[] {
  return Object.entries(wrongs(error)).flatMap(([field, what]) => {
    const [, n, part = ''] = field.split('.');
    const rule = sent[Number(n)];
    if (!rule) return [];
    const known = PARTS.includes(part) ? (part as Part) : 'other';
    const said = NAMELESS.test(what) ? t('wrong.nameless') : what;
    return [{ rule: rule.id, part: known, what: said, sent: rule }];
  });
}

/** What has to be touched for a part to be mended. */
function counting(part: Part): readonly (keyof Rule)[] {
  if (part === 'other') return [];
  if (part === 'team') return ['team', 'then'];
  // What does nothing may be given a tag or a priority instead.
  return part === 'then' ? ['then', 'tags', 'priority'] : [part];
}

/** Nobody reads of what is mended: a part that was touched since is looked at anew. */
export function standing(found: readonly Wrong[], now: readonly Rule[]): Wrong[] {
  return found.filter(({ rule, part, sent }) => {
    const it = now.find((one) => one.id === rule);
    if (!it) return false;
    const keys = counting(part);
    if (keys.length === 0) return same(it, sent);
    return keys.every((key) => same(it[key], sent[key]));
  });
}

export const ofPart = (found: readonly Wrong[], rule: string, part: Part) =>
  found.find((it) => it.rule === rule && it.part === part)?.what;
