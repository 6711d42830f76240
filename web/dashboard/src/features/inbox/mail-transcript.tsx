import { Mail } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import type { MailedTo } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { toast } from '../../ui/toast';
import { tt } from './thread-text';

/** Mails the conversation to its visitor, who left this address. */
export default function MailTranscript({ conversation, to }: { conversation: string; to: string }) {
  const [asking, setAsking] = useState(false);
  const send = () =>
    attempt(async () => {
      const path = `/api/conversations/${conversation}/transcript`;
      const mailed = await call<MailedTo>('POST', path);
      toast(tt('transcript.queued', { to: mailed.to }));
    });
  return (
    <>
      <Button small onClick={() => setAsking(true)} icon={<Mail size={14} aria-hidden />}>
        {tt('transcript.do')}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={tt('transcript.title', { to })}
        effect={tt('transcript.effect')}
        verb={tt('transcript.verb')}
        look="primary"
        onConfirm={send}
      />
    </>
  );
}
