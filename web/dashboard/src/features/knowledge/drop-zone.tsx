import { FileUp, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { SOURCE_BYTES_MAX } from '../../../../shared/limits';
import { t } from '../../lib/page-text';
import { Button, IconButton } from '../../ui/button';
import { cx } from '../../ui/cx';
import { Progress } from '../../ui/progress';
import { dropped, picked } from './dropped';
import { KINDS, type Upload, type Uploads } from './use-uploads';

/** Drop files here, or pick them. */
export function DropZone({ uploads }: { uploads: Uploads }) {
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <section aria-label={t('upload.label')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same. */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void dropped(event.dataTransfer).then(uploads.add);
        }}
        className={cx(
          'flex flex-wrap items-center justify-center gap-x-4 gap-y-2 rounded-card border border-dashed px-4 py-6',
          over ? 'border-accent bg-accent-soft' : 'border-control bg-panel',
        )}
      >
        <FileUp size={22} aria-hidden className="text-muted" />
        <div className="text-center md:text-start">
          <p className="font-medium">{t('upload.drop')}</p>
          <p className="text-sm text-muted">
            {t('upload.kinds', { max: SOURCE_BYTES_MAX / 2 ** 20 })}
          </p>
        </div>
        <div className="flex flex-wrap justify-center gap-2">
          <Button look="primary" onClick={() => input.current?.click()}>
            {t('upload.pick')}
          </Button>
          <Button onClick={() => folder.current?.click()}>{t('upload.pick_folder')}</Button>
        </div>
        <input
          ref={(it) => {
            folder.current = it;
            // No property of React's has it.
            it?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          hidden
          aria-label={t('upload.pick_folder')}
          onChange={(event) => {
            uploads.add(picked(event.target.files ?? []));
            event.target.value = '';
          }}
        />
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={KINDS.join(',')}
          aria-label={t('upload.pick')}
          onChange={(event) => {
            uploads.add(picked(event.target.files ?? []));
            event.target.value = '';
          }}
        />
      </div>
      {uploads.list.length > 0 && (
        <ul className="mt-3 flex flex-col gap-2" aria-label={t('upload.list')}>
          {uploads.list.map((it) => (
            <OneUpload key={it.id} upload={it} onDismiss={() => uploads.dismiss(it.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function OneUpload({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  const refused = upload.state === 'refused';
  return (
    <li
      className={cx(
        'flex items-center gap-3 rounded-card border bg-panel py-1 ps-3 pe-1',
        refused ? 'border-danger/50' : 'border-line',
      )}
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{upload.name}</span>
        {refused && (
          <span role="alert" className="block text-sm text-danger">
            {upload.why}
          </span>
        )}
      </span>
      {!refused && (
        <span className="w-32">
          <Progress value={upload.sent} label={t('upload.sending', { name: upload.name })} />
        </span>
      )}
      <IconButton
        label={refused ? t('do.dismiss') : t('upload.cancel', { name: upload.name })}
        onClick={refused ? onDismiss : upload.cancel}
      >
        <X size={15} aria-hidden />
      </IconButton>
    </li>
  );
}
