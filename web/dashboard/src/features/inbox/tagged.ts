// Who set a tag, in words.
import type { LineEvent } from '../../../../shared/thread';
import { tt } from './thread-text';

type Tagged = Extract<LineEvent, { kind: 'tagged' }>;

export function taggedWords({ by, tagger, rule, action }: Tagged, tag: string): string {
  if (by) return tt('line.tagged_by', { tag, name: by.name });
  if (tagger) return tt('line.tagged_tagger', { tag });
  if (rule) return tt('line.tagged_rule', { tag });
  return tt(action ? 'line.tagged_action' : 'line.tagged', { tag });
}
