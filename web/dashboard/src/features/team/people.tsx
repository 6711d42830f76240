import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../lib/page-text';
import { meQuery, peopleQuery } from '../../lib/queries';
import type { FreshLink } from '../../lib/wire';
import { Card } from '../../ui/card';
import { Failed, Skeletons } from '../../ui/states';
import { FreshLinkDialog } from './fresh-link';
import { Invitations } from './invitations';
import { InviteForm } from './invite-form';
import { Teammates } from './teammates';

export interface Fresh {
  link: FreshLink;
  title: string;
}

export function People() {
  const people = useQuery(peopleQuery);
  const me = useQuery(meQuery).data;
  const [fresh, setFresh] = useState<Fresh | null>(null);
  if (people.isError && !people.data) {
    return <Failed error={people.error} onRetry={() => void people.refetch()} />;
  }
  if (!people.data || !me) return <Skeletons count={4} />;
  const leads = me.role !== 'agent';
  return (
    <>
      {leads && (
        <Card title={t('people.invite')} about={t('people.invite_about')}>
          <InviteForm me={me} onFresh={setFresh} />
        </Card>
      )}
      <Card title={t('people.teammates')}>
        <Teammates people={people.data} me={me} onFresh={setFresh} />
      </Card>
      {leads && people.data.invitations.length > 0 && (
        <Card title={t('people.invitations')}>
          <Invitations invitations={people.data.invitations} onFresh={setFresh} />
        </Card>
      )}
      <FreshLinkDialog fresh={fresh} onClose={() => setFresh(null)} />
    </>
  );
}
