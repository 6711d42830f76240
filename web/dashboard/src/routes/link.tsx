import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { call, codeOf, explain } from '../lib/api';
import { forgetSession } from '../lib/live/index';
import { t } from '../lib/page-text';
import { client, linkQuery, meQuery } from '../lib/queries';
import type { LinkView, Me, UseLink } from '../lib/wire';
import { Button, buttonClass } from '../ui/button';
import { Front } from '../ui/front';
import { CodeForm, LinkForm } from './link-form';

/** The token leaves the address and the history at once; it lives in this page only. */
function takeToken(): string {
  const token = decodeURIComponent(location.hash.slice(1));
  if (token) history.replaceState(history.state, '', '/link');
  return token;
}

export function LinkPage() {
  const [token, setToken] = useState(takeToken);
  useEffect(() => {
    const onHash = () => setToken((old) => takeToken() || old);
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  const link = useQuery({ ...linkQuery(token), enabled: token !== '', retry: false });
  if (token === '' || codeOf(link.error) === 'link_spent' || codeOf(link.error) === 'not_found') {
    return <Spent />;
  }
  if (link.error) {
    return (
      <Front title={t('error.title')} about={explain(link.error, t('error.unreachable'))}>
        <Button onClick={() => void link.refetch()}>{t('do.try_again')}</Button>
      </Front>
    );
  }
  if (!link.data) return <Opening />;
  return <Opened key={token} token={token} link={link.data} />;
}

function Opening() {
  return (
    <main className="grid min-h-dvh place-items-center text-muted" role="status">
      <span className="flex items-center gap-2">
        <LoaderCircle size={18} className="animate-spin" aria-hidden />
        {t('link.opening')}
      </span>
    </main>
  );
}

function Spent() {
  return (
    <Front title={t('link.spent')} about={t('link.spent_about')}>
      <Link to="/sign-in" className={buttonClass('primary')}>
        {t('sign_in.do')}
      </Link>
    </Front>
  );
}

function Opened({ token, link }: { token: string; link: LinkView }) {
  const navigate = useNavigate();
  const [spent, setSpent] = useState(false);
  const use = async (fields: Omit<UseLink, 'token'>) => {
    const me = await call<Me>('POST', '/api/links/use', { token, ...fields });
    forgetSession();
    client.setQueryData(meQuery.queryKey, me);
    if (link.kind === 'setup') await navigate({ to: '/setup', replace: true });
    else await navigate({ to: '/inbox/$view', params: { view: 'waiting' }, replace: true });
  };
  if (spent) return <Spent />;
  if (link.kind === 'sign_in') return <SignInAtOnce use={use} onSpent={() => setSpent(true)} />;
  return <LinkForm link={link} use={use} onSpent={() => setSpent(true)} />;
}

interface AtOnceProps {
  use: (fields: Omit<UseLink, 'token'>) => Promise<void>;
  onSpent: () => void;
}

function SignInAtOnce({ use, onSpent }: AtOnceProps) {
  const [error, setError] = useState<unknown>(null);
  const [asksCode, setAsksCode] = useState(false);
  const used = useRef(false);
  useEffect(() => {
    // A link works once: a second use would spend it against itself.
    if (used.current) return;
    used.current = true;
    use({}).catch((it) => {
      if (codeOf(it) === 'code_needed') setAsksCode(true);
      else if (codeOf(it) === 'link_spent') onSpent();
      else setError(it);
    });
  }, [use, onSpent]);
  if (asksCode) return <CodeForm use={use} onSpent={onSpent} />;
  if (!error) return <Opening />;
  const again = () => {
    setError(null);
    use({}).catch((it) => (codeOf(it) === 'link_spent' ? onSpent() : setError(it)));
  };
  return (
    <Front title={t('error.title')} about={explain(error, t('error.unreachable'))}>
      <Button onClick={again}>{t('do.try_again')}</Button>
    </Front>
  );
}
