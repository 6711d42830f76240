import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Archive } from 'lucide-react';
import { useState } from 'react';
import { assistantsQuery } from '../../lib/queries';
import { Segments } from '../../ui/segments';
import { Empty } from '../../ui/states';
import { Compare } from './compare';
import { Rehearsal } from './rehearsal';
import { tp } from './text';

const WHAT = ['chat', 'compare'] as const;

/** Where an assistant is tried: as any visitor, with why beside it; or one question both ways. */
export function Playground() {
  const { id = '' } = useParams({ strict: false });
  const assistant = useQuery(assistantsQuery).data?.assistants.find((it) => it.id === id);
  const [what, setWhat] = useState<(typeof WHAT)[number]>('chat');
  if (!assistant) return null;
  if (assistant.archived) {
    return (
      <Empty icon={<Archive size={20} aria-hidden />} title={tp('try.archived')}>
        {tp('try.archived_about')}
      </Empty>
    );
  }
  return (
    <div data-wide>
      <div className="mb-4">
        <Segments
          label={tp('try.what')}
          options={WHAT.map((value) => ({ value, label: tp(`try.${value}`) }))}
          value={what}
          onChange={setWhat}
        />
      </div>
      {what === 'chat' ? <Rehearsal assistant={id} /> : <Compare assistant={id} />}
    </div>
  );
}
