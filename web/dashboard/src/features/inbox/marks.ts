// What a row says beside who has it: its tags, and a call that is owed. Pure.
import { day } from '../../../../shared/time';
import { locale, t } from '../../lib/text';
import { clockTime, midnight } from '../../lib/when';

/** More than this would leave no room for the rest of a row. */
const TAGS_SHOWN_MAX = 2;

/** The tags that a row has room for, and how many it has not. */
export function fewTags(tags: readonly string[]): { shown: readonly string[]; more: number } {
  const shown = tags.slice(0, TAGS_SHOWN_MAX);
  return { shown, more: tags.length - shown.length };
}

/** When a call is due: the time today, on another day with the day. */
export function dueTime(due: number, now: number): string {
  const time = clockTime(due);
  return midnight(due) === midnight(now) ? time : `${day(due, locale)}, ${time}`;
}

/** Until when the visitor has to be called; too late says so in words. */
export function callWords(due: number, now: number): { text: string; late: boolean } {
  const late = due < now;
  return { late, text: t(late ? 'call.late' : 'call.by', { time: dueTime(due, now) }) };
}
