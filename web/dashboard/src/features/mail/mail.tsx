import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../../lib/queries';
import { Failed, Skeletons } from '../../ui/states';
import { MailForm } from './mail-form';
import { OutboxCard } from './outbox';
import { TestMail } from './try-mail';
import { mailQuery } from './use-mail';

/** How mail is sent, a test of it, and what became of each mail. */
export function MailSettings() {
  const setup = useQuery(mailQuery);
  const me = useQuery(meQuery).data;
  const [unsaved, setUnsaved] = useState(false);
  if (setup.isError && !setup.data) {
    return <Failed error={setup.error} onRetry={() => void setup.refetch()} />;
  }
  if (!setup.data || !me) return <Skeletons count={5} />;
  const settings = setup.data.settings ?? null;
  return (
    <>
      <MailForm settings={settings} onUnsaved={setUnsaved} />
      <TestMail me={me} isSetUp={settings !== null} unsaved={unsaved} />
      <OutboxCard />
    </>
  );
}
