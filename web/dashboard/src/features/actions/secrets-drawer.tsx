import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { forgetSecret, secretsQuery } from '../../lib/actions-api';
import { attempt } from '../../lib/attempt';
import { useNow } from '../../lib/clock';
import { locale } from '../../lib/text';
import { ago, fullTime } from '../../lib/when';
import type { ActionSecret } from '../../lib/wire';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy';
import { Confirm } from '../../ui/dialog';
import { Drawer } from '../../ui/drawer';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { SecretForm } from './secret-form';
import { t } from './text';

const list = new Intl.ListFormat(locale, { type: 'conjunction' });

interface Props {
  open: boolean;
  onClose: () => void;
}

/** Secrets that requests send, by name, and the key that signs who the visitor is. */
export function SecretsDrawer({ open, onClose }: Props) {
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('secret.title')}
      className="w-[min(36rem,100vw)]"
    >
      {open && <Secrets />}
    </Drawer>
  );
}

function Secrets() {
  const found = useQuery(secretsQuery);
  const [making, setMaking] = useState(false);
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeletons count={3} />;
  const { secrets, signing_key } = found.data;
  return (
    <div className="grid gap-6 p-4">
      <section aria-label={t('secret.title')}>
        <p className="mb-3 text-muted">{t('secret.about')}</p>
        {secrets.length === 0 && !making && (
          <Empty
            icon={<KeyRound size={20} aria-hidden />}
            title={t('secret.none')}
            className="py-6"
          >
            {t('secret.none_about')}
          </Empty>
        )}
        <ul className="divide-y divide-line">
          {secrets.map((it) => (
            <Row key={it.name} secret={it} />
          ))}
        </ul>
        <div className="mt-3">
          {making ? (
            <SecretForm onKept={() => setMaking(false)} onCancel={() => setMaking(false)} />
          ) : (
            <Button icon={<Plus size={15} aria-hidden />} onClick={() => setMaking(true)}>
              {t('secret.add')}
            </Button>
          )}
        </div>
      </section>
      <section aria-labelledby="signing-key" className="border-t border-line pt-4">
        <h3 id="signing-key" className="font-semibold">
          {t('signing.title')}
        </h3>
        <p className="mt-1 text-muted">{t('signing.visitor')}</p>
        <p className="mt-1 text-muted">{t('signing.signature')}</p>
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <code className="rounded-control border border-line bg-bg px-2 py-1" dir="ltr">
            ••••••••{signing_key.slice(-4)}
          </code>
          <CopyButton text={signing_key} label={t('signing.copy')} />
        </div>
      </section>
    </div>
  );
}

function Row({ secret }: { secret: ActionSecret }) {
  const [replacing, setReplacing] = useState(false);
  const [asking, setAsking] = useState(false);
  const now = useNow();
  const { name } = secret;
  const users = list.format(secret.used_by.map((it) => it.name));
  const remove = () =>
    attempt(async () => {
      await forgetSecret(name);
      toast(t('secret.forgotten', { name }));
    });
  return (
    <li className="grid gap-2 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-40 flex-1">
          <p className="font-mono font-medium">{name}</p>
          <p className="text-sm text-muted">
            {users ? t('secret.used_by', { users }) : t('secret.unused')}
            {' · '}
            <time title={fullTime(secret.changed_at)}>{ago(secret.changed_at, now)}</time>
          </p>
        </div>
        <div className="flex gap-2">
          <Button
            small
            aria-expanded={replacing}
            aria-label={t('secret.replace_this', { name })}
            onClick={() => setReplacing(!replacing)}
          >
            {t('secret.replace')}
          </Button>
          <Button
            small
            look="danger"
            aria-label={t('secret.remove_this', { name })}
            onClick={() => setAsking(true)}
          >
            {t('secret.remove')}
          </Button>
        </div>
      </div>
      {replacing && (
        <SecretForm
          of={name}
          onKept={() => setReplacing(false)}
          onCancel={() => setReplacing(false)}
        />
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('secret.remove_title', { name })}
        effect={users ? t('secret.remove_used', { users }) : t('secret.remove_unused')}
        verb={t('secret.remove')}
        onConfirm={remove}
      />
    </li>
  );
}
