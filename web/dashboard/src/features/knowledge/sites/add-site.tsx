import { useState } from 'react';
import {
  SITE_DEPTH,
  SITE_DEPTH_MAX,
  SITE_PAGES,
  SITE_PAGES_MAX,
} from '../../../../../shared/limits';
import { call } from '../../../lib/api';
import { takeSite } from '../../../lib/live/patches';
import { t } from '../../../lib/page-text';
import { useSaving } from '../../../lib/saving';
import type { SiteReads, SiteSchedule, SiteView } from '../../../lib/wire';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { InputField } from '../../../ui/field';
import { Segments } from '../../../ui/segments';
import { toast } from '../../../ui/toast';
import { tw } from '../text';
import { shortAddress } from './queries';
import { SCHEDULES } from './site-row';

const READS = ['site', 'page', 'sitemap'] as const satisfies SiteReads[];

/** Asks for a website and what of it to read. */
export function AddSite({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={tw('website.add')}>
      <Form onDone={onClose} />
    </Dialog>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const [address, setAddress] = useState('');
  const [reads, setReads] = useState<SiteReads>('site');
  const [schedule, setSchedule] = useState<SiteSchedule>('weekly');
  const [path, setPath] = useState('');
  const [pages, setPages] = useState(String(SITE_PAGES));
  const [depth, setDepth] = useState(String(SITE_DEPTH));
  const { wrong, busy, submit } = useSaving(async () => {
    const bounds = { path: path || null, pages: Number(pages), depth: Number(depth) };
    const filled = { address, reads, schedule, ...(reads === 'page' ? {} : bounds) };
    const site = await call<SiteView>('POST', '/api/sites', filled);
    takeSite(site);
    toast(tw('website.added', { name: shortAddress(site.address) }));
    onDone();
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <InputField
        label={tw('website.address')}
        hint={tw('website.address_about')}
        error={wrong.address}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
        inputMode="url"
        autoComplete="url"
        autoCapitalize="off"
        spellCheck={false}
      />
      <Segments
        label={tw('website.reads')}
        hint={tw('website.reads_about')}
        options={READS.map((value) => ({ value, label: tw(`website.reads_${value}`) }))}
        value={reads}
        onChange={setReads}
      />
      {reads !== 'page' && (
        <details open={Boolean(wrong.path ?? wrong.pages ?? wrong.depth) || undefined}>
          <summary className="cursor-pointer text-sm font-medium">{tw('website.bounds')}</summary>
          <div className="mt-2 grid grid-cols-2 gap-3">
            <div className="col-span-2">
              <InputField
                label={tw('website.path')}
                hint={tw('website.path_about')}
                error={wrong.path}
                value={path}
                onChange={(event) => setPath(event.target.value)}
                spellCheck={false}
              />
            </div>
            <InputField
              label={tw('website.pages')}
              error={wrong.pages}
              type="number"
              min={1}
              max={SITE_PAGES_MAX}
              value={pages}
              onChange={(event) => setPages(event.target.value)}
            />
            <InputField
              label={tw('website.depth')}
              hint={tw('website.depth_about')}
              error={wrong.depth}
              type="number"
              min={0}
              max={SITE_DEPTH_MAX}
              value={depth}
              onChange={(event) => setDepth(event.target.value)}
            />
          </div>
        </details>
      )}
      <Segments
        label={tw('website.schedule')}
        hint={tw('website.schedule_about')}
        options={SCHEDULES.map((value) => ({ value, label: tw(`website.${value}`) }))}
        value={schedule}
        onChange={setSchedule}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t('do.cancel')}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {tw('website.add')}
        </Button>
      </div>
    </form>
  );
}
