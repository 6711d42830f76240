import { useQuery } from '@tanstack/react-query';
import type { Run } from '../../../../shared/thread';
import { actionsQuery } from '../../lib/actions-api';
import { rowsQuery } from '../../lib/live/cache';
import { titleOf } from './runs';

/** Names change seldom, and each card asks. */
const FRESH_MS = 60_000;

/** An action's name: its form has told it; where it asked nothing, the assistant's list has it. */
export function useTitle(conversation: string, run: Run): string {
  const assistant = useQuery({
    ...rowsQuery,
    select: (rows) => rows.get(conversation)?.assistant,
  }).data;
  const listed = useQuery({
    ...actionsQuery(assistant ?? ''),
    enabled: !run.title && Boolean(assistant),
    staleTime: FRESH_MS,
  }).data;
  const name = listed?.actions.find((it) => it.id === run.action)?.name;
  return run.title || name || titleOf(run);
}
