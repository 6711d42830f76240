import { useEffect, useRef } from 'react';
import { actionsQuery, orderActions } from '../../lib/actions-api';
import { explain } from '../../lib/api';
import { client } from '../../lib/queries';
import { t as common } from '../../lib/text';
import type { ActionBrief, Actions } from '../../lib/wire';
import { moved, say } from '../../ui/rows';
import { toast } from '../../ui/toast';
import { t } from './text';

/** A row that goes up five places is moved once. */
const PAUSE_MS = 700;

const ids = (list: readonly ActionBrief[]) => list.map((it) => it.id);

/** Puts actions in another order: at once in sight, on the server after a pause, with a way back. */
export function useOrder(assistant: string) {
  const { queryKey } = actionsQuery(assistant);
  const before = useRef<string[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const now = () => client.getQueryData<Actions>(queryKey)?.actions ?? [];

  const show = (order: readonly string[]) =>
    client.setQueryData<Actions>(queryKey, (old) => {
      const known = new Map(old?.actions.map((it) => [it.id, it]));
      return old && { actions: order.flatMap((id) => known.get(id) ?? []) };
    });

  const send = async (order: string[], back: string[] | null) => {
    try {
      client.setQueryData(queryKey, await orderActions(assistant, order));
      if (back) {
        const undo = () => {
          show(back);
          void send(back, null);
        };
        toast(t('actions.ordered'), { label: common('do.undo'), run: undo });
      }
    } catch (error) {
      toast(explain(error, common('error.unreachable')));
      void client.invalidateQueries({ queryKey });
    }
  };
  const flush = () => {
    clearTimeout(timer.current);
    const back = before.current;
    before.current = null;
    if (back) void send(ids(now()), back);
  };
  const last = useRef(flush);
  last.current = flush;
  useEffect(() => () => last.current(), []);

  return (id: string, by: -1 | 1) => {
    const list = now();
    const from = list.findIndex((it) => it.id === id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= list.length) return;
    before.current ??= ids(list);
    void client.cancelQueries({ queryKey });
    const focused = document.activeElement;
    show(moved(ids(list), from, to));
    requestAnimationFrame(() => focused instanceof HTMLElement && focused.focus());
    say(t('row.moved', { n: to + 1, count: list.length }));
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, PAUSE_MS);
  };
}
