import { useQuery } from '@tanstack/react-query';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { conversationQuery } from '../../lib/queries';
import type { TurnView } from '../../lib/wire';
import { Step } from './step';
import { ti } from './text';

/** Who thinks what of the answer. */
export function Opinions({ conversation, view }: { conversation: string; view: TurnView }) {
  // The conversation hears of a new one first.
  const about = useQuery(conversationQuery(conversation)).data;
  const all = about?.ratings.filter((it) => it.turn === view.turn) ?? view.ratings;
  return (
    <Step title={ti('opinions.title')}>
      {all.length === 0 && <p className="text-sm text-muted">{ti('opinions.none')}</p>}
      <ul className="flex flex-col gap-1 text-sm">
        {all.map(({ by, good }) => {
          const Icon = good ? ThumbsUp : ThumbsDown;
          return (
            <li key={by?.id ?? 'visitor'} className="flex items-center gap-1.5">
              <Icon size={13} aria-hidden className={good ? 'text-success' : 'text-danger'} />
              {by?.name ?? ti('opinions.visitor')}: {ti(good ? 'opinions.good' : 'opinions.bad')}
            </li>
          );
        })}
      </ul>
    </Step>
  );
}
