// What a press does on the server, without a form whose fields could say what was refused.
import { toast } from '../ui/toast';
import { explain } from './api';
import { t } from './text';

/** Does it, and never throws: what fails is said in a toast, and what would come after it inside is
 * left out. */
export async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    toast(explain(error, t('error.unreachable')));
  }
}
