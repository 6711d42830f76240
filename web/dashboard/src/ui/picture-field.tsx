import { Trash2, Upload } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { PICTURE_BYTES_MAX } from '../../../shared/limits';
import { call, explain } from '../lib/api';
import { t } from '../lib/page-text';
import { PICTURE_KINDS, type Picture, sendPicture } from '../lib/pictures';
import { Button } from './button';
import { Progress } from './progress';

interface Props {
  /** Where it is sent, and removed. */
  path: string;
  picture: string | null;
  /** How it is shown now. */
  face: ReactNode;
  onChange: (picture: string | null) => void;
}

/** A face: chosen, replaced or taken away. */
export function PictureField({ path, picture, face, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const sending = useRef<{ cancel: () => void } | null>(null);
  const end = (why: string | null) => {
    setSent(null);
    setWrong(why);
  };
  const choose = (file: File | undefined) => {
    if (!file) return;
    setSent(0);
    setWrong(null);
    sending.current = sendPicture(path, file, {
      onSent: setSent,
      onFailed: end,
      onDone: (it: Picture) => {
        end(null);
        onChange(it.id);
      },
    });
  };
  const remove = async () => {
    try {
      await call('DELETE', path);
      end(null);
      onChange(null);
    } catch (error) {
      end(explain(error, t('error.unreachable')));
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-4">
      {face}
      <div className="flex min-w-48 flex-1 flex-col gap-2">
        <div className="flex flex-wrap gap-2">
          <Button
            icon={<Upload size={15} aria-hidden />}
            disabled={sent !== null}
            onClick={() => input.current?.click()}
          >
            {t(picture ? 'picture.replace' : 'picture.choose')}
          </Button>
          {picture && (
            <Button
              look="danger"
              icon={<Trash2 size={15} aria-hidden />}
              onClick={() => void remove()}
            >
              {t('picture.remove')}
            </Button>
          )}
          {sent !== null && (
            <Button
              look="quiet"
              onClick={() => {
                sending.current?.cancel();
                end(null);
              }}
            >
              {t('do.cancel')}
            </Button>
          )}
        </div>
        <input
          ref={input}
          type="file"
          accept={PICTURE_KINDS}
          className="sr-only"
          tabIndex={-1}
          aria-label={t('picture.choose')}
          onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        {sent !== null && <Progress value={sent} label={t('picture.sending')} />}
        <p
          className={wrong ? 'text-sm text-danger' : 'text-sm text-muted'}
          role={wrong ? 'alert' : undefined}
        >
          {wrong ?? t('picture.hint', { max: PICTURE_BYTES_MAX / 2 ** 20 })}
        </p>
      </div>
    </div>
  );
}
