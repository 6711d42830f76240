import { useQueries, useQuery } from '@tanstack/react-query';
import { Copy, KeyRound } from 'lucide-react';
import { actionQuery, actionsQuery, templatesQuery } from '../../lib/actions-api';
import { assistantsQuery } from '../../lib/queries';
import { locale } from '../../lib/text';
import type { Lookup } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Menu, MenuItem } from '../../ui/menu';
import { useBuilder } from './builder';
import { LongMenu } from './long-menu';
import { likeThat, type Offer, offers, parts } from './other-requests';
import type { Sample } from './sample';
import { t } from './text';
import { namesAt, nearestOrOnly, placesIn } from './unknown';

const list = new Intl.ListFormat(locale, { type: 'conjunction' });

interface Props {
  at: string;
  value: Lookup;
  onChange: (value: Lookup) => void;
}

/** An address that works elsewhere, with its key and all that belongs to it. */
export function CopyRequest({ at, value, onChange }: Props) {
  const { draft, setSample } = useBuilder();
  const choose = ({ lookup, fields }: Offer) => {
    const names = namesAt(draft, at);
    setSample((old) => withTheirs(old, placesIn(lookup.address), names, fields));
    onChange(likeThat(value, lookup));
  };
  return (
    <div>
      <Menu
        align="start"
        trigger={
          <Button
            small
            look={value.address === '' ? 'plain' : 'quiet'}
            icon={<Copy size={14} aria-hidden />}
          >
            {t('request.copy')}
          </Button>
        }
      >
        <LongMenu label={t('request.copy')}>
          <Offers onChoose={choose} />
        </LongMenu>
      </Menu>
    </div>
  );
}

/** What others try their codes with is a good test here too. */
function withTheirs(
  old: Sample,
  places: readonly string[],
  names: readonly string[],
  fields: Offer['fields'],
): Sample {
  const given = { ...old.fields };
  for (const place of places) {
    const { kind } = fields.find((it) => it.key === place) ?? {};
    const mine = nearestOrOnly(place, names);
    if (kind?.type === 'code' && mine) given[mine] ??= kind.example;
  }
  return { ...old, fields: given };
}

/** Fetched when the menu opens. */
function Offers({ onChoose }: { onChoose: (offer: Offer) => void }) {
  const { action } = useBuilder();
  const assistants = useQuery(assistantsQuery).data?.assistants ?? [];
  const templates = useQuery(templatesQuery).data?.templates ?? [];
  const briefs = useQueries({ queries: assistants.map((it) => actionsQuery(it.id)) });
  const ids = briefs.flatMap((it) => it.data?.actions ?? []).map((it) => it.id);
  const others = useQueries({
    queries: ids.filter((id) => id !== action).map((id) => actionQuery(id)),
  });
  const mine = others.flatMap(({ data }) => (data ? [data.draft] : []));
  const all = offers([...mine, ...templates.map((it) => it.definition)]);
  const isPending = briefs.some((it) => it.isPending) || others.some((it) => it.isPending);
  if (all.length === 0) {
    return (
      <p className="px-2.5 py-2 text-sm text-muted">
        {t(isPending ? 'request.copy_wait' : 'request.copy_none')}
      </p>
    );
  }
  return all.map((it) => (
    <MenuItem key={JSON.stringify(it.lookup)} onChoose={() => onChoose(it)}>
      <span className="min-w-0">
        <span className="block font-medium" dir="auto">
          {list.format(it.actions)}
        </span>
        <Request of={it.lookup} />
      </span>
    </MenuItem>
  ));
}

function Request({ of }: { of: Lookup }) {
  const { host, path } = parts(of.address) ?? { host: '', path: of.address };
  const isKeyed = of.headers?.some((it) => 'secret' in it.value);
  return (
    <>
      <span className="block text-sm text-muted">
        {host}
        {isKeyed && (
          <span className="ms-2 inline-flex items-center gap-1">
            <KeyRound size={12} aria-hidden />
            {t('request.copy_key')}
          </span>
        )}
      </span>
      <span className="block font-mono text-xs text-muted wrap-anywhere" dir="ltr">
        {of.method} {path}
      </span>
    </>
  );
}
