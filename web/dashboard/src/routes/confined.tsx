import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { SetUp } from '../features/security/set-up';
import { call } from '../lib/api';
import { forgetSession } from '../lib/live/index';
import { t } from '../lib/page-text';
import { client, meQuery } from '../lib/queries';
import type { Me } from '../lib/wire';
import { Button } from '../ui/button';
import { Front } from '../ui/front';

/** Nothing else can be done before a second factor is set up. */
export function Confined({ me }: { me: Me }) {
  const navigate = useNavigate();
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    await call('DELETE', '/api/session').catch(() => {});
    forgetSession();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Front title={t('factor.needed')} about={t('factor.needed_about', { workspace: me.workspace })}>
      <SetUp
        last={t('factor.go_on')}
        onDone={() => void client.refetchQueries({ queryKey: meQuery.queryKey })}
      />
      <Button look="quiet" busy={leaving} className="mt-4 w-full" onClick={() => void leave()}>
        {t('account.sign_out')}
      </Button>
    </Front>
  );
}
