import { useState } from 'react';
import { call } from '../../../lib/api';
import { takeSite } from '../../../lib/live/patches';
import { useSaving } from '../../../lib/saving';
import { t } from '../../../lib/text';
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

/** Asks for a list of products or lots, and shows what would be learnt of it. */
export function AddFeed({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={tw('feed.add')}
      className="w-[min(42rem,calc(100vw-2rem))]"
    >
      <Form onDone={onClose} />
    </Dialog>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const [address, setAddress] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const [seen, setSeen] = useState<FeedPreview | null>(null);
  const [schedule, setSchedule] = useState<SiteSchedule>('quarter_hourly');
  const { wrong, busy, submit } = useSaving(async () => {
    if (!seen || seen.key !== (key ?? seen.key)) {
      setSeen(await call<FeedPreview>('POST', '/api/sites/feed', { address, key }));
      return;
    }
    const feed = { address, reads: 'feed', key: seen.key, schedule };
    const site = await call<SiteView>('POST', '/api/sites', feed);
    takeSite(site);
    toast(tw('feed.added', { name: shortAddress(site.address) }));
    onDone();
  });
  const isNew = !seen || seen.key !== (key ?? seen.key);
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <InputField
        label={tw('feed.address')}
        hint={tw('feed.address_about')}
        error={wrong.address}
        value={address}
        onChange={(event) => {
          setAddress(event.target.value);
          setSeen(null);
          setKey(null);
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
          {tw(isNew ? 'feed.look' : 'feed.add')}
        </Button>
      </div>
    </form>
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
