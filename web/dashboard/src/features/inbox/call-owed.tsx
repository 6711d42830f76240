import { Phone, PhoneCall } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../lib/clock';
import { t } from '../../lib/text';
import { fullTime } from '../../lib/when';
import type { InboxRow } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Strip } from '../../ui/strip';
import { toast } from '../../ui/toast';
import { callWords } from './marks';
import { callBackDone } from './run-commands';
import { tt } from './thread-text';

interface Props {
  row: InboxRow;
  due: number;
}

/** A call that is owed, above the thread, with the button that says it was made. */
export function CallOwed({ row, due }: Props) {
  const { text, late } = callWords(due, useNow());
  return (
    <Strip
      tone={late ? 'bg-panel text-danger' : 'bg-note text-note-fg'}
      icon={<Phone size={16} aria-hidden />}
      action={<Called conversation={row.conversation} />}
    >
      <strong className="font-semibold" title={fullTime(due)}>
        {text}.
      </strong>{' '}
      {tt('call.about', { name: row.visitor.name })}
    </Strip>
  );
}

/** Says that the visitor was called. */
export function Called({ conversation }: { conversation: string }) {
  const [busy, setBusy] = useState(false);
  const done = async () => {
    setBusy(true);
    const wrong = await callBackDone(conversation);
    setBusy(false);
    if (wrong === null) toast(tt('call.kept'));
    else toast(wrong === 'unreachable' ? t('error.unreachable') : wrong.detail);
  };
  return (
    <Button busy={busy} onClick={() => void done()} icon={<PhoneCall size={14} aria-hidden />}>
      {tt('call.done')}
    </Button>
  );
}
