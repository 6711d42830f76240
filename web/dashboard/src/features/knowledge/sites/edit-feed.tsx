import { useState } from 'react';
import { call } from '../../../lib/api';
import { takeSite } from '../../../lib/live/patches';
import { t } from '../../../lib/page-text';
import { useSaving } from '../../../lib/saving';
import type { FeedPreview, SiteSchedule, SiteView } from '../../../lib/wire';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { InputField } from '../../../ui/field';
import { Segments } from '../../../ui/segments';
import { toast } from '../../../ui/toast';
import { tw } from '../text';
import { shortAddress } from './queries';
import { FEED_SCHEDULES } from './site-row';

const SHORT = 40;

/** A feed that is added, or what tells the items of one apart. */
type Editing = SiteView | 'new' | null;

/** Asks for a list of products or lots, and shows what would be learnt of it. */
export function EditFeed({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  return (
    <Dialog
      open={editing !== null}
      onClose={onClose}
      title={tw(editing === 'new' ? 'feed.add' : 'feed.change_title')}
      className="w-[min(42rem,calc(100vw-2rem))]"
    >
      {editing && <Form feed={editing === 'new' ? null : editing} onDone={onClose} />}
    </Dialog>
  );
}

/** What was seen at an address, by a key. */
interface Seen {
  address: string;
  list: FeedPreview;
}

function Form({ feed, onDone }: { feed: SiteView | null; onDone: () => void }) {
  const [address, setAddress] = useState(feed?.address ?? '');
  const [key, setKey] = useState<string | null>(null);
  const [leftOut, setLeftOut] = useState<string[] | null>(feed?.left_out ?? null);
  const [last, setLast] = useState<Seen | null>(null);
  const [schedule, setSchedule] = useState<SiteSchedule>(feed?.schedule ?? 'quarter_hourly');
  // What comes back of an address that was left is of no use.
  const seen = last?.address === address ? last.list : null;
  const told = leftOut ?? seen?.fields.filter((it) => !it.is_told).map((it) => it.name) ?? [];
  const shows = seen?.fields.every((it) => it.is_told !== told.includes(it.name)) ?? true;
  const isNew = !seen || seen.key !== (key ?? seen.key) || !shows;
  const { wrong, busy, submit } = useSaving(async () => {
    if (isNew) {
      const list = await call<FeedPreview>('POST', '/api/sites/feed', {
        address,
        key,
        left_out: leftOut,
      });
      setLast({ address, list });
      return;
    }
    const filled = { key: seen.key ?? null, left_out: told, schedule };
    const site = feed
      ? await change(feed, filled)
      : await call<SiteView>('POST', '/api/sites', { address, reads: 'feed', ...filled });
    takeSite(site);
    toast(tw(feed ? 'feed.saved' : 'feed.added', { name: shortAddress(site.address) }));
    onDone();
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <InputField
        label={tw('feed.address')}
        hint={tw('feed.address_about')}
        error={wrong.address}
        value={address}
        readOnly={feed !== null}
        onChange={(event) => {
          setAddress(event.target.value);
          setKey(null);
          setLeftOut(null);
        }}
        inputMode="url"
        autoCapitalize="off"
        spellCheck={false}
      />
      {seen && (
        <>
          <p className="font-medium">{tw('feed.items', { count: seen.items })}</p>
          {seen.items === 0 && <p className="text-sm text-muted">{tw('feed.none')}</p>}
          {seen.key !== null && (
            <label className="block text-sm font-medium">
              {tw('feed.key')}
              <select
                value={key ?? seen.key}
                onChange={(event) => setKey(event.target.value)}
                className="field mt-1 font-normal"
              >
                {seen.fields.map((it) => (
                  <option key={it.name} value={it.name}>
                    {tw(it.tells_apart ? 'feed.key_option' : 'feed.key_twice', {
                      name: it.name,
                      example: it.example.slice(0, SHORT),
                    })}
                  </option>
                ))}
              </select>
              <span className="mt-1 block font-normal text-muted">{tw('feed.key_about')}</span>
              {wrong.key && <span className="mt-1 block font-normal text-danger">{wrong.key}</span>}
            </label>
          )}
          <Told fields={seen.fields} leftOut={told} onChange={setLeftOut} />
          {seen.skipped.map((it) => (
            <p key={it.why} className="text-sm text-waiting">
              {tw('feed.skipped', { count: it.count, why: tw(`skip.${it.why}`) })}
            </p>
          ))}
          <Sample seen={seen} />
          <Segments
            label={tw('website.schedule')}
            hint={tw('feed.schedule_about')}
            options={FEED_SCHEDULES.map((value) => ({ value, label: tw(`website.${value}`) }))}
            value={schedule}
            onChange={setSchedule}
          />
        </>
      )}
      <p role="status" className="sr-only">
        {busy && isNew ? tw('feed.looking') : ''}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t('do.cancel')}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {isNew ? tw('feed.look') : feed ? t('do.save_it') : tw('feed.add')}
        </Button>
      </div>
    </form>
  );
}

/** Another key or schedule, by which it is read at once. */
async function change(
  feed: SiteView,
  filled: { key: string | null; left_out: string[]; schedule: SiteSchedule },
): Promise<SiteView> {
  await call<SiteView>('PATCH', `/api/sites/${feed.id}`, filled);
  return call<SiteView>('POST', `/api/sites/${feed.id}/read`);
}

/** Which fields answers may say. */
function Told(props: {
  fields: FeedPreview['fields'];
  leftOut: string[];
  onChange: (leftOut: string[]) => void;
}) {
  const { fields, leftOut, onChange } = props;
  if (fields.length === 0) return null;
  return (
    <details open={leftOut.length > 0 || undefined}>
      <summary className="cursor-pointer text-sm font-medium">
        {tw('feed.told', { count: fields.length - leftOut.length })}
      </summary>
      <p className="mt-1 text-sm text-muted">{tw('feed.told_about')}</p>
      <fieldset className="mt-2 grid max-h-48 gap-1 overflow-y-auto">
        <legend className="sr-only">{tw('feed.told_which')}</legend>
        {fields.map((it) => (
          <label key={it.name} className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={!leftOut.includes(it.name)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? leftOut.filter((name) => name !== it.name)
                    : [...leftOut, it.name],
                )
              }
            />
            <span className="font-medium">{it.name}</span>
            <span className="truncate text-muted">{it.example.slice(0, SHORT)}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}

function Sample({ seen }: { seen: FeedPreview }) {
  if (seen.sample.length === 0) return null;
  return (
    <section aria-label={tw('feed.sample')}>
      <h3 className="text-sm font-medium">{tw('feed.sample')}</h3>
      <ul className="mt-2 grid gap-2">
        {seen.sample.map((it) => (
          <li key={it.key} className="rounded-card border border-line bg-bg px-3 py-2 text-sm">
            <p className="font-medium break-words">{it.title}</p>
            <p className="line-clamp-4 break-words whitespace-pre-line text-muted">{it.text}</p>
            {it.link && <p className="break-all text-muted">{shortAddress(it.link)}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
