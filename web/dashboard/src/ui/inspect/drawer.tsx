import { useQuery } from '@tanstack/react-query';
import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { threadQuery } from '../../lib/live/threads';
import { meQuery } from '../../lib/queries';
import { answerOf } from '../../lib/turns';
import { Button } from '../button';
import { Drawer } from '../drawer';
import { tj } from '../judge/text';
import { Thumbs } from '../judge/thumbs';
import Correct from './correct';
import { Story } from './story';

export interface InspectProps {
  conversation: string;
  turn: number;
  title: string;
  open: boolean;
  onClose: () => void;
}

/** Everything that is known of one turn, from the side of the page. */
export default function Inspector({ conversation, turn, title, open, onClose }: InspectProps) {
  return (
    <Drawer open={open} onClose={onClose} title={title} className="w-[min(36rem,100vw)]">
      <div className="p-4">
        <Story conversation={conversation} turn={turn} />
        <JudgeRow conversation={conversation} turn={turn} />
      </div>
    </Drawer>
  );
}

/** What can be done about an answer; a turn without words has nothing to correct. */
export function JudgeRow({ conversation, turn }: Pick<InspectProps, 'conversation' | 'turn'>) {
  const [correct, setCorrect] = useState(false);
  const spoke = useQuery({
    ...threadQuery(conversation),
    select: (it) => answerOf(it, turn) !== '',
  }).data;
  const teaches = useQuery(meQuery).data?.role !== 'agent';
  if (!spoke) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3">
      <Thumbs conversation={conversation} turn={turn} />
      {teaches && (
        <Button small icon={<PenLine size={13} aria-hidden />} onClick={() => setCorrect(true)}>
          {tj('correct.do')}
        </Button>
      )}
      <Correct
        conversation={conversation}
        turn={turn}
        open={correct}
        onClose={() => setCorrect(false)}
      />
    </div>
  );
}
