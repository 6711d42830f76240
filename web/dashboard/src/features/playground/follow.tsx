import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Telescope } from 'lucide-react';
import { useEffect } from 'react';
import { absorb } from '../../lib/live/cache';
import { watch } from '../../lib/live/line';
import { threadQuery } from '../../lib/live/threads';
import { conversationQuery } from '../../lib/queries';
import { latestTurn } from '../../lib/turns';
import { Card } from '../../ui/card';
import { JudgeRow } from '../../ui/inspect/drawer';
import { Story } from '../../ui/inspect/story';
import { tj } from '../../ui/judge/text';
import { Empty } from '../../ui/states';
import { tp } from './text';

/** The widget tells of a conversation as it sends its first words, a moment before it is there. */
const LOOK_MS = 400;

/** Why the latest turn went as it did, while it does. */
export function Follow({ conversation }: { conversation: string | null }) {
  const id = conversation ?? '';
  const about = useQuery({
    ...conversationQuery(id),
    enabled: conversation !== null,
    retry: false,
    refetchInterval: (it) => (it.state.data ? false : LOOK_MS),
  }).data;
  const isThere = about !== undefined;
  useEffect(() => {
    if (about) absorb([about]);
  }, [about]);
  useEffect(() => (isThere ? watch(id) : undefined), [id, isThere]);
  const turn = useQuery({ ...threadQuery(id), enabled: isThere, select: latestTurn }).data;
  return (
    <Card title={tj('why.answer')}>
      {isThere && turn ? (
        <>
          <Story key={id} conversation={id} turn={turn} />
          <JudgeRow conversation={id} turn={turn} />
          <Link
            to="/inbox/$view/$conversation"
            params={{ view: 'rehearsals', conversation: id }}
            className="mt-3 inline-block text-sm font-medium text-accent underline-offset-2 hover:underline"
          >
            {tp('try.to_inbox')}
          </Link>
        </>
      ) : (
        <Empty icon={<Telescope size={20} aria-hidden />} title={tp('try.nothing')}>
          {tp('try.nothing_about')}
        </Empty>
      )}
    </Card>
  );
}
