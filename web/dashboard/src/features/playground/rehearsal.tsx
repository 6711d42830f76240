import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '../../lib/api';
import type { RehearsalAt } from '../../lib/wire';
import { Failed, Skeletons } from '../../ui/states';
import { Follow } from './follow';
import { tp } from './text';
import { useToldConversation } from './use-told';
import { EMPTY, type Fields, frameAddress, toVisit } from './visit';
import { VisitForm } from './visit-form';

/** The real widget on a page of ours, and beside it why it answers as it does. */
export function Rehearsal({ assistant }: { assistant: string }) {
  const [fields, setFields] = useState<Fields>(EMPTY);
  // Each beginning is another visitor; whom they are at first is fixed with it.
  const [begun, setBegun] = useState({ count: 0, visit: toVisit(EMPTY) });
  const frame = useRef<HTMLIFrameElement>(null);
  const [conversation, forget] = useToldConversation(frame);
  const opened = useQuery({
    queryKey: ['rehearsal', assistant, begun.count],
    queryFn: () => call<RehearsalAt>('POST', `/api/assistants/${assistant}/rehearsal`, {}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const go = () => {
    frame.current?.contentWindow?.postMessage({ visit: toVisit(fields) }, location.origin);
  };
  const begin = () => {
    forget();
    setBegun({ count: begun.count + 1, visit: toVisit(fields) });
  };
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <div className="min-w-0">
        <VisitForm fields={fields} onChange={setFields} onGo={go} onBegin={begin} />
        <p className="mt-3 mb-2 text-sm text-muted">{tp('try.counts')}</p>
        {/* The reasons beside it are longer than the chat. */}
        <section
          aria-label={tp('try.frame')}
          className="relative h-[40rem] overflow-hidden rounded-card border border-line bg-panel shadow-card lg:sticky lg:top-4"
        >
          {opened.isError && <Failed error={opened.error} onRetry={() => void opened.refetch()} />}
          {opened.isPending && <Skeletons count={4} />}
          {opened.data && (
            // Shown smaller, so that it is wide enough to be no phone.
            <iframe
              key={opened.data.address}
              ref={frame}
              title={tp('try.frame')}
              src={frameAddress(opened.data.address, begun.visit)}
              className="absolute start-0 top-0 h-[125%] w-[125%] origin-top-left scale-80 border-0 max-md:h-[142.9%] max-md:w-[142.9%] max-md:scale-70 rtl:origin-top-right"
            />
          )}
        </section>
      </div>
      <Follow conversation={conversation} />
    </div>
  );
}
